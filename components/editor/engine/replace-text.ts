import type { EditorState } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { blockId } from './blocks.ts';
import { searchableText } from './searchable-text.ts';
import { sharedNotes, textPieces } from './shared-text.ts';
import { undoStepEndsHere } from './undo-step.ts';

/** Characters of one block that become other text; `from` and `to` count from the block's start. */
export type TextChange = { blockIndex: number; from: number; to: number; text: string };

/**
 * Replaces exactly these characters in the shared document, as one undo step, and says how many of the changes were
 * made. Everything beside them stays the very text it was, so that what others type there at the same moment stays
 * where they typed it. The new text has the marks of the first character that it replaces. The changes are places in
 * `state`, do not overlap, and hold no gap, stamp or mention.
 */
export function replaceText(state: EditorState, changes: readonly TextChange[]): number {
  const notes = sharedNotes(state);
  if (notes === null || changes.length === 0) return 0;
  let made = 0;
  undoStepEndsHere(state);
  notes.doc.transact(() => {
    // From the end, so that no change moves the place of another.
    for (const change of changes.toSorted((a, b) => b.blockIndex - a.blockIndex || b.from - a.from)) {
      const shown = state.doc.maybeChild(change.blockIndex);
      const block = notes.type.get(change.blockIndex);
      if (shown === null || !(block instanceof Y.XmlElement)) continue;
      if ((block.getAttribute('id') ?? null) !== blockId(shown)) continue;
      const first = searchableText(shown).codePointAt(change.from) ?? 0;
      if (replaceIn(block, change, String.fromCodePoint(first).length)) made += 1;
    }
  }, ySyncPluginKey);
  undoStepEndsHere(state);
  return made;
}

function replaceIn(block: Y.XmlElement, { from, to, text }: TextChange, firstLength: number): boolean {
  const [first, ...others] = textPieces(block, from, to);
  if (first === undefined) return false;
  for (const piece of others) piece.text.delete(piece.from, piece.to - piece.from);
  // Written behind the first character, whose marks it takes over, before that one goes.
  const kept = Math.min(firstLength, first.to - first.from);
  first.text.delete(first.from + kept, first.to - first.from - kept);
  if (text !== '') first.text.insert(first.from + kept, text);
  first.text.delete(first.from, kept);
  return true;
}
