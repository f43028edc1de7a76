import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { EditorState } from '@tiptap/pm/state';
import * as Y from 'yjs';
import { sharedNotes, textPieces, type SharedNotes } from './shared-text.ts';

/** A range of a block's text that stays with its characters, whoever changes what around it. */
export type SharedRange = { from: Y.RelativePosition; to: Y.RelativePosition };

/** The range from one position of a block to another; null where there is no text. */
export function sharedRange(state: EditorState, from: number, to: number): SharedRange | null {
  const $from = state.doc.resolve(from);
  const block = sharedNotes(state)?.type.get($from.index(0));
  if (!(block instanceof Y.XmlElement)) return null;
  const pieces = textPieces(block, $from.parentOffset, $from.parentOffset + to - from);
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) return null;
  return {
    from: Y.createRelativePositionFromTypeIndex(first.text, first.from),
    to: Y.createRelativePositionFromTypeIndex(last.text, last.to, -1),
  };
}

/** Where a range is in `doc`, which shows `notes` as they are; null when its line is gone. */
export function rangeNow(
  notes: SharedNotes,
  doc: ProseMirrorNode,
  range: SharedRange,
): { from: number; to: number } | null {
  const from = positionNow(notes, doc, range.from);
  const to = positionNow(notes, doc, range.to);
  return from === null || to === null || to < from ? null : { from, to };
}

function positionNow(notes: SharedNotes, doc: ProseMirrorNode, place: Y.RelativePosition): number | null {
  const found = Y.createAbsolutePositionFromRelativePosition(place, notes.doc);
  const block = found?.type.parent;
  if (found === null || !(block instanceof Y.XmlElement)) return null;
  const blockIndex = notes.type.toArray().indexOf(block);
  if (blockIndex === -1 || blockIndex >= doc.childCount) return null;
  let pos = 1;
  for (let index = 0; index < blockIndex; index += 1) pos += doc.child(index).nodeSize;
  for (const child of block.toArray()) {
    if (child === found.type) return Math.min(pos + found.index, doc.content.size);
    pos += child instanceof Y.XmlText ? child.length : 1;
  }
  return null;
}
