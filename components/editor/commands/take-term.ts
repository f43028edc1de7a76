import type { Command } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { blockAt } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { undoStepEndsHere } from '#components/editor/engine/undo-step.ts';
import { offeredTerm, takenTerm, tellTaken } from '#components/editor/plugins/term-completion.ts';

/** Less room than this behind the caret shows nothing of a term. */
const LEAST_ROOM_PX = 8;

/** Writes the term whose rest stands behind the caret, as it is to be written. Does nothing while none can be seen. */
export function takeTerm(context: NotesContext): Command {
  return (state, dispatch, view) => {
    const offered = offeredTerm(state);
    if (offered === null || (view !== undefined && !isInSight(view))) return false;
    const { form, typed } = offered;
    const { head } = state.selection;
    const kept = sharedLength(typed, form);
    if (dispatch === undefined) return true;
    const tr = state.tr.insertText(form.slice(kept), head - typed.length + kept, head);
    undoStepEndsHere(state);
    dispatch(tellTaken(tr, offered).setMeta(NOT_TYPED, true).scrollIntoView());
    undoStepEndsHere(state);
    context.announce(form);
    return true;
  };
}

/** Backspace right after a term was taken: what was typed comes back. */
export const termToText: Command = (state, dispatch) => {
  const taken = takenTerm(state);
  if (taken === null) return false;
  const { form, typed } = taken;
  const { head } = state.selection;
  const kept = sharedLength(typed, form);
  const tr = state.tr.insertText(typed.slice(kept), head - form.length + kept, head);
  dispatch?.(tr.setMeta(NOT_TYPED, true).scrollIntoView());
  return true;
};

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** Whether there is room behind the caret: at the edge of a full row the rest is cut off whole. */
function isInSight(view: EditorView): boolean {
  const block = blockAt(view.state.selection.$head);
  const line = block === null ? null : view.nodeDOM(block.pos);
  const text = line instanceof HTMLElement ? line.querySelector('.cn-text') : null;
  const right = text?.getBoundingClientRect().right ?? 0;
  return right === 0 || right - view.coordsAtPos(view.state.selection.head).left >= LEAST_ROOM_PX;
}
