import { Plugin, PluginKey } from '@tiptap/pm/state';
import { stampTypedTime } from '#components/editor/commands/stamps.ts';
import { blockAt, blockId } from '#components/editor/engine/blocks.ts';
import { isForeign } from '#components/editor/engine/is-typing.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { lineMemory } from './line-memory.ts';

/** A clock time typed at a line's end becomes a stamp when the caret leaves the line, or the editor. */
export function stampsOnLeave(context: NotesContext): Plugin {
  return new Plugin({
    key: new PluginKey('stampsOnLeave'),
    appendTransaction(transactions, _before, state) {
      const typed = lineMemory(state).time;
      if (typed === null || transactions.some(isForeign)) return null;
      if (!transactions.some((tr) => tr.selectionSet || tr.docChanged)) return null;
      const block = blockAt(state.selection.$head);
      if (block !== null && blockId(block.node) === typed.lineId) return null;
      const tr = stampTypedTime(state, state.tr, context);
      return tr.docChanged ? tr : null;
    },
    props: {
      handleDOMEvents: {
        blur: (view) => {
          if (view.composing) return false;
          const tr = stampTypedTime(view.state, view.state.tr, context);
          if (tr.docChanged) view.dispatch(tr);
          return false;
        },
      },
    },
  });
}
