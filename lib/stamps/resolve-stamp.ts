import { parseClockTime, type ClockTime } from './clock-time.ts';

const DAY_MS = 86_400_000;

/**
 * The instant (ISO, UTC) that a typed clock time stands for: the time of day in the call's zone that lies
 * nearest to `near`, be it the day before or after. In the hour that the clocks skip it is the instant just as
 * long after the change; in the hour they repeat, the nearer of the two. Null when `text` is no clock time or the
 * zone is unknown.
 */
export function resolveStamp(text: string, zone: string, near: Date): string | null {
  const time = parseClockTime(text);
  if (time === null) return null;
  const offsets = zoneOffsets(zone, near);
  if (offsets === null) return null;

  let best: number | null = null;
  for (const days of [-1, 0, 1]) {
    for (const candidate of instantsOn(time, near.getTime() + days * DAY_MS, offsets)) {
      if (best === null || Math.abs(candidate - near.getTime()) < Math.abs(best - near.getTime())) {
        best = candidate;
      }
    }
  }
  return best === null ? null : new Date(best).toISOString();
}

/** What "now" is for a typed time: the present during the call, the call's start when it is long past or far off. */
export function stampNear(now: Date, startsAt: string | null): Date {
  if (startsAt === null) return now;
  const start = new Date(startsAt);
  if (Number.isNaN(start.getTime())) return now;
  return Math.abs(now.getTime() - start.getTime()) <= DAY_MS / 2 ? now : start;
}

type OffsetAt = (instant: number) => number;

function instantsOn(time: ClockTime, day: number, offsetAt: OffsetAt): number[] {
  const local = new Date(day + offsetAt(day));
  const wall = Date.UTC(
    local.getUTCFullYear(),
    local.getUTCMonth(),
    local.getUTCDate(),
    time.hour,
    time.minute,
    time.second,
  );
  // Both sides of a change of the clocks are tried, whichever side the first guess fell on.
  const guesses = [wall - offsetAt(wall - DAY_MS), wall - offsetAt(wall + DAY_MS)];
  const exact = guesses.filter((guess) => guess + offsetAt(guess) === wall);
  return exact.length > 0 ? exact : guesses.slice(0, 1);
}

function zoneOffsets(zone: string, near: Date): OffsetAt | null {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null;
  }
  if (Number.isNaN(near.getTime())) return null;
  return (instant) => {
    const parts: Record<string, number> = {};
    for (const part of format.formatToParts(instant)) parts[part.type] = Number(part.value);
    const wall = Date.UTC(
      parts['year'] ?? 0,
      (parts['month'] ?? 1) - 1,
      parts['day'] ?? 1,
      parts['hour'] ?? 0,
      parts['minute'] ?? 0,
      parts['second'] ?? 0,
    );
    return wall - Math.floor(instant / 1000) * 1000;
  };
}
