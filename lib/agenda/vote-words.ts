/** How many want an item, such as `3 want this`. */
export function voteText(count: number): string {
  if (count === 0) return 'Want this';
  return count === 1 ? '1 wants this' : `${String(count)} want this`;
}

/** Who wants an item, such as `Ada, Noor and Juno want to talk about this`; says what a vote is while nobody does. */
export function votersText(names: readonly string[]): string {
  const last = names.at(-1);
  if (last === undefined) return 'Say that you want to talk about this';
  if (names.length === 1) return `${last} wants to talk about this`;
  return `${names.slice(0, -1).join(', ')} and ${last} want to talk about this`;
}
