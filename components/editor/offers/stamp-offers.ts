import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { Command } from '@tiptap/pm/state';
import type { FixedStamp } from '#lib/stamps/fixed-stamp.ts';
import { oddStamps, type OddStamp, type WrittenStamp } from '#lib/stamps/odd-stamps.ts';
import { blockId, findBlock } from '#components/editor/engine/blocks.ts';
import type { OfferSource } from './margin-offer.ts';

type PlacedStamp = WrittenStamp & { lineId: string };

/** Asks about a stamp that does not fit between the others, and offers the one time that it was probably meant as. */
export const stampOffers: OfferSource = (doc, context) => {
  const stamps = stampsIn(doc);
  return oddStamps(stamps, context).flatMap((odd) => {
    const stamp = stamps[odd.index];
    if (stamp === undefined) return [];
    const { lineId, text } = stamp;
    return [
      {
        id: `stamp:${lineId}:${text}`,
        kind: 'stamp',
        lineId,
        lineIds: [lineId],
        text:
          odd.fixed === null
            ? `${text} stands ${placeOf(odd)}`
            : `${odd.fixed.text} for ${text}, ${placeOf(odd)}?`,
        accept: odd.fixed === null ? null : correctStamp(stamp, odd.fixed),
      },
    ];
  });
};

function stampsIn(doc: ProseMirrorNode): PlacedStamp[] {
  const stamps: PlacedStamp[] = [];
  doc.forEach((block) => {
    const lineId = blockId(block);
    if (lineId === null) return;
    block.forEach((node) => {
      if (node.type.name !== 'stamp') return;
      const { text, at } = node.attrs as { text: unknown; at: unknown };
      if (typeof text === 'string') stamps.push({ lineId, text, at: typeof at === 'string' ? at : null });
    });
  });
  return stamps;
}

function placeOf({ after, before }: OddStamp): string {
  if (after !== null && before !== null) return `between ${after.text} and ${before.text}`;
  if (after !== null) return `after ${after.text}`;
  return before === null ? 'alone' : `before ${before.text}`;
}

/** Writes the time that was meant, and gives it to the gaps that were timed by the stamp. */
function correctStamp({ lineId, text, at }: PlacedStamp, fixed: FixedStamp): Command {
  return (state, dispatch) => {
    const line = findBlock(state.doc, lineId);
    if (line === null) return false;
    const { tr } = state;
    let isDone = false;
    line.node.forEach((node, offset) => {
      const pos = line.pos + 1 + offset;
      if (node.type.name === 'stamp' && node.attrs['text'] === text && node.attrs['at'] === at) {
        tr.setNodeAttribute(pos, 'text', fixed.text).setNodeAttribute(pos, 'at', fixed.at);
        isDone = true;
      } else if (node.type.name === 'gap' && node.attrs['at'] === at) {
        tr.setNodeAttribute(pos, 'at', fixed.at);
      }
    });
    if (isDone) dispatch?.(tr.setStoredMarks(state.storedMarks));
    return isDone;
  };
}
