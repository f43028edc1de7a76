import type { EditorView } from '@tiptap/pm/view';
import { blockId, isAgendaItem, itemAttrs } from '#components/editor/engine/blocks.ts';

/** Where an item can be dropped. */
export type DropPlace = {
  /** Id of the item it then stands before; null at the end. */
  before: string | null;
  /** Where the line is drawn, in the window's pixels. */
  y: number;
};

/**
 * The places to which an item can be dragged, its own first where it would stay: before each item of the first level and at
 * the end; a sub-item before sub-items as well, and never before the first item of all.
 */
export function dropPlaces(view: EditorView, itemId: string): DropPlace[] {
  const { doc } = view.state;
  const items: { id: string; level: 1 | 2; y: number }[] = [];
  doc.forEach((node, pos) => {
    const id = blockId(node);
    const dom = view.nodeDOM(pos);
    if (!isAgendaItem(node) || id === null || !(dom instanceof HTMLElement)) return;
    items.push({ id, level: itemAttrs(node).level, y: dom.getBoundingClientRect().top });
  });
  const dragged = items.find(({ id }) => id === itemId);
  if (dragged === undefined) return [];
  const places: DropPlace[] = items
    .filter((item, index) => (dragged.level === 1 ? item.level === 1 : index > 0 || item.id === itemId))
    .map(({ id, y }) => ({ before: id, y }));
  const last = view.dom.lastElementChild;
  const end = last?.getBoundingClientRect().bottom ?? view.dom.getBoundingClientRect().bottom;
  return [...places, { before: null, y: end }];
}
