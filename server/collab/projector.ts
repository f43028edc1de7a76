import { pause, type Clock } from './clock.ts';
import type { CollabFigures } from './collab-figures.ts';
import type { CollabLogger } from './collab-log.ts';
import type { CollabLimits } from './limits.ts';
import type { ProjectionPace } from './projection-pace.ts';

/** Writes the rows that a document stands for; `updates` make it, in their order. */
export type ProjectCall = (input: {
  callId: string;
  updates: readonly Uint8Array[];
  logPosition: bigint;
}) => Promise<void>;

export type ProjectorOptions = {
  callId: string;
  clock: Clock;
  logger: CollabLogger;
  limits: CollabLimits;
  figures: CollabFigures;
  project: ProjectCall;
  /** How many rooms have rows that are old, and how long it takes to write them. */
  pace: ProjectionPace;
  /** The document as it stands, as updates. */
  updates: () => readonly Uint8Array[];
  /** The log's position when the document is exactly what is committed; null while something is not. */
  position: () => bigint | null;
};

type Capture = { updates: readonly Uint8Array[]; version: number };

const triesAtEnd = 3;
const mostRetryMs = 30_000;

/**
 * Has a room's rows rebuilt when it has been quiet for a moment, and at the latest after a few seconds. It hands over
 * a document and a log position that belong together (R25); nothing waits for it but the unloading of the room.
 */
export class Projector {
  private readonly options: ProjectorOptions;
  private cancelQuiet: (() => void) | null = null;
  private dirtySince: number | null = null;
  private wanted = false;
  private captured: Capture | null = null;
  /** Counts the changes, so that one that comes after a capture is not taken for part of it. */
  private version = 0;
  private running: Promise<void> | null = null;
  private ended = false;
  failures = 0;

  constructor(options: ProjectorOptions) {
    this.options = options;
  }

  get dirty(): boolean {
    return this.dirtySince !== null;
  }

  /** The document changed, or was loaded and its rows may be old. */
  changed(): void {
    if (this.ended) return;
    this.version += 1;
    const { clock, limits } = this.options;
    const now = clock.now();
    this.soil();
    if (this.wanted) return;
    const most = this.options.pace.mostMs(limits.projectMostMs);
    const quiet = Math.max(limits.projectQuietMs, most / 5);
    const wait = Math.min(quiet, (this.dirtySince ?? now) + most - now);
    this.schedule(Math.max(0, wait));
  }

  /** A commit begins; one of everything makes the log and the document equal. */
  cut(everything: boolean): void {
    this.captured = everything && this.wanted && this.running === null ? this.read() : null;
  }

  /** A commit ended. */
  committed(position: bigint): void {
    const capture = this.captured;
    this.captured = null;
    if (capture !== null) this.start(capture, position);
    else this.tryNow();
  }

  /** Brings the rows up to date before the room goes; gives up after a few tries, for rows can be rebuilt. */
  async finish(): Promise<void> {
    this.cancelQuiet?.();
    this.cancelQuiet = null;
    await this.allEnded();
    for (let attempt = 0; attempt < triesAtEnd && this.dirty; attempt += 1) {
      if (attempt > 0) await pause(this.options.clock, 200 * 2 ** attempt);
      const position = this.options.position();
      const capture = position === null ? null : this.read();
      if (position === null || capture === null) return;
      this.start(capture, position);
      await this.allEnded();
    }
  }

  destroy(): void {
    this.ended = true;
    this.cancelQuiet?.();
    this.cancelQuiet = null;
    // What it says of itself stays; only the others need not wait for it any more.
    if (this.dirty) this.options.pace.count(-1);
  }

  /** One that ends may begin the next. */
  private async allEnded(): Promise<void> {
    while (this.running !== null) await this.running;
  }

  private schedule(wait: number): void {
    this.cancelQuiet?.();
    this.cancelQuiet = this.options.clock.after(wait, () => {
      this.cancelQuiet = null;
      this.wanted = true;
      this.tryNow();
    });
  }

  private tryNow(): void {
    if (!this.wanted || this.running !== null || this.ended) return;
    const position = this.options.position();
    if (position === null) return;
    const capture = this.read();
    if (capture !== null) this.start(capture, position);
  }

  private start(capture: Capture, position: bigint): void {
    if (this.running !== null) return;
    this.running = this.run(capture, position).finally(() => {
      this.running = null;
      this.tryNow();
    });
  }

  private async run(capture: Capture, logPosition: bigint): Promise<void> {
    const { clock, figures, pace } = this.options;
    const since = this.dirtySince;
    this.wanted = false;
    this.clean();
    const ended = pace.begin();
    const startedAt = clock.now();
    if (capture.version !== this.version) this.changed();
    try {
      await this.options.project({ callId: this.options.callId, updates: capture.updates, logPosition });
      this.failures = 0;
      figures.projections += 1;
      figures.projectionFailingSince = null;
      if (since !== null) figures.projectedMs.add(clock.now() - since);
    } catch (error) {
      this.failed(error);
    } finally {
      ended(clock.now() - startedAt);
    }
  }

  private soil(): void {
    if (this.dirtySince !== null) return;
    this.dirtySince = this.options.clock.now();
    if (!this.ended) this.options.pace.count(1);
  }

  private clean(): void {
    if (this.dirtySince === null) return;
    this.dirtySince = null;
    this.options.pace.count(-1);
  }

  private read(): Capture | null {
    try {
      return { updates: this.options.updates(), version: this.version };
    } catch (error) {
      this.wanted = false;
      this.failed(error);
      return null;
    }
  }

  private failed(error: unknown): void {
    this.failures += 1;
    const { callId, clock, figures, limits, logger } = this.options;
    figures.projectionFailures += 1;
    figures.projectionFailingSince ??= clock.now();
    this.soil();
    logger.error(
      { callId, failures: this.failures, err: error },
      'projecting notes failed, will be tried again',
    );
    if (this.ended) return;
    this.schedule(Math.min(mostRetryMs, limits.projectQuietMs * 2 ** Math.min(this.failures, 10)));
  }
}
