import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isBundled, packageRoot } from '#server/db/package-root.ts';
import { STOP, type WorkerOptions, type WorkerReport } from './worker-messages.ts';

export type Worker = {
  /** Tells it to finish and waits until it is gone. */
  stop(): Promise<void>;
  /** Resolves with the exit code when the worker ends without having been told to. */
  lost: Promise<number | null>;
};

/** Starts a worker process and waits for its first report; the worker is there only if that is `ready`. */
export async function startWorker(options: WorkerOptions): Promise<{ report: WorkerReport; worker: Worker }> {
  const child = forkWorker(options);
  const exited = new Promise<number | null>((resolve) => void child.once('exit', (code) => resolve(code)));
  let stopping = false;
  const lost = new Promise<number | null>((resolve) => {
    void child.once('exit', (code) => {
      if (!stopping) resolve(code);
    });
  });
  const report = await firstReport(child);
  if (report.type !== 'ready') await exited;
  // The worker must not keep a finished command's process alive; closing waits for it explicitly.
  child.unref();
  child.channel?.unref();
  return {
    report,
    worker: {
      lost,
      async stop() {
        stopping = true;
        child.ref();
        if (child.connected) child.send(STOP, () => {});
        await exited;
      },
    },
  };
}

function firstReport(child: ChildProcess): Promise<WorkerReport> {
  return new Promise((resolve) => {
    child.once('message', (message) => resolve(message as WorkerReport));
    child.once('error', (error) => resolve({ type: 'failed', message: error.message }));
    child.once('exit', (code, signal) =>
      resolve({
        type: 'failed',
        message: `the database process ended with ${signal ?? `code ${String(code)}`}`,
      }),
    );
  });
}

function forkWorker(options: WorkerOptions): ChildProcess {
  const root = packageRoot();
  const settings = { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] as ('ignore' | 'inherit' | 'ipc')[] };
  const argument = [JSON.stringify(options)];
  if (isBundled())
    return fork(path.join(root, '.build', 'db-worker.mjs'), argument, { ...settings, execArgv: [] });
  const tsx = createRequire(path.join(root, 'package.json')).resolve('tsx');
  return fork(path.join(root, 'server', 'db', 'embedded', 'worker.ts'), argument, {
    ...settings,
    cwd: root,
    execArgv: ['--import', pathToFileURL(tsx).href],
  });
}
