/** Stamps that lie this little out of order are in order: two scribes, or a line that was moved. */
const SLACK_MINUTES = 5;
/** Of two stamps that exclude each other, the wrong one makes a leap by this much longer. */
const LEAP_MINUTES = 45;
/** How many stamps in a row may be wrong before a chain is given up; keeps long notes fast. */
const LOOK_BACK = 60;

/** A run of stamps in order: how many, and how uneven it is, as the sum of its squared steps. */
type Chain = { length: number; unevenness: number };

/**
 * The places of the times (minutes) that are in no longest run in order, or only in one that leaps much more than
 * another of the same length.
 */
export function stampChains(times: readonly number[]): ReadonlySet<number> {
  const upTo = chainsUpTo(times);
  const from = chainsUpTo(times.map((time) => -time).toReversed()).toReversed();
  const through = times.map((_, place): Chain => {
    const [before, after] = [upTo[place], from[place]];
    return {
      length: (before?.length ?? 0) + (after?.length ?? 0) - 1,
      unevenness: (before?.unevenness ?? 0) + (after?.unevenness ?? 0),
    };
  });
  const longest = Math.max(0, ...through.map(({ length }) => length));
  const evenest = Math.min(
    ...through.flatMap(({ length, unevenness }) => (length === longest ? [unevenness] : [])),
  );
  return new Set(
    through.flatMap(({ length, unevenness }, place) =>
      length < longest || unevenness - evenest > LEAP_MINUTES ** 2 ? [place] : [],
    ),
  );
}

/** For each time the best chain that ends with it. */
function chainsUpTo(times: readonly number[]): Chain[] {
  const chains: Chain[] = [];
  for (const [place, time] of times.entries()) {
    let best: Chain = { length: 1, unevenness: 0 };
    for (let earlier = Math.max(0, place - LOOK_BACK); earlier < place; earlier++) {
      const step = time - (times[earlier] ?? time);
      const chain = chains[earlier];
      if (chain === undefined || step < -SLACK_MINUTES) continue;
      const longer = { length: chain.length + 1, unevenness: chain.unevenness + step ** 2 };
      if (
        longer.length > best.length ||
        (longer.length === best.length && longer.unevenness < best.unevenness)
      )
        best = longer;
    }
    chains.push(best);
  }
  return chains;
}
