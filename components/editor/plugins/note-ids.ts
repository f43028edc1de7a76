import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { blockId } from '#components/editor/engine/blocks.ts';
import { factsOf } from '#components/editor/engine/facts-of.ts';
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
      state.doc.forEach((block, pos) => {
        for (const { id, offset } of idsIn(block)) {
          if (id === null || seen.has(id)) tr.setNodeAttribute(pos + offset, 'id', newId());
          else seen.add(id);
        }
      });
      if (!tr.docChanged) return null;
      return tr.setStoredMarks(state.storedMarks).setMeta(NOT_TYPED, true);
    },
  });
}

/** The ids of a block and of the gaps in it, and where they stand, counted from the block's start. */
const idsIn = factsOf((block: ProseMirrorNode): readonly { id: string | null; offset: number }[] => {
  const ids = [{ id: blockId(block), offset: 0 }];
  block.forEach((node, offset) => {
    if (node.type.name === 'gap') ids.push({ id: blockId(node), offset: offset + 1 });
  });
  return ids;
});
