import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { TextSelection, type Command, type Transaction } from '@tiptap/pm/state';
import { agendaNumbers } from '#lib/agenda/agenda-numbers.ts';
import { isAgendaItem, isLine, itemAttrs, lineAttrs } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';

type Item = {
  node: ProseMirrorNode;
  pos: number;
  /** Where its section ends. */ end: number;
  number: string;
};

/**
 * Goes on to the next agenda item: the current one is done, the next open one is current, and the caret stands on an
 * empty line at the end of its section. While no item is current, the next one is that of the caret's section.
 */
export function nextItem(context: NotesContext): Command {
  return (state, dispatch) => {
    const items = itemsOf(state.doc);
    const next = findNext(items, state.selection.head);
    const ended = items.filter(({ node }) => itemAttrs(node).state === 'current');
    if (next === null && ended.length === 0) {
      if (dispatch !== undefined) context.announce('There is no further agenda item.');
      return false;
    }
    if (dispatch === undefined) return true;
    const tr = state.tr;
    for (const { pos } of ended) tr.setNodeAttribute(pos, 'state', 'done');
    if (next !== null) {
      tr.setNodeAttribute(next.pos, 'state', 'current');
      toEmptyLine(tr, next.end);
    }
    dispatch(tr.setMeta(NOT_TYPED, true).scrollIntoView());
    context.announce([...ended.map((item) => `${named(item)} is done.`), now(next)].join(' '));
    return true;
  };
}

function itemsOf(doc: ProseMirrorNode): Item[] {
  const items: Item[] = [];
  doc.forEach((node, pos) => {
    if (!isAgendaItem(node)) return;
    const before = items.at(-1);
    if (before !== undefined) before.end = pos;
    items.push({ node, pos, end: doc.content.size, number: '' });
  });
  const numbers = agendaNumbers(items.map(({ node }) => itemAttrs(node).level));
  return items.map((item, index) => ({ ...item, number: numbers[index] ?? '' }));
}

function findNext(items: readonly Item[], caret: number): Item | null {
  const isOpen = ({ node }: Item): boolean => itemAttrs(node).state === 'open';
  const current = items.findLastIndex(({ node }) => itemAttrs(node).state === 'current');
  if (current !== -1) return items.slice(current + 1).find(isOpen) ?? null;
  return items.find((item) => isOpen(item) && item.end > caret) ?? items.find(isOpen) ?? null;
}

/** Puts the caret on an empty line before a position; makes one when the block there is anything else. */
function toEmptyLine(tr: Transaction, end: number): void {
  const { line } = tr.doc.type.schema.nodes;
  const last = tr.doc.resolve(end).nodeBefore;
  if (last !== null && isLine(last) && last.content.size === 0 && lineAttrs(last).speaker === null) {
    tr.setSelection(TextSelection.create(tr.doc, end - 1));
  } else if (line !== undefined) {
    tr.insert(end, line.create());
    tr.setSelection(TextSelection.create(tr.doc, end + 1));
  }
}

function named({ number, node }: Item): string {
  return `Item ${number}${node.textContent === '' ? '' : `, ${node.textContent},`}`;
}

function now(item: Item | null): string {
  return item === null ? 'It was the last one.' : `Now: ${named(item).replace(/,$/u, '')}.`;
}
