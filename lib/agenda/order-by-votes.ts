/** A first-level item as far as its place goes. */
export type VotedItem = {
  id: string;
  /** How many want it. */
  votes: number;
  /** Whether it keeps its place: a standing item, or one that closes the agenda. */
  fixed: boolean;
};

/** The ids in a new order: most wanted first among the places that are not fixed; equals keep their order. */
export function orderByVotes(items: readonly VotedItem[]): string[] {
  const free = items.filter(({ fixed }) => !fixed).toSorted((one, other) => other.votes - one.votes);
  let next = 0;
  return items.map((item) => {
    if (item.fixed) return item.id;
    const id = free[next]?.id ?? item.id;
    next += 1;
    return id;
  });
}
