import { closeCodes } from '#lib/collab/close-codes.ts';

const FIRST_MS = 100;
const LEAST_MS = 100;
const MOST_MS = 20_000;
/** All that a server had come to the next one together when it goes: they spread over as long as after three failures. */
const FAILURES_OF_A_LEAVING_SERVER = 3;

/** Who was told to come later does: some seconds, and all that is unsaved then goes as one answer. */
const FAILURES_OF_A_FULL_SERVER = 6;

/** How many failed connections in a row the end of one counts as, given how many there were before it. */
export function failuresBefore(code: number | undefined, failures: number): number {
  if (code === closeCodes.goingAway.code) return Math.max(failures, FAILURES_OF_A_LEAVING_SERVER);
  const wasTooMuch = code === closeCodes.tooFast.code || code === closeCodes.full.code;
  return wasTooMuch ? Math.max(failures, FAILURES_OF_A_FULL_SERVER) : failures;
}

/**
 * Milliseconds until the next attempt after so many failures: anything up to a bound that doubles (full jitter), so that a
 * server which comes back is not met by everybody at once. `random` is at least 0 and below 1.
 */
export function reconnectDelay(failures: number, random: number): number {
  const longest = Math.min(MOST_MS, FIRST_MS * 2 ** (failures + 1));
  return Math.max(LEAST_MS, random * longest);
}
