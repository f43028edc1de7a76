/** The instant (ISO) of speech that was missed when the gap is typed at `now`, so many milliseconds later. */
export function gapInstant(now: Date, lagMs: number): string {
  return new Date(now.getTime() - lagMs).toISOString();
}
