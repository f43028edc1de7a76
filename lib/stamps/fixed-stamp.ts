import { parseClockTime } from './clock-time.ts';

/** A corrected stamp: how it is written, and its instant (ISO). */
export type FixedStamp = { text: string; at: string };

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** How near to its only neighbour a corrected stamp at either end must be. */
const NEAR_MINUTES = 30;

/**
 * The only time that `text` could have been meant as, one slip away, another hour or one other digit, so that it
 * stands from `after` to `before`. All instants are minutes since 1970; null when there is no such time, or several.
 */
export function fixedStamp(
  text: string,
  instant: number,
  after: number | null,
  before: number | null,
): FixedStamp | null {
  const written = clockMinutes(text);
  if (written === null || (after === null && before === null)) return null;
  const from = after ?? (before ?? 0) - NEAR_MINUTES;
  const to = before ?? (after ?? 0) + NEAR_MINUTES;
  const fits = [...oneSlipAway(text)].flatMap((other): FixedStamp[] => {
    const minutes = clockMinutes(other);
    if (minutes === null) return [];
    const at = instant + nearestShift(minutes - written);
    return at < from || at > to ? [] : [{ text: other, at: new Date(at * MINUTE_MS).toISOString() }];
  });
  return fits.length === 1 ? (fits[0] ?? null) : null;
}

function oneSlipAway(text: string): Set<string> {
  const others = new Set<string>();
  const [hour = '', ...rest] = text.split(':');
  for (let other = 0; other < 24; other++) {
    others.add([String(other).padStart(hour.length, '0'), ...rest].join(':'));
  }
  for (const [place, sign] of Array.from(text).entries()) {
    if (!/\d/u.test(sign)) continue;
    for (let digit = 0; digit <= 9; digit++) {
      others.add(text.slice(0, place) + String(digit) + text.slice(place + 1));
    }
  }
  others.delete(text);
  return others;
}

function clockMinutes(text: string): number | null {
  const time = parseClockTime(text);
  return time === null ? null : time.hour * 60 + time.minute + time.second / 60;
}

/** A difference of clock times as the shorter way around the day. */
function nearestShift(minutes: number): number {
  const half = DAY_MINUTES / 2;
  return ((((minutes + half) % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES) - half;
}
