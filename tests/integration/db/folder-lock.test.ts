import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  readLock,
  takeLock,
  type FolderLock,
  type LiveLock,
  type LockOwner,
} from '#server/db/embedded/folder-lock.ts';
import { ownIdentity } from '#server/db/embedded/process-identity.ts';
import { bundledProgram } from '#tests/support/bundled-programs.mjs';

const owner: LockOwner = { kind: 'server', process: ownIdentity(), address: 'http://localhost:3000' };

describe('the lock of a data folder', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'cn lock '));
    return () => rmSync(folder, { recursive: true, force: true });
  });

  const take = (): FolderLock | LiveLock => takeLock(folder, owner, null);

  function taken(): FolderLock {
    const lock = take();
    if (!('release' in lock)) throw new Error('held by somebody');
    return lock;
  }

  /** Writes a lock as another process would have left it. */
  function leave(holder: Partial<LiveLock['holder']>, generation = 1): string {
    const file = path.join(folder, `lock.${String(generation)}`);
    const record = { holder: { ...ownIdentity(), ...holder }, owner, socketFolder: null, since: 'long ago' };
    writeFileSync(file, JSON.stringify(record));
    return file;
  }

  it('is told to whoever asks a second time, with the one who holds it', () => {
    const lock = taken();
    expect(take()).toMatchObject({
      holder: { pid: process.pid },
      owner: { address: 'http://localhost:3000' },
    });
    lock.release();
    expect(readLock(folder)).toBeNull();
    taken().release();
  });

  it('can be taken from a process that is gone', () => {
    leave({ pid: 2 ** 22 + 1 });
    expect(readLock(folder)).toBeNull();
    taken().release();
  });

  it('can be taken when the number of its process was given to another one', () => {
    leave({ started: 'another boot/12345' });
    expect(readLock(folder)).toBeNull();
    taken().release();
  });

  it('is never taken from a process that lives, however old the file is', () => {
    const file = leave({});
    utimesSync(file, new Date(0), new Date(0));
    expect(take()).toMatchObject({ holder: { pid: process.pid }, since: 'long ago' });
  });

  it('of another machine or container counts while its heartbeat is fresh, and no longer', () => {
    const file = leave({ realm: 'another machine', pid: 1 });
    expect(take()).toMatchObject({ holder: { realm: 'another machine' } });
    const before = new Date(Date.now() - 60_000);
    utimesSync(file, before, before);
    expect(readLock(folder)).toBeNull();
    taken().release();
  });

  it('leaves one small file behind, that only its user can read', () => {
    for (let round = 0; round < 5; round += 1) taken().release();
    expect(readdirSync(folder)).toEqual(['lock.5']);
    expect(JSON.parse(readFileSync(path.join(folder, 'lock.5'), 'utf8'))).toMatchObject({ holder: null });
  });

  it('can be taken when a power cut left an empty file', () => {
    writeFileSync(path.join(folder, 'lock.3'), '');
    taken().release();
    expect(readdirSync(folder)).toEqual(['lock.4']);
  });

  it('is not taken on the word of a file that cannot be read', () => {
    mkdirSync(path.join(folder, 'lock.1'));
    expect(() => take()).toThrow(/EISDIR/u);
  });

  it('goes to exactly one of many processes that find a dead holder at once', async () => {
    leave({ pid: 2 ** 22 + 1 }, 7);
    const racers = Array.from({ length: 8 }, () =>
      fork(bundledProgram('lock-process'), [folder], {
        execArgv: [],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      }),
    );
    const heard = async (racer: (typeof racers)[number]): Promise<unknown> =>
      new Promise((resolve) => void racer.once('message', resolve));
    await Promise.all(racers.map(heard));
    const results = racers.map(heard);
    for (const racer of racers) racer.send('go');
    const won = (await Promise.all(results)).filter((result) => result === 'taken');
    const exits = racers.map((racer) => new Promise((resolve) => void racer.once('exit', resolve)));
    for (const racer of racers) racer.disconnect();
    await Promise.all(exits);
    expect(won).toHaveLength(1);
  });
});
