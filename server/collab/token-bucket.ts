import type { Clock } from './clock.ts';

/** Allows `perSecond` on average and `burst` at once. */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;
  private readonly clock: Clock;
  private readonly perSecond: number;
  private readonly burst: number;

  constructor(clock: Clock, perSecond: number, burst: number) {
    this.clock = clock;
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
    this.filledAt = clock.now();
  }

  /** Whether it allows as much as in the beginning. */
  get full(): boolean {
    this.fill();
    return this.tokens >= this.burst;
  }

  /** Whether `amount` may pass now; takes it when it may. */
  take(amount: number): boolean {
    this.fill();
    if (this.tokens < amount) return false;
    this.tokens -= amount;
    return true;
  }

  private fill(): void {
    const now = this.clock.now();
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.filledAt) / 1000) * this.perSecond);
    this.filledAt = now;
  }
}
