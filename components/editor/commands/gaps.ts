import { TextSelection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state';
import { gapInstant } from '#lib/gaps/gap-instant.ts';
import { typedGap } from '#lib/gaps/typed-gap.ts';
import { clockTimeAtEnd } from '#lib/stamps/clock-time.ts';
import {
  blockAt,
  blockId,
  isAgendaItem,
  isCode,
  isLine,
  lineAttrs,
} from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { undoStepEndsHere } from '#components/editor/engine/undo-step.ts';
import { isDeclined } from '#components/editor/plugins/line-memory.ts';
import { replaceWithStamp, stampInstant } from './stamps.ts';

/** What a typed dot or ellipsis does: completes a gap, or nothing. `from` is where the typed text goes. */
export function gapTyped(
  state: EditorState,
  from: number,
  typed: string,
  context: NotesContext,
): Transaction | null {
  const $from = state.doc.resolve(from);
  const block = blockAt($from);
  if (block === null || block.node.type.spec.code === true || isAgendaItem(block.node)) return null;
  if (isCode(state, $from)) return null;
  const before = $from.parent.textBetween(0, $from.parentOffset, null, '\uFFFC');
  const text = typedGap(before, typed);
  if (text === null) return null;
  const start = from - (text.length - 1);
  return gapAt(state, state.tr, start, Math.max(from, state.selection.to), text, context);
}

/** Puts a gap at the caret. */
export function insertGap(context: NotesContext): Command {
  return (state, dispatch) => {
    const { $from, from, to } = state.selection;
    const block = blockAt($from);
    if (block === null || block.node.type.spec.code === true) return false;
    dispatch?.(gapAt(state, state.tr, from, to, '…', context));
    return true;
  };
}

/**
 * Notes that a whole line was missed: a gap that nobody speaks, in the empty line at the caret or in a new one below,
 * and the caret on a fresh line after it.
 */
export function insertMissedLine(context: NotesContext): Command {
  return (state, dispatch) => {
    const block = blockAt(state.selection.$head);
    const { line, gap } = state.schema.nodes;
    if (block === null || line === undefined || gap === undefined) return false;
    if (dispatch === undefined) return true;
    undoStepEndsHere(state);
    const now = context.now();
    const indent = isLine(block.node) ? lineAttrs(block.node).indent : 0;
    const missed = gap.create({ id: context.newId(), at: gapInstant(now, context.settings().typingLagMs) });
    const tr = state.tr;
    let end = block.pos + block.node.nodeSize;
    if (isLine(block.node) && block.node.content.size === 0 && lineAttrs(block.node).speaker === null) {
      tr.insert(block.pos + 1, missed).setNodeAttribute(block.pos, 'at', now.toISOString());
    } else {
      tr.insert(end, line.create({ id: context.newId(), at: now.toISOString(), indent }, missed));
      end += 2;
    }
    end += missed.nodeSize;
    tr.insert(end, line.create({ id: context.newId(), indent }));
    tr.setSelection(TextSelection.create(tr.doc, end + 1));
    dispatch(tr.setMeta(NOT_TYPED, true).scrollIntoView());
    context.announce('A missed line');
    return true;
  };
}

/** Replaces a range by a gap. A clock time right beside it becomes a stamp, and tells when the gap was. */
function gapAt(
  state: EditorState,
  tr: Transaction,
  from: number,
  to: number,
  text: '…' | '...',
  context: NotesContext,
): Transaction {
  const type = state.schema.nodes['gap'];
  if (type === undefined) return tr;
  const $from = tr.doc.resolve(from);
  const before = $from.parent.textBetween(0, $from.parentOffset, null, '\uFFFC');
  const time = clockTimeAtEnd(before.trimEnd());
  const block = blockAt($from);
  const beside =
    time !== null && block !== null && !isDeclined(state, blockId(block.node), time.text) ? time.text : null;
  const at =
    (beside === null ? null : stampInstant(beside, context)) ??
    gapInstant(context.now(), context.settings().typingLagMs);
  if (block !== null && isLine(block.node) && block.node.content.size === 0) {
    // Nothing was typed that would tell when the line began.
    tr.setNodeAttribute(block.pos, 'at', context.now().toISOString());
  }
  tr.replaceWith(from, to, type.create({ id: context.newId(), at, text }));
  if (beside !== null) {
    const end = from - (before.length - before.trimEnd().length);
    replaceWithStamp(tr, end - beside.length, end, context);
  }
  context.announce('Gap');
  return tr.setMeta(NOT_TYPED, true).scrollIntoView();
}
