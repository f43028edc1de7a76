import { randomUUID } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { isAlive, ownIdentity } from './process-identity.ts';

const HEARTBEAT_MS = 1000;
/** A holder on another machine or in another container cannot be asked whether it lives; its heartbeat tells. */
const FOREIGN_SILENCE_MS = 15_000;

const identity = z.object({ pid: z.number(), started: z.string(), realm: z.string() });

const lockFile = z.object({
  /** The process that has the folder open; null after it let go. */
  holder: identity.nullable(),
  /** On whose behalf: the server, or a command that runs alone. */
  owner: z.object({ kind: z.enum(['server', 'command']), process: identity, address: z.string() }),
  /** Folder of the socket at which the database answers; null when the database is elsewhere. */
  socketFolder: z.string().nullable(),
  since: z.string(),
});

export type LockOwner = z.infer<typeof lockFile>['owner'];
export type LockRecord = z.infer<typeof lockFile>;
export type LiveLock = LockRecord & { holder: NonNullable<LockRecord['holder']> };
export type FolderLock = { release(): void };

/** The live lock of a folder; null when nobody holds it. */
export function readLock(folder: string): LiveLock | null {
  return readGeneration(folder, generations(folder).at(-1));
}

/**
 * Takes the lock of a folder, which lasts until it is released or this process is gone. Returns whoever holds
 * it instead when somebody does; the lock of a live process is never taken away.
 *
 * Locks are numbered files and the highest number counts, so that a dead holder's file is never removed to
 * make room: two who find it dead race to create the next number, and exactly one can.
 */
export function takeLock(
  folder: string,
  owner: LockOwner,
  socketFolder: string | null,
): FolderLock | LiveLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (;;) {
    const highest = generations(folder).at(-1);
    const live = readGeneration(folder, highest);
    if (live !== null) return live;
    const mine = (highest ?? 0) + 1;
    const record: LockRecord = {
      holder: ownIdentity(),
      owner,
      socketFolder,
      since: new Date().toISOString(),
    };
    if (!create(folder, mine, record)) continue;
    const all = generations(folder);
    if (all.at(-1) !== mine) {
      // Somebody took, released and tidied up between our look and our file: start over.
      rmSync(lockPath(folder, mine), { force: true });
      continue;
    }
    for (const old of all) if (old < mine) rmSync(lockPath(folder, old), { force: true });
    return hold(folder, mine, record);
  }
}

function hold(folder: string, generation: number, record: LockRecord): FolderLock {
  const file = lockPath(folder, generation);
  const heartbeat = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(file, now, now);
    } catch {
      // The folder was removed under us; there is nothing left to guard.
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release() {
      clearInterval(heartbeat);
      // The number stays taken: a file that vanished would let the count start again under somebody's feet.
      const draft = writeDraft(folder, { ...record, holder: null });
      if (draft !== null) renameSync(draft, file);
    },
  };
}

function readGeneration(folder: string, generation: number | undefined): LiveLock | null {
  if (generation === undefined) return null;
  const file = lockPath(folder, generation);
  let text: string;
  let touchedMs: number;
  try {
    text = readFileSync(file, 'utf8');
    touchedMs = statSync(file).mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const record = parseRecord(text);
  if (record === null || record.holder === null) return null;
  const alive = isAlive(record.holder);
  if (alive === false) return null;
  if (alive === 'unknown' && Date.now() - touchedMs > FOREIGN_SILENCE_MS) return null;
  return { ...record, holder: record.holder };
}

/** Null for what a power cut left of a file: a process that lives wrote its file whole before giving it its name. */
function parseRecord(text: string): LockRecord | null {
  try {
    return lockFile.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Creates a lock file with its whole content at once; false when the number is taken. */
function create(folder: string, generation: number, record: LockRecord): boolean {
  const draft = writeDraft(folder, record);
  if (draft === null) return false;
  try {
    linkSync(draft, lockPath(folder, generation));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeDraft(folder: string, record: LockRecord): string | null {
  const draft = path.join(folder, `draft-${randomUUID()}`);
  try {
    writeFileSync(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
    return draft;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function generations(folder: string): number[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .map((name) => /^lock\.(\d+)$/u.exec(name)?.[1])
    .filter((number) => number !== undefined)
    .map(Number)
    .toSorted((a, b) => a - b);
}

function lockPath(folder: string, generation: number): string {
  return path.join(folder, `lock.${String(generation)}`);
}
