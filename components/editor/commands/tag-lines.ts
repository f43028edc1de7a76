import type { Command, EditorState } from '@tiptap/pm/state';
import type { LineTag } from '#lib/notes/schema/line.ts';
import { isLine, lineAttrs, selectedBlocks } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import { sourceOf } from '#components/editor/offers/open-offers.ts';
import { openOffers } from '#components/editor/plugins/margin-offers.ts';

/**
 * Tags the selected lines, or takes the tag off when all of them have it already; null always takes it off. The
 * caret stays. Owner, due date and tick go with the action they belong to. What is tagged as an action or a decision
 * where one of them is offered keeps the line it answers, whichever of the two was offered.
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
      const source =
        next === 'action' || next === 'decision' ? (attrs.source ?? offeredSource(state, pos)) : null;
      if (source !== attrs.source) tr.setNodeAttribute(pos, 'source', source);
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

/** The line that the promise offered on a line answers; null where none is offered, or it stands alone. */
function offeredSource(state: EditorState, pos: number): string | null {
  const open = openOffers(state).find(({ offer, own }) => own.pos === pos && offer.kind === 'promise');
  return open === undefined ? null : sourceOf(open.offer);
}
