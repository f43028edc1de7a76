import type { Node as ProseMirrorNode } from '@tiptap/pm/model';

/** Stands for whatever in a block is no text; no search ever finds it. */
const NO_TEXT = '\n';

/**
 * A block's text with every character at its place in the block: a gap, a stamp or a mention takes one place and
 * can be no part of a match.
 */
export function searchableText(block: ProseMirrorNode): string {
  if (block.type.spec.code === true) return block.textContent;
  return block.textBetween(0, block.content.size, null, NO_TEXT);
}
