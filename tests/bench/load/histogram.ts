const fineMs = 0.02;
const finePlaces = 10_000;
const coarsePlaces = 120_000;

/** Counts of times in milliseconds, exact to 0.02 ms below 200 ms and to 1 ms up to two minutes. */
export class Histogram {
  count = 0;
  most = 0;
  private readonly fine = new Uint32Array(finePlaces);
  private readonly coarse = new Uint32Array(coarsePlaces);

  add(ms: number): void {
    this.count += 1;
    if (ms > this.most) this.most = ms;
    const place = Math.floor(ms / fineMs);
    if (place < finePlaces) this.fine[Math.max(0, place)] = (this.fine[Math.max(0, place)] ?? 0) + 1;
    else {
      const second = Math.min(coarsePlaces - 1, Math.floor(ms));
      this.coarse[second] = (this.coarse[second] ?? 0) + 1;
    }
  }

  /** The time below which a part of all lies; NaN of none. */
  percentile(part: number): number {
    if (this.count === 0) return Number.NaN;
    let left = Math.floor(part * this.count);
    for (let place = 0; place < finePlaces; place += 1) {
      left -= this.fine[place] ?? 0;
      if (left < 0) return place * fineMs;
    }
    for (let place = 0; place < coarsePlaces; place += 1) {
      left -= this.coarse[place] ?? 0;
      if (left < 0) return place;
    }
    return this.most;
  }
}
