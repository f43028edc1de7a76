/** A time of day as typed: `14:12`, `9:05`, `14:12:30`. */
export type ClockTime = { text: string; hour: number; minute: number; second: number };

const clock = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** The time of day that `text` spells; null when it spells none. */
export function parseClockTime(text: string): ClockTime | null {
  const match = clock.exec(text);
  if (match === null) return null;
  return {
    text,
    hour: Number(match[1]),
    minute: Number(match[2]),
    second: match[3] === undefined ? 0 : Number(match[3]),
  };
}

const timeAtStart = /^(\d{1,2}:\d{2}(?::\d{2})?)(?=\s|$)/;
const timeAtEnd = /(?:^|\s)(\d{1,2}:\d{2}(?::\d{2})?)$/;

/** The clock time that begins `text` and is a word of its own; null when there is none. */
export function clockTimeAtStart(text: string): ClockTime | null {
  const match = timeAtStart.exec(text);
  return match?.[1] === undefined ? null : parseClockTime(match[1]);
}

/** The clock time that ends `text` and is a word of its own; null when there is none. */
export function clockTimeAtEnd(text: string): ClockTime | null {
  const match = timeAtEnd.exec(text);
  return match?.[1] === undefined ? null : parseClockTime(match[1]);
}
