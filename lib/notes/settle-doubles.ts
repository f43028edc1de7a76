import * as Y from 'yjs';
import { notesFragment } from './ydoc.ts';

/**
 * Takes out what stands twice because two people moved it at the same moment: a move deletes a block and makes it anew, so
 * two moves make two of them. Of blocks with one id and the same words the first in the document stays, and gets what only
 * the other says of itself (a box, a purpose). Where the words differ both stay, the later under an id of its own, so that
 * nothing typed is lost. Whoever has the same document takes out the same blocks, so that all may do it at once.
 * @returns how many blocks were taken out or named anew.
 */
export function settleDoubles(doc: Y.Doc, newId: () => string): number {
  const fragment = notesFragment(doc);
  const first = new Map<string, Y.XmlElement>();
  const doubles: { block: Y.XmlElement; original: Y.XmlElement }[] = [];
  for (const block of fragment.toArray()) {
    if (!(block instanceof Y.XmlElement)) continue;
    const id: unknown = block.getAttribute('id');
    if (typeof id !== 'string') continue;
    const original = first.get(id);
    if (original === undefined) first.set(id, block);
    else doubles.push({ block, original });
  }
  if (doubles.length === 0) return 0;
  doc.transact(() => {
    for (const { block, original } of doubles.toReversed()) {
      if (block.nodeName !== original.nodeName || wordsOf(block) !== wordsOf(original)) {
        block.setAttribute('id', newId());
        continue;
      }
      keepWhatIsSaid(original, block);
      fragment.delete(fragment.toArray().indexOf(block), 1);
    }
  }, 'settle doubles');
  return doubles.length;
}

function wordsOf(block: Y.XmlElement): string {
  return block
    .toArray()
    .map((child) => JSON.stringify(child.toJSON()))
    .join('');
}

function keepWhatIsSaid(original: Y.XmlElement, double: Y.XmlElement): void {
  const said = original.getAttributes() as Record<string, unknown>;
  for (const [name, value] of Object.entries(double.getAttributes() as Record<string, unknown>)) {
    if (said[name] === undefined) original.setAttribute(name, value as string);
  }
}
