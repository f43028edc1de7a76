import type { Command } from '@tiptap/pm/state';
import type { LineTag } from '#lib/notes/schema/line.ts';
import { isLine, lineAttrs, selectedBlocks } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';

/**
 * Tags the selected lines, or takes the tag off when all of them have it already; null always takes it off. The
 * caret stays. Owner, due date and tick go with the action they belong to.
 */
export function tagLines(tag: LineTag | null): Command {
  return (state, dispatch) => {
    const lines = selectedBlocks(state).filter(({ node }) => isLine(node));
    if (lines.length === 0) return false;
    const next = lines.every(({ node }) => lineAttrs(node).tag === tag) ? null : tag;
    const tr = state.tr;
    for (const { node, pos } of lines) {
      const attrs = lineAttrs(node);
      if (attrs.tag === next) continue;
      tr.setNodeAttribute(pos, 'tag', next);
      if (next === 'action') continue;
      for (const name of ['owner', 'ownerName', 'due'] as const) {
        if (attrs[name] !== null) tr.setNodeAttribute(pos, name, null);
      }
      if (attrs.done) tr.setNodeAttribute(pos, 'done', false);
    }
    if (!tr.docChanged) return false;
    dispatch?.(tr.setStoredMarks(state.storedMarks).setMeta(NOT_TYPED, true));
    return true;
  };
}
