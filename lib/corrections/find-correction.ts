import type { Correction } from './parse-correction.ts';

/** Where a correction applies: characters `from` up to `to` of a line's text become `replacement`. */
export type PlacedCorrection = { lineId: string; from: number; to: number; replacement: string };

/**
 * The latest place above that a correction fits: the last occurrence in the last of `lines` (the lines above, in
 * order) that has it, upper and lower case as typed. Null when none has.
 */
export function findCorrection(
  { old, replacement }: Correction,
  lines: readonly { id: string; text: string }[],
): PlacedCorrection | null {
  const line = lines.findLast(({ text }) => text.includes(old));
  if (line === undefined) return null;
  const from = line.text.lastIndexOf(old);
  return { lineId: line.id, from, to: from + old.length, replacement };
}
