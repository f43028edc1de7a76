/** How a histogram stands: of each bound how many values were not above it, how many there were, and their sum. */
export type HistogramView = {
  buckets: readonly { bound: number; count: number }[];
  count: number;
  sum: number;
};

/** Counts values by size. Taking one in costs a few comparisons and no memory, so that every key may be counted. */
export class Histogram {
  private readonly bounds: readonly number[];
  private readonly counts: number[];
  private count = 0;
  private sum = 0;

  /** `bounds` rise; what is above the last one is counted in `count` alone. */
  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.counts = bounds.map(() => 0);
  }

  add(value: number): void {
    this.count += 1;
    this.sum += value;
    const index = this.bounds.findIndex((bound) => value <= bound);
    if (index !== -1) this.counts[index] = (this.counts[index] ?? 0) + 1;
  }

  view(): HistogramView {
    let below = 0;
    const buckets = this.bounds.map((bound, index) => {
      below += this.counts[index] ?? 0;
      return { bound, count: below };
    });
    return { buckets, count: this.count, sum: this.sum };
  }
}
