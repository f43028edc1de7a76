import { mergeRuns, type LoggedChange } from './merge-runs.ts';

/** So many more accepted changes are committed, as so many rows; `position` is the id of the last one. */
export type Commit = { changes: number; rows: number; bytes: number; position: bigint };

/** What a room wants to hear of its log. */
export type LogListener = {
  /** A commit begins. When it takes everything accepted so far, the document is exactly what the log will hold. */
  cut(everything: boolean): void;
  committed(commit: Commit): void;
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
  }

  /** Resolves when everything added is committed; never, while the store fails. */
  whenSettled(): Promise<void> {
    if (this.settled) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  }

  /** Milliseconds until it has something to write; null when it has nothing. */
  dueIn(now: number): number | null {
    if (this.pending.length === 0 || this.writing.length > 0) return null;
    return Math.max(0, this.retryAt - now);
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
    if (this.failingNow) {
      this.failingNow = false;
      this.listener.storage('ok');
    }
    this.settle();
  }

  /** Puts what was being written back where it was. */
  restore(): void {
    this.pending = [...this.writing, ...this.pending];
    this.writing = [];
    this.pendingSince = this.unsavedSince;
    this.writingSince = null;
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
    this.listener.gone();
    this.settle();
  }

  /** Tells the room once that its changes are held in memory. */
  warn(): void {
    if (this.failingNow || this.settled) return;
    this.failingNow = true;
    this.listener.storage('failing');
  }

  private settle(): void {
    if (!this.settled) return;
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
