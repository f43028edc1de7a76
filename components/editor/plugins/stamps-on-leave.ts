import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { settleLoneStamp, stampTypedTime } from '#components/editor/commands/stamps.ts';
import { isForeign } from '#components/editor/engine/is-typing.ts';
import { isTemplate, type NotesContext } from '#components/editor/engine/notes-context.ts';
import { lineAtCaret, lineMemory } from './line-memory.ts';

/**
 * A clock time typed at a line's end becomes a stamp when the caret leaves the line, or the editor. By then it is also
 * known whether anything was written beside a stamp, or was missed at its time.
 */
export function stampsOnLeave(context: NotesContext): Plugin {
  return new Plugin({
    key: new PluginKey('stampsOnLeave'),
    appendTransaction(transactions, before, state) {
      const { typedIn } = lineMemory(state);
      if (typedIn === null || transactions.some(isForeign) || isTemplate(context)) return null;
      if (lineAtCaret(before) !== typedIn || lineAtCaret(state) === typedIn) return null;
      const tr = settleLeftLine(state, typedIn, context);
      return tr.docChanged ? tr : null;
    },
    props: {
      handleDOMEvents: {
        blur: (view) => {
          const { typedIn } = lineMemory(view.state);
          if (view.composing || typedIn === null || isTemplate(context)) return false;
          const tr = settleLeftLine(view.state, typedIn, context);
          if (tr.docChanged) view.dispatch(tr);
          return false;
        },
      },
    },
  });
}

function settleLeftLine(state: EditorState, lineId: string, context: NotesContext): Transaction {
  return settleLoneStamp(stampTypedTime(state, state.tr, context), lineId);
}
