import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AppError } from '#lib/errors.ts';
import { packageRoot } from '#server/db/package-root.ts';
import { log } from '#server/log.ts';
import type { DocumentToProject } from './project-document.ts';
import type { ThreadOptions, ThreadReply, ThreadRequest } from './thread-messages.ts';

export type ProjectionThreadOptions = ThreadOptions & {
  /** The program of the thread; the bundled one by default. */
  program?: URL;
};

type Job = { callId: string; done(): void; failed(error: Error): void };

const stopMs = 2_000;
// A projection of the longest note takes a second; one that takes this long never ends.
const jobMs = 60_000;

/**
 * Projects documents on a thread, so that the loop that carries keystrokes never does. When the thread ends by itself,
 * what it was given fails, to be tried again by whoever asked, and the next projection starts another.
 */
export class ProjectionThread {
  private readonly options: ProjectionThreadOptions;
  private readonly jobs = new Map<number, Job>();
  private worker: Worker | null = null;
  private lastJob = 0;
  /** Of the job that the thread is at: the oldest that it has not answered. */
  private deadline: NodeJS.Timeout | undefined;
  /** How often the thread ended without having been told to. */
  crashes = 0;

  constructor(options: ProjectionThreadOptions) {
    this.options = options;
    this.worker = this.start();
  }

  /**
   * Writes the rows that a document stands for.
   * @throws AppError `unavailable` when they could not be written; the same call may be made again.
   */
  async project({ callId, updates, logPosition }: DocumentToProject): Promise<void> {
    const bytes = new Uint8Array(updates.reduce((sum, update) => sum + update.length, 0));
    let end = 0;
    for (const update of updates) {
      bytes.set(update, end);
      end += update.length;
    }
    const lengths = updates.map((update) => update.length);
    this.lastJob += 1;
    const job = this.lastJob;
    this.worker ??= this.start();
    const { worker } = this;
    await new Promise<void>((resolve, reject) => {
      this.jobs.set(job, { callId, done: resolve, failed: reject });
      if (this.jobs.size === 1) this.watch(worker);
      const request: ThreadRequest = { kind: 'project', job, callId, bytes, lengths, logPosition };
      worker.postMessage(request, [bytes.buffer]);
    });
  }

  /** Ends the thread when it has done all it was given. */
  async close(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    if (worker === null) return;
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', () => {
        resolve();
      });
    });
    const end = setTimeout(() => void worker.terminate(), stopMs);
    worker.postMessage({ kind: 'stop' } satisfies ThreadRequest, []);
    await ended;
    clearTimeout(end);
  }

  private start(): Worker {
    const { program, dataFolder, databaseUrl } = this.options;
    const worker = new Worker(program ?? bundled(), {
      workerData: { dataFolder, databaseUrl } satisfies ThreadOptions,
    });
    worker.on('message', ({ job, problem }: ThreadReply) => {
      this.end(job, problem);
      this.watch(worker);
    });
    worker.on('error', (error) => {
      log.error({ err: error }, 'the thread that projects notes failed');
    });
    worker.once('exit', () => {
      if (this.worker === worker) {
        this.worker = null;
        this.crashes += 1;
      }
      for (const job of this.jobs.keys()) this.end(job, 'The thread that projects notes ended.');
      clearTimeout(this.deadline);
    });
    return worker;
  }

  /** Ends the thread when the job that it is at never ends. */
  private watch(worker: Worker): void {
    clearTimeout(this.deadline);
    const [oldest] = this.jobs.values();
    if (oldest === undefined) return;
    this.deadline = setTimeout(() => {
      log.error({ callId: oldest.callId }, 'a projection did not end; its thread is ended');
      void worker.terminate();
    }, jobMs);
  }

  private end(job: number, problem: string | null): void {
    const waiting = this.jobs.get(job);
    if (waiting === undefined) return;
    this.jobs.delete(job);
    if (problem === null) waiting.done();
    else waiting.failed(new AppError('unavailable', { message: problem }));
  }
}

function bundled(): URL {
  return pathToFileURL(path.join(packageRoot(), '.build', 'projection-thread.mjs'));
}
