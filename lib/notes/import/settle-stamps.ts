import type { CallFactsRead } from './read-call-facts.ts';
import type { Stamped } from './read-body.ts';
import type { ReadBlock, ReadInline } from './read-types.ts';
import { stampShift } from './stamp-shift.ts';

export type SettledStamps = { shiftHours: number | null; stamped: readonly Stamped[] };

/** Gives every stamp its instant and its distance from the start, and every gap beside a stamp that instant. */
export function settleStamps(
  stamped: readonly Stamped[],
  blocks: readonly ReadBlock[],
  facts: CallFactsRead,
): SettledStamps {
  const { start, durationMinutes } = facts.call;
  if (start === null || stamped.length === 0) return { shiftHours: null, stamped };
  const begin = new Date(start);
  const settled = stampShift(
    stamped.map(({ stamp }) => stamp.minutes),
    begin.getUTCHours() * 60 + begin.getUTCMinutes(),
    durationMinutes,
  );
  if (settled === null) return { shiftHours: null, stamped };
  for (const [index, { stamp }] of stamped.entries()) {
    const offset = settled.offsets[index] ?? 0;
    stamp.node.offsetSeconds = offset;
    stamp.node.at = `${new Date(begin.getTime() + offset * 1000).toISOString().slice(0, 19)}Z`;
  }
  for (const block of blocks) if (block.kind !== 'code') timeGaps(block.content);
  return { shiftHours: settled.shiftHours, stamped };
}

function timeGaps(content: readonly ReadInline[]): void {
  for (const [index, node] of content.entries()) {
    if (node.type !== 'gap') continue;
    const stamp = neighbour(content, index, 1) ?? neighbour(content, index, -1);
    if (stamp !== null) node.at = stamp;
  }
}

function neighbour(content: readonly ReadInline[], index: number, step: 1 | -1): string | null {
  let next = content[index + step];
  if (next?.type === 'text' && next.text.trim() === '') next = content[index + 2 * step];
  return next?.type === 'stamp' ? next.at : null;
}
