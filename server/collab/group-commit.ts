import { AppError, isAppError } from '#lib/errors.ts';
import { withDeadline, type Clock } from './clock.ts';
import type { CollabFigures } from './collab-figures.ts';
import type { CollabLogger } from './collab-log.ts';
import type { DocumentLog, LogEntry } from './document-log.ts';
import type { CollabLimits } from './limits.ts';
import { LogBook, type LogListener } from './log-book.ts';
import type { Lent } from './merge-runs.ts';

export type GroupCommitOptions = {
  log: Pick<DocumentLog, 'append'>;
  clock: Clock;
  logger: CollabLogger;
  limits: CollabLimits;
  figures: CollabFigures;
};

type Outcome = { ok: true } | { ok: false; error: unknown };

// When so many calls fail one after the other, it is the store, and the rest is not tried in vain.
const storeIsDownAfter = 3;
const logEveryMs = 60_000;

/**
 * Writes what all rooms accepted to the log, many rooms in one commit: at once when idle, else when the commit
 * before has ended and the window has passed. A failed commit is tried again for ever; a change that a commit of
 * unknown outcome did write is written twice, which is harmless because Yjs updates are idempotent (R21).
 */
export class GroupCommit {
  private readonly options: GroupCommitOptions;
  private readonly books = new Set<LogBook>();
  private running = false;
  private scheduled: { at: number; cancel: () => void } | null = null;
  private startedAt = Number.NEGATIVE_INFINITY;
  private late = false;
  private loggedAt = Number.NEGATIVE_INFINITY;
  /** The last failure, for health; null once a commit succeeded. */
  lastError: string | null = null;
  failures = 0;
  commits = 0;

  constructor(options: GroupCommitOptions) {
    this.options = options;
  }

  open(callId: string, listener: LogListener): LogBook {
    const book = new LogBook(callId, listener);
    this.books.add(book);
    return book;
  }

  /** How many calls have something that is not committed, and since when the oldest of it waits; null for nothing. */
  get unsaved(): { calls: number; since: number | null } {
    let calls = 0;
    let since: number | null = null;
    for (const { unsavedSince } of this.books) {
      if (unsavedSince === null) continue;
      calls += 1;
      since = Math.min(since ?? unsavedSince, unsavedSince);
    }
    return { calls, since };
  }

  close(book: LogBook): void {
    this.books.delete(book);
  }

  append(book: LogBook, update: Uint8Array, actorId: string | null): void {
    book.add(update, actorId, this.options.clock.now());
    if (this.late) book.warn();
    this.scheduleFor(book);
  }

  /** Keeps a change of another process, as `LogBook.lend` says. */
  lend(book: LogBook, update: Uint8Array, actorId: string | null, lent: Lent): void {
    book.lend(update, actorId, lent, this.options.clock.now());
    this.scheduleFor(book);
  }

  /** Writes what the book holds of other processes without waiting for them. */
  hurry(book: LogBook): void {
    book.hurry();
    this.scheduleFor(book);
  }

  private schedule(): void {
    for (const book of this.books) this.scheduleFor(book);
  }

  /** Has the book written when it is due, or earlier with others. */
  private scheduleFor(book: LogBook): void {
    if (this.running) return;
    const { clock, limits } = this.options;
    const now = clock.now();
    const due = book.dueIn(now, limits.lentMs);
    if (due === null) return;
    const wait = Math.max(0, due, this.startedAt + limits.commitWindowMs - now);
    if (this.scheduled !== null) {
      if (this.scheduled.at <= now + wait) return;
      this.scheduled.cancel();
    }
    this.scheduled = { at: now + wait, cancel: this.wake(wait) };
  }

  private wake(wait: number): () => void {
    const task = (): void => {
      this.start();
    };
    if (wait > 0) return this.options.clock.after(wait, task);
    const immediate = setImmediate(task);
    return () => {
      clearImmediate(immediate);
    };
  }

  private start(): void {
    this.scheduled = null;
    void this.run();
  }

  private async run(): Promise<void> {
    const { clock, limits } = this.options;
    const due: LogBook[] = [];
    this.startedAt = clock.now();
    for (const book of this.books) {
      if (book.dueIn(this.startedAt, limits.lentMs) === 0) due.push(book);
    }
    // A timer of the system may come a fraction of a millisecond early.
    if (due.length === 0) {
      this.schedule();
      return;
    }
    this.running = true;
    const [only] = due;
    if (due.length === 1 && only !== undefined) await this.writeAlone(only);
    else if (!(await this.write(due)).ok) await this.writeOneByOne(due);
    this.running = false;
    this.schedule();
  }

  /** One call's fault, such as its row being gone, must not hold the others back. */
  private async writeOneByOne(books: readonly LogBook[]): Promise<void> {
    let failedInARow = 0;
    for (const book of books) {
      if (failedInARow === storeIsDownAfter) this.retryLater(book);
      else if (await this.writeAlone(book)) failedInARow = 0;
      else failedInARow += 1;
    }
  }

  private async writeAlone(book: LogBook): Promise<boolean> {
    const outcome = await this.write([book]);
    if (outcome.ok) return true;
    this.report(book, outcome.error);
    if (isAppError(outcome.error, 'gone')) {
      book.abandon();
      return true;
    }
    this.retryLater(book);
    return false;
  }

  private retryLater(book: LogBook): void {
    const { clock, limits } = this.options;
    book.retryLater(clock.now(), limits.commitRetryMs, limits.commitRetryMostMs);
  }

  /** Writes the books in one commit; puts the changes back when that failed. Never throws. */
  private async write(books: readonly LogBook[]): Promise<Outcome> {
    const { clock, figures, limits, log } = this.options;
    const begun = clock.now();
    const entries: LogEntry[] = [];
    const sizes: number[] = [];
    for (const book of books) {
      const changes = book.cut();
      sizes.push(changes.length);
      for (const { update, actorId } of changes) entries.push({ callId: book.callId, update, actorId });
    }
    const endNotice = clock.after(limits.commitNoticeMs, () => {
      this.late = true;
      for (const book of this.books) book.warn();
    });
    try {
      const ids = await withDeadline(clock, limits.commitDeadlineMs, log.append(entries), () => {
        throw new AppError('unavailable', { message: 'The store did not answer in time.' });
      });
      figures.commitMs.add(clock.now() - begun);
      this.settle(books, sizes, ids);
      return { ok: true };
    } catch (error) {
      for (const book of books) book.restore();
      return { ok: false, error };
    } finally {
      endNotice();
      this.late = false;
    }
  }

  private settle(books: readonly LogBook[], sizes: readonly number[], ids: readonly bigint[]): void {
    const { clock, figures } = this.options;
    const now = clock.now();
    this.commits += 1;
    this.lastError = null;
    figures.failingSince = null;
    let end = 0;
    for (const [index, book] of books.entries()) {
      if (book.unsavedSince !== null) figures.savedMs.add(now - book.unsavedSince);
      end += sizes[index] ?? 0;
      const position = ids[end - 1];
      if (position === undefined)
        throw new AppError('unavailable', { message: 'The store gave too few ids.' });
      book.commit(position);
    }
  }

  private report(book: LogBook, error: unknown): void {
    this.failures += 1;
    this.lastError = error instanceof Error ? error.message : String(error);
    const now = this.options.clock.now();
    this.options.figures.failed(now, this.lastError);
    if (now - this.loggedAt < logEveryMs) return;
    this.loggedAt = now;
    const fields = { callId: book.callId, failures: this.failures, err: error };
    this.options.logger.error(fields, 'saving notes failed, will be tried again');
  }
}
