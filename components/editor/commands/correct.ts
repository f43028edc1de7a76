import type { Command, EditorState } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { undo } from '@tiptap/y-tiptap';
import { findCorrection, type PlacedCorrection } from '#lib/corrections/find-correction.ts';
import { parseCorrection, type Correction } from '#lib/corrections/parse-correction.ts';
import {
  blockAt,
  blockId,
  findBlock,
  isCode,
  isLine,
  lineAttrs,
  type PlacedBlock,
} from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { replaceText } from '#components/editor/engine/replace-text.ts';
import { searchableText } from '#components/editor/engine/searchable-text.ts';
import { sharedRange } from '#components/editor/engine/shared-range.ts';
import { lastUndoStep, undoStepEndsHere } from '#components/editor/engine/undo-step.ts';
import {
  clearCorrection,
  isTypedLine,
  showCorrection,
  shownCorrection,
} from '#components/editor/plugins/corrections.ts';
import { enter } from './enter.ts';

type TypedCorrection = { block: PlacedBlock; lineId: string; text: string; correction: Correction };

/**
 * Enter on a line that is nothing but `s/old/new/`: the line is empty again, and the latest `old` above becomes `new`.
 * When none stands above, that is said, the text stays, and Enter makes a line as ever.
 */
export function correctEarlier(context: NotesContext): Command {
  return (state, dispatch, view) => {
    if (view === undefined || view.composing) return false;
    const typed = typedCorrection(state);
    if (typed === null) return false;
    const { block, lineId, text, correction } = typed;
    const place = findCorrection(correction, linesBefore(state, block.pos));
    if (place === null) {
      const { old } = correction;
      if (dispatch === undefined) return true;
      dispatch(showCorrection(state.tr, { kind: 'refused', lineId, old, text }));
      context.announce(refusedText(old));
      return enter(view.state, view.dispatch, view);
    }
    if (dispatch === undefined) return true;
    takeText(view, block);
    correct(view, { ...place, old: correction.old, context });
    return true;
  };
}

/** Takes the correction back that is told about: by undo while it is the last thing done, else by writing the old word again. */
export const undoCorrection: Command = (state, dispatch) => {
  const shown = shownCorrection(state);
  if (shown?.kind !== 'made') return false;
  if (dispatch === undefined) return true;
  if (lastUndoStep(state) === shown.step) {
    undo(state);
    return true;
  }
  const $from = state.doc.resolve(shown.from);
  const from = $from.parentOffset;
  const to = from + shown.to - shown.from;
  replaceText(state, [{ blockIndex: $from.index(0), from, to, text: shown.old }]);
  return true;
};

/** What is said when nothing above fits. */
export function refusedText(old: string): string {
  return `“${old}” stands in no line above.`;
}

/** What is said of a correction. */
export function madeText(made: { old: string; replacement: string; speakerName: string | null }): string {
  const where = made.speakerName === null ? 'a line above' : `${made.speakerName}’s line`;
  return made.replacement === ''
    ? `Took “${made.old}” out of ${where}.`
    : `Changed “${made.old}” to “${made.replacement}” in ${where}.`;
}

function typedCorrection(state: EditorState): TypedCorrection | null {
  const { $head, empty } = state.selection;
  const block = blockAt($head);
  if (!empty || block === null || !isLine(block.node) || isCode(state, $head)) return null;
  if ($head.parentOffset !== block.node.content.size) return null;
  const lineId = blockId(block.node);
  if (lineId === null || !isTypedLine(state, lineId)) return null;
  const text = searchableText(block.node);
  const correction = parseCorrection(text);
  return correction === null ? null : { block, lineId, text, correction };
}

function linesBefore(state: EditorState, end: number): { id: string; text: string }[] {
  const lines: { id: string; text: string }[] = [];
  state.doc.forEach((node, pos) => {
    const id = blockId(node);
    if (pos < end && id !== null && isLine(node)) lines.push({ id, text: searchableText(node) });
  });
  return lines;
}

/** Empties the line of the typed correction, so that it is as before it was typed. */
function takeText(view: EditorView, { node, pos }: PlacedBlock): void {
  undoStepEndsHere(view.state);
  const tr = view.state.tr.delete(pos + 1, pos + 1 + node.content.size).setNodeAttribute(pos, 'at', null);
  view.dispatch(tr.setMeta(NOT_TYPED, true).scrollIntoView());
}

type Place = PlacedCorrection & { old: string; context: NotesContext };

function correct(view: EditorView, { lineId, from, to, replacement, old, context }: Place): void {
  const blockIndex = indexOfBlock(view.state, lineId);
  if (replaceText(view.state, [{ blockIndex, from, to, text: replacement }]) === 0) return;
  const { state } = view;
  const line = findBlock(state.doc, lineId);
  if (line === null) return;
  const start = line.pos + 1 + from;
  const range = sharedRange(state, start, start + replacement.length);
  const { speaker, speakerName: written } = lineAttrs(line.node);
  const speakerName = context.roster().find((person) => person.id === speaker)?.name ?? written;
  const told = { old, replacement, speakerName };
  if (range !== null) view.dispatch(showCorrection(state.tr, { kind: 'made', lineId, range, ...told }));
  context.announce(`${madeText(told)} Undo takes it back.`);
}

function indexOfBlock({ doc }: EditorState, id: string): number {
  for (let index = 0; index < doc.childCount; index += 1) if (blockId(doc.child(index)) === id) return index;
  return -1;
}

/** Puts the bar about a correction away. */
export const dismissCorrection: Command = (state, dispatch) => {
  if (shownCorrection(state) === null) return false;
  dispatch?.(clearCorrection(state.tr));
  return true;
};
