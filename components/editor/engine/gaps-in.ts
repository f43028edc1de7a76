import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { isOpenGap } from '#lib/gaps/open-gaps.ts';
import { factsOf } from './facts-of.ts';

/** An open gap and where it stands. */
export type PlacedGap = { node: ProseMirrorNode; pos: number };

type GapOfBlock = { node: ProseMirrorNode; offset: number };

/** The open gaps of a document, in order. */
export function gapsIn(doc: ProseMirrorNode): PlacedGap[] {
  const gaps: PlacedGap[] = [];
  doc.forEach((block, pos) => {
    for (const { node, offset } of gapsOf(block)) gaps.push({ node, pos: pos + 1 + offset });
  });
  return gaps;
}

const gapsOf = factsOf((block: ProseMirrorNode): readonly GapOfBlock[] => {
  const gaps: GapOfBlock[] = [];
  block.forEach((node, offset) => {
    if (isOpenGap({ name: node.type.name, attrs: node.attrs })) gaps.push({ node, offset });
  });
  return gaps;
});
