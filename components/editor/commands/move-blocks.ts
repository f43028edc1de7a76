import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { TextSelection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state';
import { agendaNumbers } from '#lib/agenda/agenda-numbers.ts';
import { blockId, isAgendaItem, itemAttrs } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { undoStepEndsHere } from '#components/editor/engine/undo-step.ts';
import { writerOn } from '#components/editor/plugins/reserved-lines.ts';

/** Neighbouring blocks, by their indexes; `to` is the one behind the last. */
export type Run = { from: number; to: number };

/**
 * Moves the lines of the selection past the block above (-1) or below (1). Not where an agenda item is selected.
 */
export function moveLines(by: 1 | -1, context: NotesContext): Command {
  return (state, dispatch) => {
    const run = selectedRun(state);
    if (blocksOf(state.doc, run).some(isAgendaItem)) return false;
    const neighbour = by === 1 ? { from: run.to, to: run.to + 1 } : { from: run.from - 1, to: run.from };
    return swap(state, dispatch, run, neighbour, context);
  };
}

/**
 * Moves the agenda item at the selection with its whole section past the section above (-1) or below (1): an item
 * with its sub-items past another item, a sub-item past another one or into the next item.
 */
export function moveSection(by: 1 | -1, context: NotesContext): Command {
  return (state, dispatch) => {
    const { doc } = state;
    const selected = selectedRun(state);
    const first = doc.child(selected.from);
    if (!isAgendaItem(first)) return blocksOf(doc, selected).some(isAgendaItem);
    const { level } = itemAttrs(first);
    let run = { from: selected.from, to: sectionEnd(doc, selected.from, level) };
    while (run.to < selected.to) run = { ...run, to: sectionEnd(doc, run.to, level) };
    const neighbour = by === 1 ? sectionBelow(doc, run, level) : sectionAbove(doc, run, level);
    return swap(state, dispatch, run, neighbour, context);
  };
}

/** What a section moves past on its way down. A sub-item goes behind the lines of the next item, before its sub-items. */
function sectionBelow(doc: ProseMirrorNode, { to }: Run, level: 1 | 2): Run {
  return { from: to, to: to < doc.childCount ? sectionEnd(doc, to, level) : to + 1 };
}

/** What a section moves past on its way up. Nothing where it would come to stand before the first item. */
function sectionAbove(doc: ProseMirrorNode, { from }: Run, level: 1 | 2): Run {
  for (let index = from - 1; index >= 0; index -= 1) {
    const block = doc.child(index);
    if (!isAgendaItem(block) || itemAttrs(block).level > level) continue;
    const leavesItem = itemAttrs(block).level < level;
    return leavesItem && !hasItemAbove(doc, index) ? nothingAbove : { from: index, to: from };
  }
  return nothingAbove;
}

const nothingAbove: Run = { from: -1, to: 0 };

function hasItemAbove(doc: ProseMirrorNode, index: number): boolean {
  return blocksOf(doc, { from: 0, to: index }).some(isAgendaItem);
}

/** The end of the section that begins at an index: the next item of its level or above. */
export function sectionEnd(doc: ProseMirrorNode, start: number, level: 1 | 2): number {
  let end = start + 1;
  while (end < doc.childCount) {
    const block = doc.child(end);
    if (isAgendaItem(block) && itemAttrs(block).level <= level) break;
    end += 1;
  }
  return end;
}

/**
 * Puts two neighbouring runs of blocks the other way round, as one undo step. In the shared document only one of them
 * moves: its blocks are deleted and made anew, and what somebody else types there at that moment is lost. So that is
 * the run nobody else writes on; where there is one on both sides, nothing moves.
 */
function swap(
  state: EditorState,
  dispatch: Parameters<Command>[1],
  run: Run,
  neighbour: Run,
  context: NotesContext,
): boolean {
  if (neighbour.from < 0 || neighbour.to > state.doc.childCount || dispatch === undefined) return true;
  const tr = swapped(state, run, neighbour, context);
  if (tr === null) return true;
  undoStepEndsHere(state);
  dispatch(tr.setStoredMarks(state.storedMarks).scrollIntoView());
  undoStepEndsHere(state);
  context.announce(movedText(state.doc, tr.doc, run, neighbour));
  return true;
}

/** The transaction that puts two neighbouring runs the other way round; null where others write on both, which is said. */
export function swapped(
  state: EditorState,
  run: Run,
  neighbour: Run,
  context: NotesContext,
): Transaction | null {
  const { doc, selection } = state;
  const [upper, lower] = run.from < neighbour.from ? [run, neighbour] : [neighbour, run];
  const writers = { run: firstWriter(state, run), neighbour: firstWriter(state, neighbour) };
  if (writers.run !== null && writers.neighbour !== null) {
    context.announce(`${writers.run} is writing on this line. It stays where it is.`);
    return null;
  }
  const moved = writers.run === null && !isLarger(run, neighbour, writers.neighbour) ? run : neighbour;
  const fresh = (part: Run): ProseMirrorNode[] =>
    blocksOf(doc, part).map((node) => (part === moved ? anew(node) : node));
  const start = posOf(doc, upper.from);
  const tr = state.tr.replaceWith(start, posOf(doc, lower.to), [...fresh(lower), ...fresh(upper)]);
  const places = {
    start,
    middle: start + sizeOf(doc, upper),
    end: start + sizeOf(doc, upper) + sizeOf(doc, lower),
  };
  const [anchor, head] = [selection.anchor, selection.head].map((pos) => placeAfter(pos, places));
  tr.setSelection(TextSelection.between(tr.doc.resolve(anchor ?? 0), tr.doc.resolve(head ?? 0)));
  return tr.setMeta(NOT_TYPED, true);
}

/** Where a position is once the blocks before and behind `middle` have changed places. */
function placeAfter(pos: number, { start, middle, end }: Record<'start' | 'middle' | 'end', number>): number {
  if (pos < start || pos >= end) return pos;
  return pos < middle ? pos + (end - middle) : pos - (middle - start);
}

/** What is said of a move: an item's new place, or only the direction. */
export function movedText(before: ProseMirrorNode, after: ProseMirrorNode, run: Run, neighbour: Run): string {
  const down = run.from < neighbour.from;
  const item = before.child(run.from);
  const id = blockId(item);
  if (!isAgendaItem(item) || id === null) return down ? 'Moved down' : 'Moved up';
  const old = placeOfItem(before, id);
  const now = placeOfItem(after, id);
  const title = item.textContent.trim() || 'untitled';
  return `Item ${old?.key ?? ''}, ${title}, moved to ${now?.key ?? ''}${now?.of ?? ''}`;
}

/** The number of an item, and for one of the first level how many there are. */
export function placeOfItem(doc: ProseMirrorNode, id: string): { key: string; of: string } | null {
  const items: ProseMirrorNode[] = [];
  doc.forEach((node) => {
    if (isAgendaItem(node)) items.push(node);
  });
  const numbers = agendaNumbers(items.map((node) => itemAttrs(node).level));
  const index = items.findIndex((node) => blockId(node) === id);
  const key = numbers[index];
  if (key === undefined) return null;
  const first = numbers.filter((number) => /^\d+$/u.test(number)).length;
  return { key, of: /^\d+$/u.test(key) ? ` of ${String(first)}` : '' };
}

/** Whether it is the neighbour that had better move: it is shorter, and nobody else writes there. */
function isLarger(run: Run, neighbour: Run, writer: string | null): boolean {
  return writer === null && run.to - run.from > neighbour.to - neighbour.from;
}

/** The same block as another node, which the binding to the shared document does not take for the one that stood there. */
function anew(node: ProseMirrorNode): ProseMirrorNode {
  return node.type.create(node.attrs, node.content, node.marks);
}

function firstWriter(state: EditorState, run: Run): string | null {
  for (const block of blocksOf(state.doc, run)) {
    const writer = writerOn(state, block);
    if (writer !== null) return writer.name;
  }
  return null;
}

function selectedRun({ doc, selection }: EditorState): Run {
  return { from: doc.resolve(selection.from).index(0), to: doc.resolve(selection.to).index(0) + 1 };
}

function blocksOf(doc: ProseMirrorNode, { from, to }: Run): ProseMirrorNode[] {
  return Array.from({ length: to - from }, (_, index) => doc.child(from + index));
}

function posOf(doc: ProseMirrorNode, index: number): number {
  return sizeOf(doc, { from: 0, to: index });
}

function sizeOf(doc: ProseMirrorNode, run: Run): number {
  return blocksOf(doc, run).reduce((size, node) => size + node.nodeSize, 0);
}
