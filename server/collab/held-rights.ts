import type { Admission } from './admission.ts';
import type { CollabLimits } from './limits.ts';

type Limits = Pick<CollabLimits, 'accessHeardMs' | 'accessLentMs'>;
type Read = { admission: Admission; readAt: number };

/** The rights that the open sockets of one session have in one call, as they were last read. */
export class Held {
  readonly key: string;
  readonly cookie: string | undefined;
  /** How many sockets are open. */
  sockets = 0;
  /** Grows with every reason to read them again. */
  reasons = 0;
  private last: Read | null = null;

  constructor(key: string, cookie: string | undefined) {
    this.key = key;
    this.cookie = cookie;
  }

  get read(): Readonly<Read> | null {
    return this.last;
  }

  /** They were read, and nothing was heard since that changes them; older ones than are known do not count. */
  set({ admission, readAt }: Read): void {
    if (this.last === null || this.last.readAt < readAt) this.last = { admission, readAt };
  }

  /** They may have changed, and are good for nobody until they are read again. */
  forget(): void {
    this.reasons += 1;
    this.last = null;
  }
}

/**
 * The rights of open sockets, by call and cookie, for further sockets of the same session (R51). There are never more than
 * open sockets, because what nobody open has is kept current by nobody.
 */
export class HeldRights {
  private readonly limits: Limits;
  private readonly entries = new Map<string, Held>();

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** How many are held. */
  get size(): number {
    return this.entries.size;
  }

  /**
   * What may be lent; null for nothing. All changes made before `heardUntil` have been heard of, so what was read earlier
   * is as good as if it had been read then.
   */
  of(callId: string, cookie: string | undefined, now: number, heardUntil: number): Readonly<Read> | null {
    const read = this.entries.get(keyOf(callId, cookie))?.read ?? null;
    if (read === null) return null;
    const { accessHeardMs, accessLentMs } = this.limits;
    const isKnown = now - Math.max(read.readAt, heardUntil) <= accessHeardMs;
    return isKnown && now - read.readAt <= accessLentMs ? read : null;
  }

  /** One more socket; it leaves with what it is given. */
  enter(callId: string, cookie: string | undefined): Held {
    const key = keyOf(callId, cookie);
    const held = this.entries.get(key) ?? new Held(key, cookie);
    this.entries.set(key, held);
    held.sockets += 1;
    return held;
  }

  leave(held: Held): void {
    held.sockets -= 1;
    if (held.sockets === 0) this.entries.delete(held.key);
  }
}

/** Ids of calls have no space in them. Without a cookie nobody is signed in, as with an empty one. */
function keyOf(callId: string, cookie: string | undefined): string {
  return `${callId} ${cookie ?? ''}`;
}
