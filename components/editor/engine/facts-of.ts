import type { Node as ProseMirrorNode } from '@tiptap/pm/model';

/**
 * What `read` finds in a block, read once: blocks never change, so it holds as long as the block is part of a document.
 * `read` may look at nothing but the block.
 */
export function factsOf<Facts>(read: (block: ProseMirrorNode) => Facts): (block: ProseMirrorNode) => Facts {
  const known = new WeakMap<ProseMirrorNode, { facts: Facts }>();
  return (block) => {
    let found = known.get(block);
    if (found === undefined) {
      found = { facts: read(block) };
      known.set(block, found);
    }
    return found.facts;
  };
}
