import type { Command, EditorState, Transaction } from '@tiptap/pm/state';
import { personIdFor } from '#lib/speakers/person-id.ts';
import { speakerAtColon } from '#lib/speakers/speaker-at-colon.ts';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';
import {
  blockAt,
  blockId,
  isCode,
  isLine,
  lineAttrs,
  plainTextBefore,
} from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import { peopleIn, type NotesContext } from '#components/editor/engine/notes-context.ts';
import { undoStepEndsHere } from '#components/editor/engine/undo-step.ts';
import { lineMemory, remember } from '#components/editor/plugins/line-memory.ts';
import { speakerMenu } from '#components/editor/plugins/speaker-menu.ts';
import { suggestedSpeaker } from '#components/editor/plugins/suggested-speaker.ts';

type Speaker = { id: string; name: string };

/** Gives the line at the caret a speaker and takes away the text before the caret that named them. */
function takeSpeaker(state: EditorState, speaker: Speaker, typed: string): Transaction | null {
  const { $head } = state.selection;
  const block = blockAt($head);
  const lineId = block === null ? null : blockId(block.node);
  if (block === null || lineId === null) return null;
  const tr = state.tr.delete(block.pos + 1, $head.pos);
  tr.setNodeAttribute(block.pos, 'speaker', speaker.id);
  tr.setNodeAttribute(block.pos, 'speakerName', speaker.name);
  const rest = tr.doc.resolve(block.pos + 1).nodeAfter;
  if (rest?.isText === true && rest.text?.startsWith(' ') === true) tr.delete(block.pos + 1, block.pos + 2);
  remember(tr, { kind: 'taken', lineId, typed });
  return tr.setMeta(NOT_TYPED, true).scrollIntoView();
}

/** Takes the highlighted person of the open list, or `person`, as the speaker of the line. */
export function acceptSpeaker(context: NotesContext, person?: SpeakerPerson): Command {
  return (state, dispatch) => {
    const menu = speakerMenu(state);
    const chosen = person ?? menu?.people[menu.index];
    if (menu === null || chosen === undefined) return false;
    const tr = takeSpeaker(state, chosen, menu.query);
    if (tr === null) return false;
    if (dispatch === undefined) return true;
    undoStepEndsHere(state);
    dispatch(tr);
    context.announce(`${chosen.name}:`);
    return true;
  };
}

/** Takes the name that stands faintly on the empty line as its speaker. */
export function takeSuggested(context: NotesContext): Command {
  return (state, dispatch, view) => {
    const person = suggestedSpeaker(state);
    if (person === null || view?.composing === true) return false;
    const tr = takeSpeaker(state, person, '');
    if (tr === null) return false;
    if (dispatch === undefined) return true;
    undoStepEndsHere(state);
    dispatch(tr);
    context.announce(`${person.name}:`);
    return true;
  };
}

/** What a colon typed at the caret does: takes the person whose name stands before it, or nothing. */
export function colonSpeaker(state: EditorState, colon: string, context: NotesContext): Transaction | null {
  const { $head, empty } = state.selection;
  const block = blockAt($head);
  if (!empty || block === null || !isLine(block.node) || lineAttrs(block.node).speaker !== null) return null;
  if (isCode(state, $head)) return null;
  const text = plainTextBefore($head);
  if (text === null) return null;
  const named = speakerAtColon(text, peopleIn(state.doc, context));
  if (named === null) return null;
  const speaker =
    named.kind === 'known'
      ? named.person
      : { id: personIdFor(context.seriesId, named.name), name: named.name };
  const tr = takeSpeaker(state, speaker, `${text}${colon}`);
  if (tr !== null)
    context.announce(named.kind === 'known' ? `${speaker.name}:` : `${speaker.name} joins the roster.`);
  return tr;
}

/** Whether the space typed now follows a colon that took a speaker, and is not part of what they said. */
export function isSpaceAfterColon(state: EditorState): boolean {
  const { $head, empty } = state.selection;
  const taken = lineMemory(state).taken;
  const block = blockAt($head);
  return (
    empty &&
    $head.parentOffset === 0 &&
    block !== null &&
    taken !== null &&
    taken.lineId === blockId(block.node)
  );
}

/**
 * Backspace at the start of a line with a speaker: the speaker becomes text again. Right after a speaker was taken
 * that is what was typed, later `Name: `.
 */
export const speakerToText: Command = (state, dispatch) => {
  const { $head, empty } = state.selection;
  const block = blockAt($head);
  if (!empty || block === null || $head.parentOffset !== 0 || !isLine(block.node)) return false;
  if (lineAttrs(block.node).speaker === null) return false;
  const taken = lineMemory(state).taken;
  const typed = taken !== null && taken.lineId === blockId(block.node) ? taken.typed : null;
  dispatch?.(speakerAsText(state.tr, block.pos, typed).setMeta(NOT_TYPED, true).scrollIntoView());
  return true;
};

/** Writes a line's speaker out as text at its start, as `typed` or as `Name: `. */
export function speakerAsText(tr: Transaction, linePos: number, typed: string | null = null): Transaction {
  const line = tr.doc.nodeAt(linePos);
  if (line === null || !isLine(line) || lineAttrs(line).speaker === null) return tr;
  const text = typed ?? `${lineAttrs(line).speakerName ?? ''}: `;
  tr.setNodeAttribute(linePos, 'speaker', null).setNodeAttribute(linePos, 'speakerName', null);
  // Inserting nothing into an empty line would delete the line.
  return text === '' ? tr : tr.insertText(text, linePos + 1);
}
