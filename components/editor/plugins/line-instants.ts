import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { blockAt, blockId, findBlock, isLine, lineAttrs } from '#components/editor/engine/blocks.ts';
import { isTyping, NOT_TYPED } from '#components/editor/engine/is-typing.ts';

const COMPOSITION_SETTLES_MS = 60;

/**
 * Notes on each line the instant at which its first character was typed here (N5). While an input method is
 * composing, the instant is remembered and written when it is done, so that the composition is not disturbed. In a
 * template nobody speaks, and nothing is noted.
 */
export function lineInstants(now: () => Date, nobodySpeaks: () => boolean): Plugin {
  let view: EditorView | null = null;
  const waiting = new Map<string, string>();

  function writeWaiting(state: EditorState): Transaction | null {
    const tr = state.tr;
    for (const [id, instant] of waiting) {
      const line = findBlock(state.doc, id);
      if (line !== null && isLine(line.node) && lineAttrs(line.node).at === null) {
        tr.setNodeAttribute(line.pos, 'at', instant);
      }
    }
    waiting.clear();
    return tr.docChanged ? tr.setStoredMarks(state.storedMarks).setMeta(NOT_TYPED, true) : null;
  }

  return new Plugin({
    key: new PluginKey('lineInstants'),
    view(editorView) {
      view = editorView;
      return { destroy: () => void (view = null) };
    },
    appendTransaction(transactions, before, state) {
      if (!transactions.some(isTyping) || nobodySpeaks()) return null;
      const block = blockAt(state.selection.$head);
      if (block === null || !isLine(block.node) || block.node.content.size === 0) return null;
      const id = blockId(block.node);
      if (id === null || lineAttrs(block.node).at !== null) return null;
      const earlier = findBlock(before.doc, id);
      if (earlier !== null && earlier.node.content.size > 0) return null;
      waiting.set(id, now().toISOString());
      return view?.composing === true ? null : writeWaiting(state);
    },
    props: {
      handleDOMEvents: {
        compositionend: (editorView) => {
          // ProseMirror reads the composed text a little later, in a timer of its own.
          setTimeout(() => {
            if (editorView.isDestroyed || editorView.composing || waiting.size === 0) return;
            const tr = writeWaiting(editorView.state);
            if (tr !== null) editorView.dispatch(tr);
          }, COMPOSITION_SETTLES_MS);
          return false;
        },
      },
    },
  });
}
