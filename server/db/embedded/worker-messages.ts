import type { LiveLock, LockOwner } from './folder-lock.ts';

/** What the process that starts a worker tells it, as JSON in its first argument. */
export type WorkerOptions = { dataFolder: string; socketFolder: string; owner: LockOwner };

/** What a worker tells the process that started it. */
export type WorkerReport =
  | { type: 'ready' }
  /** Somebody else has the folder; the worker ends. */
  | { type: 'busy'; lock: LiveLock }
  | { type: 'failed'; message: string };

/** The one thing a worker is told later: finish and end. */
export const STOP = 'stop';

/** The file name that every Postgres client expects in a socket folder. */
export const SOCKET_FILE = '.s.PGSQL.5432';
