import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { findPostgresBin } from '#tests/support/find-program.mjs';
import { processTree, signalAll } from '#tests/support/process-tree.ts';

const READY_MS = 30_000;

/** A throw-away Postgres server of one's own, on a Unix socket in a temporary folder. */
export type PostgresServer = {
  pid: number;
  /** Connection string of one of its databases. */
  url(database: string): string;
  /** Stops all its processes where they are, until `resume`. */
  pause(): void;
  resume(): void;
  /** Ends it as a crash would; `restart` brings it back with what was committed. */
  crash(): Promise<void>;
  /** @throws Error that says why it did not start. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Starts a Postgres server from the system's programs. Unless it is `durable`, a commit does not wait for the disk.
 * @throws Error that says what to install when there are none, or why it did not start.
 */
export async function startPostgres(options: { durable?: boolean } = {}): Promise<PostgresServer> {
  const bin = findPostgresBin();
  if (bin === null) {
    throw new Error(
      "PostgreSQL's server programs are missing: install the package `postgresql` (15 or newer).",
    );
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'cn-pg-'));
  const data = path.join(folder, 'data');
  const user = serverUser();
  mkdirSync(data, { mode: 0o700 });
  if (user !== null) {
    chownSync(folder, user.uid, user.gid);
    chownSync(data, user.uid, user.gid);
  }
  chmodSync(folder, 0o755);
  const settings = { ...user, cwd: folder, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } };
  execFileSync(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...settings, stdio: 'pipe' },
  );
  const output: string[] = [];
  const set = [
    'listen_addresses=',
    'max_connections=200',
    ...(options.durable === true ? [] : ['fsync=off']),
  ];
  const run = (): ChildProcess => {
    const child = spawn(
      path.join(bin, 'postgres'),
      ['-D', data, '-k', folder, ...set.flatMap((setting) => ['-c', setting])],
      { ...settings, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    child.stderr?.setEncoding('utf8').on('data', (text: string) => output.push(text));
    return child;
  };
  let child = run();
  const end = (): void => void child.kill('SIGKILL');
  process.on('exit', end);
  const ended = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  const tree = (): number[] => processTree(child.pid ?? 0);
  const url = (database: string): string => `postgresql://postgres@localhost/${database}?host=${folder}`;
  const ready = async (): Promise<void> => {
    const latest = Date.now() + READY_MS;
    while (!(await answers(url('postgres')))) {
      if (child.exitCode !== null || Date.now() > latest) {
        throw new Error(`PostgreSQL did not start: ${output.join('').trim()}`);
      }
      await wait(50);
    }
  };
  // "Immediate": nothing is written any more; what was committed comes back from its own log.
  const crash = (): Promise<void> => ended('SIGQUIT');

  const server: PostgresServer = {
    get pid() {
      return child.pid ?? 0;
    },
    url,
    pause: () => {
      signalAll(tree(), 'SIGSTOP');
    },
    resume: () => {
      signalAll(tree().toReversed(), 'SIGCONT');
    },
    crash,
    async restart() {
      child = run();
      await ready();
    },
    async stop() {
      process.off('exit', end);
      await crash();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await ready();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/** Runs one statement on a connection of its own. */
export async function runSql(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await runSql(url, 'SELECT 1');
    return true;
  } catch {
    return false;
  }
}

/** Postgres refuses to run as root, so root starts it as the user that the package made, else as nobody. */
function serverUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string): number =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      continue;
    }
  }
  return null;
}
