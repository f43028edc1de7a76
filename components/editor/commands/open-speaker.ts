import type { Command } from '@tiptap/pm/state';
import { blockAt, isLine, lineAttrs } from '#components/editor/engine/blocks.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';

/** Opens the field for the name of whoever speaks on the line at the caret, or of `personId`; where there is nobody, asks who. */
export function openSpeaker(context: NotesContext, personId?: string): Command {
  return (state, dispatch) => {
    const block = blockAt(state.selection.$head);
    const id = personId ?? (block === null || !isLine(block.node) ? null : lineAttrs(block.node).speaker);
    if (dispatch !== undefined) context.openPanel({ kind: 'speaker', personId: id });
    return true;
  };
}
