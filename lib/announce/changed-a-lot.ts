/**
 * Whether a text was changed so much that it is worth hearing again: less than half of the longer one is the same at
 * both ends.
 */
export function changedALot(before: string, after: string): boolean {
  if (before === after) return false;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return (start + end) * 2 < Math.max(before.length, after.length);
}
