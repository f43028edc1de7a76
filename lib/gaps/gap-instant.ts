/** How long the typing of a gap lags behind the speech that was missed. */
export const TYPING_LAG_MS = 8000;

/** The instant (ISO) of speech that was missed when the gap is typed at `now`. */
export function gapInstant(now: Date, lagMs: number = TYPING_LAG_MS): string {
  return new Date(now.getTime() - lagMs).toISOString();
}
