import { Plugin, PluginKey } from '@tiptap/pm/state';
import { blockId } from '#components/editor/engine/blocks.ts';
import { isForeign, NOT_TYPED } from '#components/editor/engine/is-typing.ts';

/**
 * Gives every block and gap an id of its own, in the change that made it (N3). The first in the document keeps an
 * id that stands twice. Never answers a change from elsewhere: two browsers would fight over ids.
 */
export function noteIds(newId: () => string): Plugin {
  return new Plugin({
    key: new PluginKey('noteIds'),
    appendTransaction(transactions, _before, state) {
      if (!transactions.some((tr) => tr.docChanged) || transactions.some(isForeign)) return null;
      const seen = new Set<string>();
      const tr = state.tr;
      state.doc.descendants((node, pos, parent) => {
        const isBlock = parent === state.doc;
        if (isBlock || node.type.name === 'gap') {
          const id = blockId(node);
          if (id === null || seen.has(id)) tr.setNodeAttribute(pos, 'id', newId());
          else seen.add(id);
        }
        return isBlock;
      });
      if (!tr.docChanged) return null;
      return tr.setStoredMarks(state.storedMarks).setMeta(NOT_TYPED, true);
    },
  });
}
