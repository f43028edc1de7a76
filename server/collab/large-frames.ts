/**
 * Gives large frames of all sockets their turns: one each time round the event loop, so that many that come at once hold
 * up nobody's keys for longer than one of them takes (R40).
 */
export class LargeFrames {
  private readonly waiting: (() => void)[] = [];
  private scheduled = false;

  /** Calls `turn` when it is its turn: not before everything that is there to be read was read once more. */
  take(turn: () => void): void {
    this.waiting.push(turn);
    this.schedule();
  }

  private schedule(): void {
    if (this.scheduled || this.waiting.length === 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.waiting.shift()?.();
      this.schedule();
    });
  }
}
