import type { CollabFigures } from './collab-figures.ts';
import type { CollabLogger } from './collab-log.ts';
import type { DocumentLog } from './document-log.ts';
import type { CollabLimits } from './limits.ts';

export type CompactorOptions = {
  callId: string;
  logger: CollabLogger;
  limits: CollabLimits;
  figures: CollabFigures;
  log: DocumentLog;
  tailRows: number;
  tailBytes: number;
  /** Reads the log to its end and gives the document with it; null while a part of it waits for what has not come. */
  capture: () => Promise<Captured | null>;
};

/** A state and the log position up to which it holds every row, whoever wrote it. */
export type Captured = { state: Uint8Array; position: bigint };

/**
 * Keeps a call's log short: merges it into a snapshot when the tail has grown. The log is read to its end before, so that
 * a snapshot never replaces a row it does not hold; the store does the rest in one transaction (R23).
 */
export class Compactor {
  private readonly options: CompactorOptions;
  private tailRows: number;
  private tailBytes: number;
  private running: Promise<void> | null = null;
  /** After a run that came to nothing the tail has to grow again before the next try. */
  private floor = 0;
  failures = 0;

  constructor(options: CompactorOptions) {
    this.options = options;
    this.tailRows = options.tailRows;
    this.tailBytes = options.tailBytes;
  }

  /** The log grew by that many rows and bytes. */
  grew(rows: number, bytes: number): void {
    this.tailRows += rows;
    this.tailBytes += bytes;
  }

  /** Merges when the tail is long. */
  maybe(): void {
    const { tailRows, tailBytes } = this.options.limits;
    const long = this.tailRows >= tailRows || this.tailBytes >= tailBytes;
    if (this.running !== null || !long || this.tailRows < this.floor) return;
    void this.begin();
  }

  /** Merges a shorter tail too, because the next to open the room will thank for it. */
  async atUnload(): Promise<void> {
    if (this.running !== null) await this.running;
    if (this.tailRows >= this.options.limits.tailRowsAtUnload) await this.begin();
  }

  /** One at a time: two would take the same rows off the tail. */
  private begin(): Promise<void> {
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async run(): Promise<void> {
    const { callId, log, logger } = this.options;
    const [rows, bytes] = [this.tailRows, this.tailBytes];
    try {
      const captured = await this.options.capture();
      if (captured === null) {
        this.waitForMore();
        return;
      }
      const { state, position } = captured;
      await log.compact(callId, { state, upTo: position });
      this.tailRows -= rows;
      this.tailBytes -= bytes;
      this.floor = 0;
      this.options.figures.compactions += 1;
      logger.info({ callId, rows, bytes: state.length }, 'log compacted');
    } catch (error) {
      this.failures += 1;
      this.options.figures.compactionFailures += 1;
      this.waitForMore();
      // Nothing is lost: the rows are still there, and a longer tail tries again.
      logger.error({ callId, failures: this.failures, err: error }, 'compacting a log failed');
    }
  }

  private waitForMore(): void {
    this.floor = this.tailRows + this.options.limits.tailRows;
  }
}
