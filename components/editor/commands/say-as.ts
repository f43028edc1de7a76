import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { TextSelection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';
import { blockAt, isLine, lineAttrs, type PlacedBlock } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { undoStepEndsHere } from '#components/editor/engine/undo-step.ts';
import { writerOn } from '#components/editor/plugins/reserved-lines.ts';
import { speakerMenu } from '#components/editor/plugins/speaker-menu.ts';
import { belowWriters } from './enter.ts';
import { acceptSpeaker } from './take-speaker.ts';

/**
 * What follows is said by this person. An empty line, or one that nobody speaks on yet, becomes theirs; any other, and
 * one that somebody else is writing on, is left as it is and a new line of theirs begins below it.
 */
export function sayAs(context: NotesContext, person: SpeakerPerson): Command {
  return (state, dispatch, view) => {
    // Letters that were typed to find this person are no text, as with Tab.
    if (speakerMenu(state)?.people.some(({ id }) => id === person.id) === true)
      return acceptSpeaker(context, person)(state, dispatch, view);
    const tr = lineOf(person, state);
    if (tr === null) return false;
    if (dispatch === undefined || !tr.docChanged) return true;
    undoStepEndsHere(state);
    dispatch(tr.setMeta(NOT_TYPED, true).scrollIntoView());
    context.announce(`${person.name}:`);
    return true;
  };
}

function lineOf({ id, name }: SpeakerPerson, state: EditorState): Transaction | null {
  const { line } = state.schema.nodes;
  const block = blockAt(state.selection.$head);
  if (line === undefined || block === null) return null;
  const speaker = { speaker: id, speakerName: name };
  const tr = state.tr;
  if (isLine(block.node)) {
    const { speaker: current, indent } = lineAttrs(block.node);
    if (current === id && block.node.content.size === 0) return tr;
    const isFree = writerOn(state, block.node) === null;
    if (isFree && (current === null || block.node.content.size === 0))
      return tr.setNodeAttribute(block.pos, 'speaker', id).setNodeAttribute(block.pos, 'speakerName', name);
    return lineBelow(state, block, line.create({ ...speaker, indent }));
  }
  return lineBelow(state, block, line.create(speaker));
}

function lineBelow(state: EditorState, { node, pos }: PlacedBlock, line: ProseMirrorNode): Transaction {
  const end = belowWriters(state, state.doc, pos + node.nodeSize);
  const tr = state.tr.insert(end, line);
  return tr.setSelection(TextSelection.create(tr.doc, end + 1));
}
