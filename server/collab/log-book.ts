import { mergeRuns, type Lent, type LoggedChange } from './merge-runs.ts';

/** So many more accepted changes are committed, as so many rows; `position` is the id of the last one. */
export type Commit = { changes: number; rows: number; bytes: number; position: bigint };

/** What a room wants to hear of its log. */
export type LogListener = {
  /** A commit begins. When it takes everything accepted so far, the document is exactly what the log will hold. */
  cut(everything: boolean): void;
  committed(commit: Commit): void;
  /** So many more accepted changes were found to be in the log by another process. */
  stored(changes: number): void;
  storage(state: 'ok' | 'failing'): void;
  /** The call was deleted: what was not committed has no place any more. */
  gone(): void;
};

// One commit takes at most this much of a room; the rest follows in the next.
const mostBytes = 8 * 1024 * 1024;

/** The changes of one call that are accepted and not yet committed, in order. */
export class LogBook {
  readonly callId: string;
  private readonly listener: LogListener;
  private pending: LoggedChange[] = [];
  private writing: LoggedChange[] = [];
  private pendingSince: number | null = null;
  private writingSince: number | null = null;
  /** How many of those that are pending came from this process's own people. */
  private own = 0;
  private failingNow = false;
  private attempts = 0;
  private retryAt = 0;
  private waiting: (() => void)[] = [];

  constructor(callId: string, listener: LogListener) {
    this.callId = callId;
    this.listener = listener;
  }

  get settled(): boolean {
    return this.pending.length === 0 && this.writing.length === 0;
  }

  get failing(): boolean {
    return this.failingNow;
  }

  /** Since when the oldest change waits to be committed, as `add` was told; null when all is. */
  get unsavedSince(): number | null {
    return this.writingSince ?? this.pendingSince;
  }

  add(update: Uint8Array, actorId: string | null, now: number): void {
    this.pendingSince ??= now;
    this.pending.push({ update, actorId, count: 1 });
    this.own += 1;
  }

  /**
   * Adds a change of another process, which is to write it itself. It goes out before what builds on it here, so that no
   * row leans on one that is not there, or alone when the other has not told of it for too long.
   */
  lend(update: Uint8Array, actorId: string | null, lent: Lent, now: number): void {
    this.pending.push({ update, actorId, count: 1, lent, lentAt: now });
  }

  /** What was lent so far waits no longer for the other process to write it. */
  hurry(): void {
    for (const change of this.pending) if (change.lent != null) change.lentAt = Number.NEGATIVE_INFINITY;
  }

  /** The other process has written its changes up to that message. */
  returned({ processId, seq }: Lent): void {
    const kept: LoggedChange[] = [];
    let freed = 0;
    for (const change of this.pending) {
      const { lent } = change;
      if (lent == null || lent.processId !== processId || lent.seq > seq) {
        kept.push(change);
        continue;
      }
      // Counted with what stands before it: the count of committed changes has no gaps.
      const before = kept.at(-1) ?? this.writing.at(-1);
      if (before === undefined) freed += change.count;
      else before.count += change.count;
    }
    this.pending = kept;
    if (freed > 0) this.listener.stored(freed);
    this.recovered();
    this.settle();
  }

  /** Resolves when everything added is committed; never, while the store fails. */
  whenSettled(): Promise<void> {
    if (this.settled) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  }

  /** Milliseconds until it has something to write; null when it has nothing. What was lent waits for `lentMs`. */
  dueIn(now: number, lentMs: number): number | null {
    if (this.pending.length === 0 || this.writing.length > 0) return null;
    const oldest = this.own > 0 ? Number.NEGATIVE_INFINITY : (this.pending[0]?.lentAt ?? now);
    return Math.max(0, this.retryAt - now, oldest + lentMs - now);
  }

  /** Takes what the next commit writes. */
  cut(): readonly LoggedChange[] {
    let bytes = 0;
    let taken = 0;
    for (const change of this.pending) {
      if (taken > 0 && bytes + change.update.length > mostBytes) break;
      bytes += change.update.length;
      taken += 1;
    }
    this.writing = mergeRuns(this.pending.slice(0, taken));
    this.pending = this.pending.slice(taken);
    this.writingSince = this.pendingSince;
    if (this.pending.length === 0) this.pendingSince = null;
    this.own = countOwn(this.pending);
    this.listener.cut(this.pending.length === 0);
    return this.writing;
  }

  commit(position: bigint): void {
    const written = this.writing;
    this.writing = [];
    this.writingSince = null;
    this.attempts = 0;
    this.retryAt = 0;
    this.listener.committed({
      changes: written.reduce((sum, { count }) => sum + count, 0),
      rows: written.length,
      bytes: written.reduce((sum, { update }) => sum + update.length, 0),
      position,
    });
    this.recovered(true);
    this.settle();
  }

  /** Puts what was being written back where it was. */
  restore(): void {
    this.pending = [...this.writing, ...this.pending];
    this.writing = [];
    this.pendingSince = this.unsavedSince;
    this.writingSince = null;
    this.own = countOwn(this.pending);
  }

  /** Nothing is written again before `now` plus a pause that grows with every failure. */
  retryLater(now: number, firstMs: number, mostMs: number): void {
    this.retryAt = now + Math.min(mostMs, firstMs * 2 ** Math.min(this.attempts, 16));
    this.attempts += 1;
    this.warn();
  }

  /** The call is deleted, so nothing of it can ever be committed. */
  abandon(): void {
    this.pending = [];
    this.writing = [];
    this.pendingSince = null;
    this.writingSince = null;
    this.own = 0;
    this.listener.gone();
    this.settle();
  }

  /** Tells the room once that its changes are held in memory. */
  warn(): void {
    if (this.failingNow || this.settled) return;
    this.failingNow = true;
    this.listener.storage('failing');
  }

  private recovered(written = false): void {
    if (!this.failingNow || !(written || this.settled)) return;
    this.failingNow = false;
    this.listener.storage('ok');
  }

  private settle(): void {
    if (!this.settled) return;
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}

function countOwn(changes: readonly LoggedChange[]): number {
  return changes.filter(({ lent }) => lent == null).length;
}
