// Of the time that all projections may take; what is left is for those who write.
const share = 0.1;
// How much one projection says about the next.
const weight = 0.2;

/** How soon rows follow when many calls are typed in at once: no more is projected than a tenth of a core can. */
export class ProjectionPace {
  private waiting = 0;
  private running = 0;
  private averageMs = 0;

  /** A room's rows became old, or new again. */
  count(rooms: 1 | -1): void {
    this.waiting += rooms;
  }

  /** A projection begins; the returned function is given how long it took. */
  begin(): (tookMs: number) => void {
    this.running += 1;
    // They run one after the other, so that each waits for those before it.
    const queue = this.running;
    return (tookMs) => {
      this.running -= 1;
      this.averageMs += (tookMs / queue - this.averageMs) * weight;
    };
  }

  /** The longest that a room in which somebody types waits for its rows; `leastMs` while few do. */
  mostMs(leastMs: number): number {
    return Math.max(leastMs, (this.waiting * this.averageMs) / share);
  }
}
