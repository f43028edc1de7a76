import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { blockId } from './blocks.ts';

/** The indexes of the one run of blocks outside of which two documents have the very same blocks. */
export function changedRun(
  before: ProseMirrorNode,
  after: ProseMirrorNode,
): { start: number; endBefore: number; endAfter: number } {
  let start = 0;
  let [endBefore, endAfter] = [before.childCount, after.childCount];
  const common = Math.min(endBefore, endAfter);
  while (start < common && before.child(start) === after.child(start)) start++;
  while (endBefore > start && endAfter > start && before.child(endBefore - 1) === after.child(endAfter - 1)) {
    endBefore--;
    endAfter--;
  }
  return { start, endBefore, endAfter };
}

/** The blocks that differ between two documents: each with what it was before, null when it is new. */
export function changedBlocks(
  before: ProseMirrorNode,
  after: ProseMirrorNode,
): { was: ProseMirrorNode | null; is: ProseMirrorNode }[] {
  const { start, endBefore, endAfter } = changedRun(before, after);
  const earlier = new Map<string | null, ProseMirrorNode>();
  for (let index = start; index < endBefore; index++) {
    const node = before.child(index);
    earlier.set(blockId(node), node);
  }
  const changed: { was: ProseMirrorNode | null; is: ProseMirrorNode }[] = [];
  for (let index = start; index < endAfter; index++) {
    const is = after.child(index);
    const id = blockId(is);
    const was = (id === null ? undefined : earlier.get(id)) ?? null;
    if (was !== is) changed.push({ was, is });
  }
  return changed;
}
