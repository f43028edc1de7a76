import { parseClockTime } from './clock-time.ts';
import { stampChains } from './stamp-chains.ts';
import { fixedStamp, type FixedStamp } from './fixed-stamp.ts';

/** A typed clock time and the instant (ISO) it stands for; null when that is unknown. */
export type WrittenStamp = { text: string; at: string | null };

export type OddStamp = {
  /** Its place among the stamps that were given. */
  index: number;
  /** The nearest stamps before and after it that agree with the others; null at the ends. */
  after: WrittenStamp | null;
  before: WrittenStamp | null;
  /** The one time that another hour or another digit would make it, and that stands in order; null when there is not exactly one. */
  fixed: FixedStamp | null;
};

/** When a call was to be: start (ISO) and length in minutes; null for what is not known. */
export type PlannedCall = { startsAt: string | null; lengthMinutes: number | null };

const MINUTE_MS = 60_000;
/** How long before the start and after the end of a call its stamps may still be its own. */
const EARLY_MINUTES = 30;
const LATE_MINUTES = 45;
/** How far from its neighbours a lone stamp outside the call must be to be odd. */
const JUMP_MINUTES = 30;

/**
 * The stamps of a call, given in the order of the document, that probably are slips: those that break the order of
 * time in which the others run, and one that lies well outside the call while all others lie inside. Where it cannot
 * be told which one is wrong, or more than a third would be, none is.
 */
export function oddStamps(stamps: readonly WrittenStamp[], call: PlannedCall): OddStamp[] {
  const timed = stamps.flatMap(({ text, at }, index) => {
    const time = at === null ? Number.NaN : Date.parse(at) / MINUTE_MS;
    return Number.isNaN(time) || parseClockTime(text) === null ? [] : [{ index, time }];
  });
  const times = timed.map(({ time }) => time);
  const disordered = stampChains(times);
  const odd = disordered.size > 0 ? disordered : outside(times, call);
  if (odd.size * 3 > timed.length) return [];
  const kept = timed.filter((_, place) => !odd.has(place));
  return timed.flatMap(({ index, time }, place): OddStamp[] => {
    if (!odd.has(place)) return [];
    const stamp = stamps[index];
    const before = kept.find((other) => other.index > index);
    const after = kept.findLast((other) => other.index < index);
    if (stamp === undefined) return [];
    return [
      {
        index,
        after: after === undefined ? null : (stamps[after.index] ?? null),
        before: before === undefined ? null : (stamps[before.index] ?? null),
        fixed: fixedStamp(stamp.text, time, after?.time ?? null, before?.time ?? null),
      },
    ];
  });
}

/** The place of the one stamp outside a call whose others are inside. */
function outside(times: readonly number[], { startsAt, lengthMinutes }: PlannedCall): ReadonlySet<number> {
  const start = startsAt === null ? Number.NaN : Date.parse(startsAt) / MINUTE_MS;
  if (Number.isNaN(start) || lengthMinutes === null) return new Set();
  const [from, to] = [start - EARLY_MINUTES, start + lengthMinutes + LATE_MINUTES];
  const far = times.flatMap((time, place) => (time < from || time > to ? [place] : []));
  const [place] = far;
  if (place === undefined || far.length > 1) return new Set();
  const jumps = [times[place - 1], times[place + 1]].map((other) =>
    other === undefined ? Number.POSITIVE_INFINITY : Math.abs((times[place] ?? other) - other),
  );
  return Math.min(...jumps) < JUMP_MINUTES ? new Set() : new Set([place]);
}
