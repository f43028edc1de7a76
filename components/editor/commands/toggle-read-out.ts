import type { Command } from '@tiptap/pm/state';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';

/** Reads lines that others finish out to a screen reader, or stops doing so. */
export function toggleReadOut(context: NotesContext): Command {
  return (_state, dispatch) => {
    if (dispatch === undefined) return true;
    const on = !context.readsOut();
    context.setReadsOut(on);
    context.announce(on ? 'Finished lines are read out.' : 'Finished lines are no longer read out.');
    return true;
  };
}
