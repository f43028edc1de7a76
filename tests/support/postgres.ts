import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { findPostgresBin } from '#tests/support/find-program.mjs';

const READY_MS = 30_000;

/** A throw-away Postgres server of one's own, on a Unix socket in a temporary folder. */
export type PostgresServer = {
  pid: number;
  /** Connection string of one of its databases. */
  url(database: string): string;
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
  const child = spawn(
    path.join(bin, 'postgres'),
    ['-D', data, '-k', folder, ...set.flatMap((setting) => ['-c', setting])],
    { ...settings, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  child.stderr.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const exited = once(child, 'exit');
  const end = (): void => void child.kill('SIGKILL');
  process.on('exit', end);

  const server: PostgresServer = {
    pid: child.pid ?? 0,
    url: (database) => `postgresql://postgres@localhost/${database}?host=${folder}`,
    async stop() {
      process.off('exit', end);
      // "Immediate": nothing in it is kept, so nothing needs to be written.
      child.kill('SIGQUIT');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const latest = Date.now() + READY_MS;
  while (!(await answers(server.url('postgres')))) {
    if (child.exitCode !== null || Date.now() > latest) {
      await server.stop();
      throw new Error(`PostgreSQL did not start: ${output.join('').trim()}`);
    }
    await wait(50);
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
