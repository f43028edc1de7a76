import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '#server/db/client.ts';
import { HeapTrimmer } from '#server/heap-trimmer.ts';
import { projectDocument } from './project-document.ts';
import type { ThreadOptions, ThreadReply, ThreadRequest } from './thread-messages.ts';

/** The projections of a server, on a thread and with database connections of their own. */
const port = parentPort;
if (port === null) throw new Error('This runs as a thread of the server.');
const { dataFolder, databaseUrl } = workerData as ThreadOptions;
const database = await openDatabase({ dataFolder, databaseUrl, migrate: false, as: 'command' });

const trimmer = new HeapTrimmer(24 * 1024 * 1024);
const idleMs = 1_000;
let trimming: NodeJS.Timeout | undefined;

/** One after the other: projections of many calls at once would take the database from those who write. */
let last: Promise<void> = Promise.resolve();

port.on('message', (request: ThreadRequest) => {
  last = last.then(() => (request.kind === 'stop' ? stop() : project(request)));
});

async function project(request: ThreadRequest & { kind: 'project' }): Promise<void> {
  clearTimeout(trimming);
  let problem: string | null = null;
  try {
    await projectDocument({ ...request, updates: split(request.bytes, request.lengths) });
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
  port?.postMessage({ job: request.job, problem } satisfies ThreadReply);
  // A collection takes processors from whoever types, and while there is more to do there will be as much garbage again.
  trimming = setTimeout(() => trimmer.trimIfGrown(), idleMs).unref();
}

function split(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  let end = 0;
  return lengths.map((length) => bytes.subarray(end, (end += length)));
}

async function stop(): Promise<void> {
  await database.close();
  port?.close();
}
