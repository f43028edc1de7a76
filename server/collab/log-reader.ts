import type { CollabLogger } from './collab-log.ts';
import type { DocumentLog } from './document-log.ts';

export type LogReaderOptions = {
  callId: string;
  log: Pick<DocumentLog, 'since'>;
  logger: CollabLogger;
  /** Whether other processes may write to the log. */
  shared: boolean;
  /** Id of the last row the document holds. */
  position: bigint;
  /** Takes rows in; they may be known already. */
  merge(rows: readonly { update: Uint8Array }[]): void;
  /** Called when the log was read to its end as far as is known. */
  read(position: bigint): void;
};

/**
 * How far a room has read its call's log. Rows of other processes may lie between the room's own, so writing a row says
 * nothing of those before it: only reading does (R48).
 */
export class LogReader {
  private readonly options: LogReaderOptions;
  /** The document holds every row up to here, whoever wrote it. */
  private readTo: bigint;
  /** The last row that was written or read here. */
  private last: bigint;
  /** Whether no row was written since the log was last read to its end, as far as is known. */
  private atEnd = false;
  private reading = false;

  constructor(options: LogReaderOptions) {
    this.options = options;
    this.readTo = options.position;
    this.last = options.position;
  }

  /** Whether the log reaches further than what was read of it. */
  isBehind(head: bigint): boolean {
    return head > this.readTo;
  }

  /** This room wrote rows, the last of them with that id. */
  wrote(position: bigint): void {
    this.last = position;
    this.atEnd = false;
  }

  /** Somebody else wrote rows. */
  grew(): void {
    this.atEnd = false;
  }

  /** The position up to which the document holds every row; null until that is read, which it then begins. */
  exact(): bigint | null {
    if (!this.options.shared) return this.last;
    if (this.atEnd) return this.readTo;
    this.readSoon();
    return null;
  }

  /** Reads the log to its end, and gives the position up to which the document holds every row. */
  async catchUp(): Promise<bigint> {
    const { callId, log, merge } = this.options;
    this.atEnd = true;
    try {
      const { snapshot, updates } = await log.since(callId, this.readTo);
      merge(snapshot === null ? updates : [{ update: snapshot.state }, ...updates]);
      const end = updates.at(-1)?.id ?? snapshot?.upTo ?? this.readTo;
      if (end > this.readTo) this.readTo = end;
      if (end > this.last) this.last = end;
      return this.readTo;
    } catch (error) {
      this.atEnd = false;
      throw error;
    }
  }

  /** Begins to read the log to its end; a failure is logged, and found again when logs are compared. */
  readSoon(): void {
    if (this.reading) return;
    this.reading = true;
    const { callId, logger, read } = this.options;
    this.catchUp()
      .then(
        () => true,
        (error: unknown) => {
          logger.error({ callId, err: error }, 'reading the log again failed');
          return false;
        },
      )
      .then((done) => {
        this.reading = false;
        if (done) read(this.readTo);
      })
      .catch((error: unknown) => {
        logger.error({ callId, err: error }, 'what was read of the log could not be used');
      });
  }
}
