import type { EditorState } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';

/** The shared document and, in it, the notes. */
export type SharedNotes = { doc: Y.Doc; type: Y.XmlFragment };

/** The shared document behind the editor; null in an editor that has none. */
export function sharedNotes(state: EditorState): SharedNotes | null {
  return (ySyncPluginKey.getState(state) as SharedNotes | undefined) ?? null;
}

/** A run of a block's text as it is kept, and the part of it from `from` up to `to`. */
export type TextPiece = { text: Y.XmlText; from: number; to: number };

/** Where the characters of a range of a block are kept; a range of no length is in the run that ends or begins there. */
export function textPieces(block: Y.XmlElement, from: number, to: number): TextPiece[] {
  const pieces: TextPiece[] = [];
  let start = 0;
  for (const child of block.toArray()) {
    const length = child instanceof Y.XmlText ? child.length : 1;
    const begin = Math.max(from, start);
    const end = Math.min(to, start + length);
    if (child instanceof Y.XmlText && (begin < end || (from === to && begin === end)))
      pieces.push({ text: child, from: begin - start, to: end - start });
    start += length;
  }
  return pieces;
}
