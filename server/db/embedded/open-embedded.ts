import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '#lib/errors.ts';
import { log } from '#server/log.ts';
import { readLock, type LiveLock, type LockOwner } from './folder-lock.ts';
import { isAlive } from './process-identity.ts';
import { startWorker, type Worker } from './start-worker.ts';
import { SOCKET_FILE, type WorkerOptions } from './worker-messages.ts';

const POLL_MS = 50;
/** After a server was killed its worker ends by itself; a new server waits that long for it. */
const WAIT_FOR_END_MS = 20_000;
/** A command waits that long for another command. */
const WAIT_FOR_COMMAND_MS = 120_000;
/** Longest path of a Unix socket that every system takes, in bytes. */
const LONGEST_SOCKET_PATH = 100;
const LONGEST_RESTART_MS = 10_000;

export type EmbeddedDatabase = {
  /** Folder of the socket; the `host` of a client. */
  socketFolder: string;
  /** Whether another process holds the database and this one only uses it. */
  joined: boolean;
  close(): Promise<void>;
};

/**
 * The embedded database of a data folder: started when nobody holds it; joined when a server does and a
 * command asks. Waits for a holder that is about to end.
 * @throws AppError `conflict` when another server holds the folder, `unavailable` when it cannot be opened.
 */
export async function openEmbedded(options: {
  dataFolder: string;
  owner: LockOwner;
}): Promise<EmbeddedDatabase> {
  const dataFolder = path.resolve(options.dataFolder);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const begun = Date.now();
  for (;;) {
    const live = readLock(path.join(dataFolder, 'lock'));
    if (live === null) {
      const opened = await tryStart({ dataFolder, owner: options.owner });
      if (opened !== null) return opened;
    } else if (options.owner.kind === 'command' && isServing(live) && live.socketFolder !== null) {
      return { socketFolder: live.socketFolder, joined: true, close: () => Promise.resolve() };
    } else {
      refuseIfHeld(live, { dataFolder, owner: options.owner, waitedMs: Date.now() - begun });
    }
    await wait(POLL_MS);
  }
}

/**
 * @throws AppError `conflict` when the holder of a folder's lock is not about to end, or was waited for too long.
 */
export function refuseIfHeld(
  live: LiveLock,
  asked: { dataFolder: string; owner: LockOwner; waitedMs: number },
): void {
  const { owner, holder } = live;
  if (owner.kind === 'server' && isServing(live)) {
    const elsewhere = live.socketFolder === null && asked.owner.kind === 'command';
    throw new AppError('conflict', {
      message: elsewhere
        ? `The server at ${owner.address} uses the database that DATABASE_URL names to it, not the one in ${asked.dataFolder}. ` +
          'Nothing was changed. Set the same DATABASE_URL for this command.'
        : `The data folder ${asked.dataFolder} is in use by the server at ${owner.address} (process ${String(owner.process.pid)}). ` +
          'Nothing was changed. Stop that server first, or set CALLNOTES_DATA to another folder.',
    });
  }
  const patience = owner.kind === 'command' ? WAIT_FOR_COMMAND_MS : WAIT_FOR_END_MS;
  if (asked.waitedMs > patience) {
    throw new AppError('conflict', {
      message:
        `The data folder ${asked.dataFolder} is still in use by process ${String(holder.pid)} (a ${owner.kind} that began at ${live.since}). ` +
        'Nothing was changed. Wait until it is done or end it, then try again.',
    });
  }
}

/** Whether the process on whose behalf a folder is held still runs. */
function isServing(live: LiveLock): boolean {
  return live.owner.kind === 'server' && isAlive(live.owner.process) !== false;
}

async function tryStart(options: { dataFolder: string; owner: LockOwner }): Promise<EmbeddedDatabase | null> {
  const socketFolder = socketFolderFor(options.dataFolder);
  const workerOptions: WorkerOptions = { ...options, socketFolder };
  let worker = await startOnce(workerOptions);
  if (worker === null) return null;
  const state = { closing: false };

  /** A database process that ends by itself (no memory, no space) is started again; clients reconnect. */
  async function keepRunning(): Promise<void> {
    for (let failures = 0; !state.closing; failures += 1) {
      if (worker !== null) {
        const code = await worker.lost;
        worker = null;
        failures = 0;
        log.error({ code }, 'database process ended by itself');
      }
      await wait(Math.min(200 * 2 ** failures, LONGEST_RESTART_MS), undefined, { ref: false });
      if (state.closing) return;
      try {
        worker = await startOnce(workerOptions);
        if (state.closing) await worker?.stop();
      } catch (error) {
        log.error(
          { error: error instanceof Error ? error.message : String(error) },
          'database process not started',
        );
      }
    }
  }
  void keepRunning();

  return {
    socketFolder,
    joined: false,
    async close() {
      state.closing = true;
      await worker?.stop();
      if (!socketFolder.startsWith(options.dataFolder))
        rmSync(socketFolder, { recursive: true, force: true });
    },
  };
}

/** A started worker; null when somebody else took the folder first. */
async function startOnce(options: WorkerOptions): Promise<Worker | null> {
  const { report, worker } = await startWorker(options);
  switch (report.type) {
    case 'ready':
      return worker;
    case 'busy':
      return null;
    case 'failed':
      throw new AppError('unavailable', {
        message:
          `The embedded database in ${options.dataFolder} cannot be opened: ${report.message}. ` +
          'Nothing was changed. Check that the folder can be written and has space; `callnotes doctor` tells more.',
      });
  }
}

/** The socket's folder: inside the data folder unless its path would be longer than a socket's may be. */
function socketFolderFor(dataFolder: string): string {
  const inside = path.join(dataFolder, 'db', 'socket');
  if (Buffer.byteLength(path.join(inside, SOCKET_FILE)) <= LONGEST_SOCKET_PATH) return inside;
  const short = path.join(tmpdir(), 'callnotes-');
  return mkdtempSync(
    Buffer.byteLength(short) + SOCKET_FILE.length + 8 <= LONGEST_SOCKET_PATH ? short : '/tmp/callnotes-',
  );
}
