import { TextSelection, type Command } from '@tiptap/pm/state';
import { cleanInstant } from '#lib/notes/clean-value.ts';
import { plainClock } from '#components/editor/engine/clock-text.ts';
import { gapsIn } from '#components/editor/engine/gaps-in.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';

/**
 * Goes to the next open gap after the caret, and from the last one to the first. A gap is selected, so that the words
 * that were missed take its place as they are typed; behind a stamp there is a caret, because the time stays.
 */
export function nextGap(context: NotesContext): Command {
  return (state, dispatch) => {
    const gaps = gapsIn(state.doc);
    const next = Math.max(
      0,
      gaps.findIndex(({ pos }) => pos >= state.selection.to),
    );
    const gap = gaps[next];
    if (dispatch === undefined) return true;
    if (gap === undefined) {
      context.announce('No gaps.');
      return true;
    }
    const end = gap.pos + gap.node.nodeSize;
    const start = gap.node.type.name === 'gap' ? gap.pos : end;
    dispatch(state.tr.setSelection(TextSelection.create(state.doc, start, end)).scrollIntoView());
    const at = cleanInstant(gap.node.attrs['at']);
    const about = at === null ? '' : `, about ${plainClock(context.zone)(at)}`;
    context.announce(`Gap ${String(next + 1)} of ${String(gaps.length)}${about}`);
    return true;
  };
}
