import type { Command } from '@tiptap/pm/state';
import { isLine, lineAttrs, selectedBlocks } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import { peopleIn, type NotesContext } from '#components/editor/engine/notes-context.ts';
import type { NumberChord } from '#components/editor/keys/key-binding.ts';

/** Gives the selected lines to the person with a number in the margin. The caret stays. */
export function giveLines(number: number, context: NotesContext): Command {
  return (state, dispatch) => {
    const person = peopleIn(state.doc, context).find((somebody) => somebody.number === number);
    const lines = selectedBlocks(state).filter(({ node }) => isLine(node));
    if (person === undefined || lines.length === 0) {
      if (dispatch !== undefined) {
        context.announce(
          person === undefined ? `Nobody has the number ${number}.` : 'There is no line here.',
        );
      }
      return false;
    }
    const tr = state.tr;
    for (const { node, pos } of lines) {
      const { speaker, speakerName } = lineAttrs(node);
      if (speaker === person.id && speakerName === person.name) continue;
      tr.setNodeAttribute(pos, 'speaker', person.id).setNodeAttribute(pos, 'speakerName', person.name);
    }
    if (dispatch === undefined) return true;
    if (tr.docChanged) dispatch(tr.setStoredMarks(state.storedMarks).setMeta(NOT_TYPED, true));
    context.announce(lines.length === 1 ? `${person.name}:` : `${person.name}: ${lines.length} lines`);
    return true;
  };
}

/** The numbers of the people in the margin, as chords give them lines. */
export function linesByNumber(context: NotesContext): NumberChord {
  return {
    known: (state) =>
      peopleIn(state.doc, context).flatMap(({ number, name }) => (number === null ? [] : [{ number, name }])),
    run: (number) => giveLines(number, context),
  };
}
