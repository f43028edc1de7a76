import type { Command, EditorState } from '@tiptap/pm/state';
import { MAX_FORM_LENGTH } from '#lib/glossary/glossary-term.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { searchableText } from '#components/editor/engine/searchable-text.ts';

/** Opens the panel that adds the selected words, or the word at the caret, to the glossary; for those who may. */
export function addToGlossary(context: NotesContext): Command {
  return (state, dispatch) => {
    if (!context.call.get().mayAddTerms) return false;
    if (dispatch !== undefined) context.openPanel({ kind: 'term', form: chosenWords(state) });
    return true;
  };
}

function chosenWords(state: EditorState): string {
  const { empty, from, to, $from } = state.selection;
  if (!empty) {
    const words = state.doc.textBetween(from, to, '\n', ' ').trim();
    return words.length > MAX_FORM_LENGTH || words.includes('\n') ? '' : words;
  }
  const text = searchableText($from.parent);
  const before = /[\p{L}\p{M}\p{N}_-]*$/u.exec(text.slice(0, $from.parentOffset))?.[0] ?? '';
  const behind = /^[\p{L}\p{M}\p{N}_-]*/u.exec(text.slice($from.parentOffset))?.[0] ?? '';
  return before + behind;
}
