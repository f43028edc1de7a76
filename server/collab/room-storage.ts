import type { Clock } from './clock.ts';
import type { CollabFigures } from './collab-figures.ts';
import type { CollabLogger } from './collab-log.ts';
import { Compactor, type Captured } from './compactor.ts';
import type { DocumentLog } from './document-log.ts';
import type { GroupCommit } from './group-commit.ts';
import type { CollabLimits } from './limits.ts';
import type { LoadedRoom } from './load-document.ts';
import type { Commit, LogBook } from './log-book.ts';
import { LogReader } from './log-reader.ts';
import type { Lent } from './merge-runs.ts';
import type { ProjectionPace } from './projection-pace.ts';
import { Projector, type ProjectCall } from './projector.ts';
import type { RoomDocument } from './room-document.ts';

/** What a room wants to hear of its store. */
export type RoomStorageListener = {
  /** A commit of everything accepted so far begins. */
  commitBegins(): void;
  /** A commit is done; `settled`: nothing else waits for one. */
  committed(commit: Commit, settled: boolean): void;
  /** So many more accepted changes were found to be in the log by another process. */
  stored(changes: number): void;
  /** Commits fail, or succeed again. */
  storage(state: 'ok' | 'failing'): void;
  /** The call was deleted. */
  gone(): void;
};

export type RoomStorageOptions = {
  callId: string;
  loaded: Pick<LoadedRoom, 'position' | 'tailRows' | 'tailBytes'>;
  document: RoomDocument;
  /** Whether other processes may write to the log. */
  shared: boolean;
  clock: Clock;
  logger: CollabLogger;
  limits: CollabLimits;
  figures: CollabFigures;
  log: DocumentLog;
  commits: GroupCommit;
  project: ProjectCall;
  pace: ProjectionPace;
  listener: RoomStorageListener;
};

/**
 * What the store has of a room: its changes in the log, a long log as a snapshot, its notes as rows; and how far the log
 * that others write to as well has been read.
 */
export class RoomStorage {
  private readonly options: RoomStorageOptions;
  private readonly book: LogBook;
  private readonly projector: Projector;
  private readonly compactor: Compactor;
  private readonly reader: LogReader;
  private cancelProjection: (() => void) | null = null;

  constructor(options: RoomStorageOptions) {
    this.options = options;
    const { callId, clock, commits, document, figures, limits, listener, loaded, log, logger } = options;
    const { pace, project, shared } = options;
    this.book = commits.open(callId, {
      cut: (everything) => {
        if (!shared) this.projector.cut(everything);
        if (everything) listener.commitBegins();
      },
      committed: (commit) => {
        this.onCommitted(commit);
      },
      stored: listener.stored,
      storage: listener.storage,
      gone: listener.gone,
    });
    this.projector = new Projector({
      callId,
      clock,
      logger,
      limits,
      figures,
      project,
      pace,
      updates: () => document.updates(),
      position: () => (this.settled ? this.reader.exact() : null),
    });
    this.compactor = new Compactor({
      callId,
      logger,
      limits,
      figures,
      log,
      tailRows: loaded.tailRows,
      tailBytes: loaded.tailBytes,
      capture: () => this.capture(),
    });
    this.reader = new LogReader({
      callId,
      log,
      logger,
      shared,
      position: loaded.position,
      merge: (rows) => {
        document.mergeFromLog(rows);
      },
      read: (position) => {
        this.projector.committed(position);
      },
    });
  }

  /** Whether everything accepted is committed. */
  get settled(): boolean {
    return this.book.settled;
  }

  /** Whether commits fail. */
  get failing(): boolean {
    return this.book.failing;
  }

  /** Whether the rows are older than the document. */
  get unprojected(): boolean {
    return this.projector.dirty;
  }

  /** The document changed, or its rows may be old. `elsewhere`: the process that took the change in projects it. */
  changed(elsewhere: boolean): void {
    if (elsewhere && this.options.shared) this.projectLater();
    else this.projector.changed();
  }

  /** Has a change of somebody here written to the log. */
  append(update: Uint8Array, actorId: string | null): void {
    this.options.commits.append(this.book, update, actorId);
  }

  /** Keeps a change of another process until that has written it, as `LogBook.lend` says. */
  lend(update: Uint8Array, actorId: string | null, lent: Lent): void {
    this.options.commits.lend(this.book, update, actorId, lent);
  }

  /** Another process has written its changes up to that message. */
  returned(lent: Lent): void {
    this.book.returned(lent);
  }

  /** The log has grown by somebody else's rows. */
  logGrew(): void {
    this.reader.grew();
  }

  /** Whether the log reaches further than what was read of it. */
  isBehind(head: bigint): boolean {
    return this.reader.isBehind(head);
  }

  /** Reads what was written to the log since it was last read, by whomever. */
  async catchUp(): Promise<void> {
    await this.reader.catchUp();
  }

  /** Begins to do so; never throws. */
  catchUpSoon(): void {
    this.reader.readSoon();
  }

  /** Merges a log that is long for a room in which nothing happens. */
  async shorten(): Promise<void> {
    await this.compactor.atUnload();
  }

  /** Everything accepted is committed, merged where that is worth it, and projected. */
  async finish(): Promise<void> {
    this.options.commits.hurry(this.book);
    await this.book.whenSettled();
    await this.shorten();
    if (this.options.shared && this.unprojected) await this.catchUp();
    await this.projector.finish();
  }

  destroy(): void {
    this.cancelProjection?.();
    this.projector.destroy();
    this.options.commits.close(this.book);
  }

  /** The process that took a change in projects it; this one does when that was not done. */
  private projectLater(): void {
    const { clock, limits } = this.options;
    this.cancelProjection ??= clock.after(2 * limits.projectMostMs, () => {
      this.cancelProjection = null;
      this.projector.changed();
    });
  }

  private onCommitted(commit: Commit): void {
    this.reader.wrote(commit.position);
    this.options.listener.committed(commit, this.settled);
    this.projector.committed(commit.position);
    this.compactor.grew(commit.rows, commit.bytes);
    this.compactor.maybe();
  }

  private async capture(): Promise<Captured | null> {
    const position = await this.reader.catchUp();
    const state = this.options.document.state();
    return state === null ? null : { state, position };
  }
}
