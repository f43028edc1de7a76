export type StampClockwork = {
  /** Whole hours that the notetaker's clock runs ahead of UTC. */
  shiftHours: number;
  /** Seconds after the planned start, one for each clock time given. */
  offsets: number[];
};

const DAY = 24 * 60;
/** The planned length that is assumed where the notes do not tell one. */
const USUAL_MINUTES = 60;

/**
 * What bare clock times mean for a call that starts at `startMinutes` (UTC): the whole-hour shift that puts
 * the first inside the call, preferring none, then the one that keeps most of them inside. Null when no
 * shift does.
 */
export function stampShift(
  clocks: readonly number[],
  startMinutes: number,
  durationMinutes: number | null,
): StampClockwork | null {
  const [first] = clocks;
  if (first === undefined) return null;
  const duration = durationMinutes ?? USUAL_MINUTES;
  const run = clocks.map((clock) => {
    const behind = clock - first;
    return behind < -DAY / 2 ? behind + DAY : behind;
  });
  let best: { shiftHours: number; base: number; inside: number } | null = null;
  for (const shiftHours of shifts()) {
    const base = modulo(first - shiftHours * 60 - startMinutes, DAY);
    if (base > duration) continue;
    const inside = run.filter((behind) => base + behind >= 0 && base + behind <= duration).length;
    if (best === null || inside > best.inside) best = { shiftHours, base, inside };
  }
  if (best === null) return null;
  const { shiftHours, base } = best;
  return { shiftHours, offsets: run.map((behind) => (base + behind) * 60) };
}

/** No shift first, then the nearest: of equals the first stays. */
function shifts(): number[] {
  return Array.from({ length: 27 }, (_, index) => index - 12).toSorted((a, b) => Math.abs(a) - Math.abs(b));
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
