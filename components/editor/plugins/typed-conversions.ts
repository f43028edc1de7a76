import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { gapTyped } from '#components/editor/commands/gaps.ts';
import { stampBeforeSpace } from '#components/editor/commands/stamps.ts';
import { colonSpeaker, isSpaceAfterColon } from '#components/editor/commands/take-speaker.ts';
import { timeboxTyped } from '#components/editor/commands/timebox.ts';
import { isTemplate, type NotesContext } from '#components/editor/engine/notes-context.ts';
import { undoStepEndsHere } from '#components/editor/engine/undo-step.ts';

/**
 * What typing turns into: a name and a colon into a speaker, an ellipsis into a gap, a clock time into a stamp, a
 * bracket into a timebox. Nothing while an input method composes; paste and drop never come here.
 */
export function typedConversions(context: NotesContext): Plugin {
  return new Plugin({
    key: new PluginKey('typedConversions'),
    props: {
      handleTextInput(view, from, to, text) {
        if (view.composing || !view.editable) return false;
        if (text === ' ' && from === to && isSpaceAfterColon(view.state)) return true;
        const tr = conversion(view.state, from, to, text, context);
        if (tr === null) return false;
        undoStepEndsHere(view.state);
        view.dispatch(tr);
        return true;
      },
    },
  });
}

function conversion(
  state: EditorState,
  from: number,
  to: number,
  text: string,
  context: NotesContext,
): Transaction | null {
  if (isTemplate(context)) return templateConversion(state, from, to, text);
  switch (text) {
    case '…':
      return gapTyped(state, from, text, context);
    case '.':
      return from === to ? gapTyped(state, from, text, context) : null;
    case ':':
    case '：':
      return from === to ? colonSpeaker(state, text, context) : null;
    case ' ':
      return from === to ? stampBeforeSpace(state, context) : null;
    default:
      return from === to && boxEnds.has(text) ? timeboxTyped(state, text) : null;
  }
}

/** What may stand behind the minutes of a timebox. */
const boxEnds = new Set([')', "'", '’', '′']);

/** In a template there are no speakers, gaps and times; there are boxes. */
function templateConversion(state: EditorState, from: number, to: number, text: string): Transaction | null {
  return from === to && boxEnds.has(text) ? timeboxTyped(state, text) : null;
}
