import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { Command, EditorState, Transaction } from '@tiptap/pm/state';
import { clockTimeAtEnd, clockTimeAtStart, parseClockTime } from '#lib/stamps/clock-time.ts';
import { resolveStamp, stampNear } from '#lib/stamps/resolve-stamp.ts';
import { blockAt, blockId, findBlock, isCode, isLine } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { isDeclined, lineMemory, remember } from '#components/editor/plugins/line-memory.ts';

/** The ISO instant of a typed clock time on this call; null when it cannot be told. */
export function stampInstant(text: string, context: NotesContext): string | null {
  return resolveStamp(text, context.zone, stampNear(context.now(), context.startsAt));
}

/** Makes the text from `from` to `to` of a transaction's document a stamp. */
export function replaceWithStamp(
  tr: Transaction,
  from: number,
  to: number,
  context: NotesContext,
): Transaction {
  const text = tr.doc.textBetween(from, to);
  const type = tr.doc.type.schema.nodes['stamp'];
  if (type === undefined || parseClockTime(text) === null) return tr;
  const $from = tr.doc.resolve(from);
  const alone = $from.parent.content.size === to - from;
  const node = type.create({ text, at: stampInstant(text, context), gap: alone });
  return tr.replaceWith(from, to, node).setMeta(NOT_TYPED, true);
}

/**
 * A space after a clock time that begins a line or stands right behind a gap: the time becomes a stamp, and tells
 * when the gap was. Null when there is none.
 */
export function stampBeforeSpace(state: EditorState, context: NotesContext): Transaction | null {
  const { $head, empty } = state.selection;
  const block = blockAt($head);
  if (!empty || block === null || !isLine(block.node) || isCode(state, $head)) return null;
  const run = $head.nodeBefore;
  if (run?.isText !== true || run.marks.length > 0) return null;
  const runStart = $head.pos - run.nodeSize;
  const beside = state.doc.resolve(runStart).nodeBefore;
  if (beside !== null && beside.type.name !== 'gap') return null;

  const text = run.text ?? '';
  const written = beside === null ? text : text.trimStart();
  const time = clockTimeAtStart(written);
  if (time === null || time.text !== written || isDeclined(state, blockId(block.node), written)) return null;
  const type = state.schema.nodes['stamp'];
  if (type === undefined) return null;
  const at = stampInstant(written, context);
  const from = $head.pos - written.length;
  const tr = state.tr.replaceWith(from, $head.pos, type.create({ text: written, at, gap: false }));
  tr.insertText(' ', from + 1);
  if (beside !== null && at !== null) tr.setNodeAttribute(runStart - beside.nodeSize, 'at', at);
  return tr.setMeta(NOT_TYPED, true).scrollIntoView();
}

/**
 * Makes the clock time that was just typed at a line's end a stamp, as the line is left. Changes nothing when
 * none was typed, or it was turned back into text before.
 */
export function stampTypedTime(state: EditorState, tr: Transaction, context: NotesContext): Transaction {
  const typed = lineMemory(state).time;
  if (typed === null || isDeclined(state, typed.lineId, typed.text)) return tr;
  const line = findBlock(tr.doc, typed.lineId);
  const last = line?.node.lastChild;
  if (line === null || !isLine(line.node) || last?.isText !== true || last.marks.length > 0) return tr;
  if (clockTimeAtEnd(last.text ?? '')?.text !== typed.text) return tr;
  const end = line.pos + 1 + line.node.content.size;
  return replaceWithStamp(tr, end - typed.text.length, end, context);
}

/**
 * A stamp that is all there is on a line says that something was missed at its time; with words beside it, it does not.
 * Other lines stay as they are.
 */
export function settleLoneStamp(tr: Transaction, lineId: string): Transaction {
  const line = findBlock(tr.doc, lineId);
  if (line === null || !isLine(line.node)) return tr;
  const stamps: { offset: number; gap: unknown }[] = [];
  line.node.forEach((node, offset) => {
    if (node.type.name === 'stamp') stamps.push({ offset, gap: node.attrs['gap'] });
  });
  const [stamp] = stamps;
  if (stamp === undefined || stamps.length > 1) return tr;
  const alone = line.node.textBetween(0, line.node.content.size, null, leafWord).trim() === '';
  if (stamp.gap === alone) return tr;
  return tr.setNodeAttribute(line.pos + 1 + stamp.offset, 'gap', alone).setMeta(NOT_TYPED, true);
}

function leafWord(node: ProseMirrorNode): string {
  return node.type.name === 'stamp' ? '' : '\uFFFC';
}

/** Backspace after a stamp or gap: what was typed for it comes back as text. */
export const inlineToText: Command = (state, dispatch) => {
  const { $head, empty } = state.selection;
  const before = $head.nodeBefore;
  if (!empty || before === null || (before.type.name !== 'stamp' && before.type.name !== 'gap')) return false;
  const text: unknown = before.attrs['text'];
  if (typeof text !== 'string' || text === '') return false;
  const from = $head.pos - before.nodeSize;
  const tr = state.tr.replaceWith(from, $head.pos, state.schema.text(text)).setMeta(NOT_TYPED, true);
  const block = blockAt($head);
  const lineId = block === null ? null : blockId(block.node);
  if (lineId !== null && before.type.name === 'stamp') remember(tr, { kind: 'declined', lineId, text });
  dispatch?.(tr.scrollIntoView());
  return true;
};
