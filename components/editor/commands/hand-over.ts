import type { Command } from '@tiptap/pm/state';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';

/** Asks somebody to take over the notes, takes that back, or takes over from who asks: whatever stands. */
export function handOver(context: NotesContext): Command {
  return (_state, dispatch) => {
    if (dispatch !== undefined) context.cover();
    return true;
  };
}
