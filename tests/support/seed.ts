/**
 * What all random cases of a run grow from, so that a run can be repeated. It is the same in every run unless SEED names
 * another; `SEED=random` is made a number where a run begins (`support/run/draw-seed.mjs`).
 */
export const seed = Number(process.env['SEED'] ?? 20_261_123);

/** So many seeds, from that one on. */
export function seedsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_none, index) => first + index);
}
