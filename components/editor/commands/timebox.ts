import type { EditorState, Transaction } from '@tiptap/pm/state';
import { typedTimebox } from '#lib/agenda/typed-timebox.ts';
import { blockAt, isAgendaItem } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';

/**
 * What a bracket or minute mark typed at a heading's end does: makes the timebox before it the heading's minutes,
 * or nothing.
 */
export function timeboxTyped(state: EditorState, typed: string): Transaction | null {
  const { $head, empty } = state.selection;
  const block = blockAt($head);
  if (!empty || block === null || !isAgendaItem(block.node)) return null;
  const last = block.node.lastChild;
  if (last?.isText !== true || $head.parentOffset !== block.node.content.size) return null;
  const text = `${last.text ?? ''}${typed}`;
  const box = typedTimebox(text);
  if (box === null) return null;
  const tr = state.tr.delete($head.pos - (text.length - typed.length - box.start), $head.pos);
  tr.setNodeAttribute(block.pos, 'minutes', box.minutes);
  tr.setNodeAttribute(block.pos, 'timebox', null);
  return tr.setMeta(NOT_TYPED, true).scrollIntoView();
}
