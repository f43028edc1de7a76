import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { Command, EditorState } from '@tiptap/pm/state';
import { closesAgenda } from '#lib/agenda/agenda-end.ts';
import { orderByVotes } from '#lib/agenda/order-by-votes.ts';
import { blockId, isAgendaItem, itemAttrs } from '#components/editor/engine/blocks.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { undoStepEndsHere } from '#components/editor/engine/undo-step.ts';
import { movedText, sectionEnd, swapped, type Run } from './move-blocks.ts';

/**
 * Moves an agenda item with its whole section to before another item, or to the end of the document, as one undo step. A
 * sub-item never comes to stand before the first item.
 */
export function moveSectionTo(id: string, before: string | null, context: NotesContext): Command {
  return (state, dispatch) => {
    const runs = runsOf(state, id, before);
    if (runs === null) return false;
    const tr = swapped(state, runs.run, runs.neighbour, context);
    if (tr === null || dispatch === undefined) return true;
    undoStepEndsHere(state);
    dispatch(tr.setStoredMarks(state.storedMarks));
    undoStepEndsHere(state);
    context.announce(movedText(state.doc, tr.doc, runs.run, runs.neighbour));
    return true;
  };
}

/** The section of an item, and the blocks between it and where it goes; null where it stands there already, or may not go. */
function runsOf(
  { doc }: EditorState,
  id: string,
  before: string | null,
): { run: Run; neighbour: Run } | null {
  const from = indexOf(doc, id);
  const target = before === null ? doc.childCount : indexOf(doc, before);
  if (from === null || target === null) return null;
  const { level } = itemAttrs(doc.child(from));
  const run = { from, to: sectionEnd(doc, from, level) };
  if (target >= run.from && target <= run.to) return null;
  if (level === 2 && !hasItemBefore(doc, target)) return null;
  return target < run.from
    ? { run, neighbour: { from: target, to: run.from } }
    : { run, neighbour: { from: run.to, to: target } };
}

function indexOf(doc: ProseMirrorNode, id: string): number | null {
  for (let index = 0; index < doc.childCount; index += 1) {
    const node = doc.child(index);
    if (isAgendaItem(node) && blockId(node) === id) return index;
  }
  return null;
}

function hasItemBefore(doc: ProseMirrorNode, index: number): boolean {
  for (let at = 0; at < index; at += 1) if (isAgendaItem(doc.child(at))) return true;
  return false;
}

/**
 * Orders the items of the first level by how many want them, as one undo step. Standing items and those that close the
 * agenda keep their places. One section moves at a time, so that what others write in the rest is not touched.
 */
export function orderItemsByVotes(context: NotesContext): Command {
  return (state, _dispatch, view) => {
    const wanted = orderByVotes(votedItems(state.doc, context));
    if (view === undefined) return true;
    let moved = 0;
    undoStepEndsHere(state);
    for (const [index, id] of wanted.entries()) {
      const now = votedItems(view.state.doc, context)[index]?.id;
      if (now === undefined || now === id) continue;
      const runs = runsOf(view.state, id, now);
      const tr = runs === null ? null : swapped(view.state, runs.run, runs.neighbour, context);
      if (tr === null) break;
      view.dispatch(tr);
      moved += 1;
    }
    undoStepEndsHere(view.state);
    context.announce(
      moved === 0 ? 'The items stand in this order already.' : 'The items are ordered by votes.',
    );
    return true;
  };
}

function votedItems(doc: ProseMirrorNode, context: NotesContext) {
  const items: { id: string; votes: number; fixed: boolean }[] = [];
  doc.forEach((node) => {
    const id = blockId(node);
    if (!isAgendaItem(node) || id === null || itemAttrs(node).level === 2) return;
    const fixed = itemAttrs(node).templateItem !== null || closesAgenda(node.textContent);
    items.push({ id, votes: context.votes.people(id).length, fixed });
  });
  return items;
}
