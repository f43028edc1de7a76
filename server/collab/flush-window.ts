import type { Clock } from './clock.ts';
import type { CollabLimits } from './limits.ts';

/** What is due: text at once when it was quiet and else once a window; cursors with it, or alone in their own window. */
export type Due = { text: boolean; cursors: boolean };

type Scheduled = { at: number; cancel: () => void };

// A timer of the system may come a fraction of a millisecond early.
const earlyMs = 1;
// Telling takes at most about a third of the time of a busy room; but nobody waits longer than this for that.
const costFactor = 3;
const longestMs = 33;
// Cursors that have to go alone take at most about a fiftieth of it: nobody misses a key for them.
const cursorCostFactor = 50;
const longestCursorsMs = 100;

/**
 * Says when what a room has gathered goes out. Who types alone is heard at the end of the turn of the event loop; under
 * load text goes at most every `textWindowMs`, or three times as rarely as telling takes. Cursors ride with all text,
 * because one write costs less than two; alone they go at most every `presenceWindowMs`, and more rarely where telling takes long.
 */
export class FlushWindow {
  private readonly clock: Clock;
  private readonly limits: CollabLimits;
  private readonly flush: (due: Due) => void;
  private text = false;
  private cursors = false;
  private textAt = Number.NEGATIVE_INFINITY;
  private cursorsAt = Number.NEGATIVE_INFINITY;
  private costMs = 0;
  private lastTook = 0;
  private usualCostMs = 0;
  private scheduled: Scheduled | null = null;

  constructor(options: { clock: Clock; limits: CollabLimits; flush: (due: Due) => void }) {
    this.clock = options.clock;
    this.limits = options.limits;
    this.flush = options.flush;
  }

  /** Text has come. */
  askText(): void {
    if (this.text) return;
    this.text = true;
    this.schedule();
  }

  /** A cursor has moved. */
  askCursors(): void {
    if (this.cursors) return;
    this.cursors = true;
    this.schedule();
  }

  /** Lets the text go now, whatever the window says. */
  textNow(): void {
    if (!this.text) return;
    this.text = false;
    this.textAt = this.clock.now();
    this.run({ text: true, cursors: false });
  }

  /** Lets the text go at the end of the turn of the event loop, whatever the window says. */
  hurry(): void {
    if (!this.text) return;
    this.textAt = Number.NEGATIVE_INFINITY;
    this.schedule();
  }

  destroy(): void {
    this.scheduled?.cancel();
    this.scheduled = null;
  }

  private schedule(): void {
    let at = Number.POSITIVE_INFINITY;
    if (this.text) at = this.textAt + this.textWindowMs();
    if (this.cursors) at = Math.min(at, this.cursorsAt + this.cursorWindowMs());
    if (at === Number.POSITIVE_INFINITY || (this.scheduled !== null && this.scheduled.at <= at)) return;
    this.scheduled?.cancel();
    this.scheduled = { at, cancel: this.wake(at - this.clock.now()) };
  }

  private wake(wait: number): () => void {
    const task = (): void => {
      this.scheduled = null;
      this.fire();
    };
    if (wait > 0) return this.clock.after(wait, task);
    const immediate = setImmediate(task);
    return () => {
      clearImmediate(immediate);
    };
  }

  private fire(): void {
    const now = this.clock.now();
    const text = this.text && now + earlyMs >= this.textAt + this.textWindowMs();
    const cursors = this.cursors && (text || now + earlyMs >= this.cursorsAt + this.cursorWindowMs());
    if (text) {
      this.text = false;
      this.textAt = now;
    }
    if (cursors) {
      this.cursors = false;
      this.cursorsAt = now;
    }
    if (text || cursors) this.run({ text, cursors });
    this.schedule();
  }

  private run(due: Due): void {
    const since = this.clock.now();
    this.flush(due);
    if (!due.text) return;
    const took = this.clock.now() - since;
    // Of the last two the lesser: one time that the process was held up says nothing of what comes.
    this.costMs = Math.min(took, this.lastTook);
    this.lastTook = took;
    this.usualCostMs += (this.costMs - this.usualCostMs) / 8;
  }

  private textWindowMs(): number {
    const { textWindowMs } = this.limits;
    return Math.max(textWindowMs, Math.min(longestMs, costFactor * this.costMs));
  }

  private cursorWindowMs(): number {
    const { presenceWindowMs } = this.limits;
    return Math.max(presenceWindowMs, Math.min(longestCursorsMs, cursorCostFactor * this.usualCostMs));
  }
}
