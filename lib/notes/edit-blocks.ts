import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import type { BlockJson } from './note-json.ts';
import { NOTES_SCHEMA_VERSION, noteSchema } from './schema/index.ts';
import { META_MAP, notesFragment } from './ydoc.ts';

/** Where the block of an id stands in a document, from 0; null when it does not. */
export function blockIndex(doc: Y.Doc, id: string): number | null {
  const index = blocksOf(doc).findIndex((block) => block.getAttribute('id') === id);
  return index === -1 ? null : index;
}

/**
 * Puts blocks into a document before the one at `index`, or at its end; every other block stays untouched. For the
 * server alone: it raises the schema version the document says, which browsers cannot.
 * @throws RangeError when a block does not fit the schema.
 */
export function insertBlocks(doc: Y.Doc, index: number, blocks: readonly BlockJson[]): void {
  if (blocks.length === 0) return;
  const node = noteSchema.nodeFromJSON({ type: 'doc', content: blocks });
  node.check();
  const aside = new Y.Doc();
  const made = prosemirrorToYXmlFragment(node, aside.getXmlFragment('notes'));
  const fragment = notesFragment(doc);
  doc.transact(() => {
    const elements = made.toArray().map((element) => (element as Y.XmlElement).clone());
    fragment.insert(Math.min(Math.max(index, 0), fragment.length), elements);
    const meta = doc.getMap(META_MAP);
    if (Number(meta.get('schemaVersion')) < NOTES_SCHEMA_VERSION) {
      meta.set('schemaVersion', NOTES_SCHEMA_VERSION);
    }
  });
  aside.destroy();
}

/** Takes the blocks of these ids out of a document; gives how many there were. */
export function removeBlocks(doc: Y.Doc, ids: ReadonlySet<string>): number {
  const fragment = notesFragment(doc);
  let removed = 0;
  doc.transact(() => {
    for (const [index, block] of [...blocksOf(doc).entries()].toReversed()) {
      if (!ids.has(String(block.getAttribute('id')))) continue;
      fragment.delete(index, 1);
      removed += 1;
    }
  });
  return removed;
}

/** Sets attributes of the block of an id, null for none; false when it does not stand there. */
export function setBlockAttrs(
  doc: Y.Doc,
  id: string,
  attrs: Readonly<Record<string, string | number | boolean | null>>,
): boolean {
  const block = blocksOf(doc).find((one) => one.getAttribute('id') === id);
  if (block === undefined) return false;
  doc.transact(() => {
    for (const [name, value] of Object.entries(attrs)) {
      if (value === null) block.removeAttribute(name);
      // The type says text; the editor writes numbers and flags as they are.
      else block.setAttribute(name, value as string);
    }
  });
  return true;
}

function blocksOf(doc: Y.Doc): Y.XmlElement[] {
  return notesFragment(doc)
    .toArray()
    .filter((child): child is Y.XmlElement => child instanceof Y.XmlElement);
}
