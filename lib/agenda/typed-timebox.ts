const MAX_MINUTES = 600;
const unit = String.raw`(?:m|min|mins|minute|minutes|’|'|′)`;
const amount = String.raw`~?\s*(?:\d{1,3}\s*[-–]\s*)?(\d{1,3})\s*`;
const bracketed = new RegExp(String.raw`(?:^|\s)\(${amount}${unit}\)$`, 'i');
const bare = new RegExp(String.raw`(?:^|\s)~${amount.slice(2)}(?:’|'|′)$`, 'i');

export type TypedTimebox = {
  minutes: number;
  /** Where the timebox begins in the heading, the space before it included. */
  start: number;
};

/**
 * The timebox at the end of a heading's text: `(5m)`, `(5 min)`, `(~5’)`, `~5'`; of a range the longer end.
 * Null when the heading ends in none.
 */
export function typedTimebox(text: string): TypedTimebox | null {
  const match = bracketed.exec(text) ?? bare.exec(text);
  if (match?.[1] === undefined) return null;
  const minutes = Number(match[1]);
  return minutes >= 1 && minutes <= MAX_MINUTES ? { minutes, start: match.index } : null;
}
