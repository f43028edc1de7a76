import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { isOpenGap } from '#lib/gaps/open-gaps.ts';

/** An open gap and where it stands. */
export type PlacedGap = { node: ProseMirrorNode; pos: number };

type GapOfBlock = { node: ProseMirrorNode; offset: number };

// Blocks never change: what was found in one holds as long as it is part of the document.
const found = new WeakMap<ProseMirrorNode, readonly GapOfBlock[]>();

/** The open gaps of a document, in order. */
export function gapsIn(doc: ProseMirrorNode): PlacedGap[] {
  const gaps: PlacedGap[] = [];
  doc.forEach((block, pos) => {
    for (const { node, offset } of gapsOf(block)) gaps.push({ node, pos: pos + 1 + offset });
  });
  return gaps;
}

function gapsOf(block: ProseMirrorNode): readonly GapOfBlock[] {
  const known = found.get(block);
  if (known !== undefined) return known;
  const gaps: GapOfBlock[] = [];
  block.forEach((node, offset) => {
    if (isOpenGap({ name: node.type.name, attrs: node.attrs })) gaps.push({ node, offset });
  });
  found.set(block, gaps);
  return gaps;
}
