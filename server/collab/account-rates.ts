import type { Clock } from './clock.ts';
import type { CollabLimits } from './limits.ts';
import { TokenBucket } from './token-bucket.ts';

/** How much may come at once and on average: of one socket, or of all sockets that an account has in one call. */
export type Rates = {
  messages: TokenBucket;
  bytes: TokenBucket;
  /** Questions for the document. */
  syncs: TokenBucket;
  commands: TokenBucket;
};

type Entry = { rates: Rates; sockets: number };

// Each page asks when it comes, and pages come back together when a server did.
const pagesOfAccount = 4;

/**
 * The rates of the accounts in the calls they have open, so that nobody begins anew by connecting again. They are kept until
 * the last socket is gone and all of them are as they were in the beginning.
 */
export class AccountRates {
  private readonly clock: Clock;
  private readonly limits: CollabLimits;
  private readonly entries = new Map<string, Entry>();

  constructor(clock: Clock, limits: CollabLimits) {
    this.clock = clock;
    this.limits = limits;
  }

  /** For how many accounts, in how many calls each, rates are kept. */
  get size(): number {
    return this.entries.size;
  }

  /** The rates of one more socket of the account in the call; whoever is not signed in has rates of their own. */
  enter(callId: string, userId: string | null): Rates {
    if (userId === null) return this.fresh();
    const key = keyOf(callId, userId);
    const entry = this.entries.get(key) ?? { rates: this.fresh(), sockets: 0 };
    this.entries.set(key, entry);
    entry.sockets += 1;
    return entry.rates;
  }

  /** A socket of the account is gone. */
  leave(callId: string, userId: string | null): void {
    if (userId === null) return;
    const entry = this.entries.get(keyOf(callId, userId));
    if (entry !== undefined) entry.sockets -= 1;
  }

  /** Forgets whoever has left and would begin anew with the same. */
  forgetRested(): void {
    for (const [key, { rates, sockets }] of this.entries) {
      if (sockets === 0 && Object.values(rates).every(({ full }) => full)) this.entries.delete(key);
    }
  }

  private fresh(): Rates {
    const { clock, limits } = this;
    return {
      messages: new TokenBucket(clock, limits.messagesPerSecond, limits.messageBurst),
      bytes: new TokenBucket(clock, limits.bytesPerSecond, limits.byteBurst),
      syncs: new TokenBucket(
        clock,
        pagesOfAccount * limits.syncsPerSecond,
        pagesOfAccount * limits.syncBurst,
      ),
      commands: new TokenBucket(clock, limits.commandsPerSecond, limits.commandBurst),
    };
  }
}

function keyOf(callId: string, userId: string): string {
  return `${callId} ${userId}`;
}
