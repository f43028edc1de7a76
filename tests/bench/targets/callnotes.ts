import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { peopleApart, peopleParam } from '#lib/collab/protocol.ts';
import { startApp, type App } from '#tests/support/app.ts';
import { startPostgres, type PostgresServer } from '#tests/support/postgres.ts';
import { startRedis, type RedisServer } from '#tests/support/redis.ts';
import type { Door } from '#tests/bench/load/client.ts';
import { descendants } from '#tests/bench/process-cpu.ts';
import type { LogSize } from './log-size.ts';
import type { World } from './make-world.ts';
import type { Room, Target } from './target.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const socketsPerAccount = 20;

export type CallnotesOptions = {
  database: 'embedded' | 'postgres';
  /** Whether a second server runs beside it on the same database, with Redis between them. */
  together: boolean;
  /** Whether `heldBytes` can be asked. */
  heap: boolean;
  /** Limits of the collaboration server to set instead of its own; null leaves them. */
  limits: Readonly<Record<string, number>> | null;
  /** A folder for a CPU profile of the server in each measured stretch; null for none. */
  profiles: string | null;
};

/** The built server as `npm start` runs it: rights asked at every frame, every key written to the database. */
export async function startCallnotes(options: CallnotesOptions): Promise<Target> {
  const postgres: PostgresServer | null =
    options.database === 'postgres' ? await startPostgres({ durable: true }) : null;
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'cn-bench-'));
  const heapFile = path.join(dataFolder, 'held-bytes');
  const removeData = (): void => rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
  process.on('exit', removeData);
  const redis: RedisServer | null = options.together ? await startRedis() : null;
  const shared: Record<string, string> =
    redis === null ? {} : { REDIS_URL: redis.url, NEXTAUTH_SECRET: 'one secret for both servers of a bench' };
  const start = async (port?: number, url?: string): Promise<App> =>
    startApp({
      dataFolder,
      ...(url === undefined ? {} : { url }),
      ...(port === undefined ? {} : { port }),
      ...(postgres === null ? {} : { databaseUrl: postgres.url('postgres') }),
      env: {
        LOG_LEVEL: 'error',
        ...shared,
        ...(options.limits === null ? {} : { COLLAB_LIMITS: JSON.stringify(options.limits) }),
        ...(options.heap ? { NODE_OPTIONS: preload('heap-server.mjs'), CALLNOTES_BENCH_HEAP: heapFile } : {}),
        ...(options.profiles === null ? {} : profiled(path.resolve(options.profiles))),
      },
    });
  let app = await start();
  const second = options.together ? await start(undefined, app.url) : null;
  let cookies: string[] = [];

  /** Runs a script of this folder on the app's database; what it prints. */
  async function script(name: string, ...args: string[]): Promise<string> {
    const file = path.join(import.meta.dirname, name);
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', file, ...args], {
      cwd: root,
      maxBuffer: 16 * 1024 * 1024,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        PORT: String(app.port),
        CALLNOTES_DATA: dataFolder,
        CALLNOTES_URL: app.url,
        DATABASE_URL: app.databaseUrl ?? '',
        LOG_LEVEL: 'warn',
        NODE_ENV: 'production',
        ...shared,
      },
    });
    return stdout;
  }

  return {
    name: 'callnotes',
    describes: `callnotes as built, ${options.database === 'embedded' ? 'embedded database' : 'PostgreSQL'}${
      options.together ? ', two servers with Redis' : ''
    }${options.limits === null ? '' : ', message limits lifted'}`,
    pid: () => app.pid,
    databasePids: () =>
      postgres === null ? descendants(app.pid) : [postgres.pid, ...descendants(postgres.pid)],
    async rooms({ count, clients }) {
      const accounts = Math.ceil(clients / socketsPerAccount);
      const missing = accounts > cookies.length ? accounts : 0;
      const made = JSON.parse(
        await script('make-world.ts', app.url, String(count), String(missing)),
      ) as World;
      if (made.cookies.length > 0) cookies = made.cookies;
      const doorAt =
        (address: string) =>
        (client: number): Door => ({
          // As its page asks: who people are is told once, and not with each move of their cursors.
          address: `${address}?${peopleParam}=${peopleApart}`,
          cookie: cookies[Math.floor(client / socketsPerAccount)] ?? null,
          dialect: { kind: 'y-websocket' },
        });
      return made.sockets.map((address): Room => {
        const there = new URL(address);
        if (second !== null) there.port = String(second.port);
        return { door: doorAt(address), ...(second === null ? {} : { elsewhere: doorAt(there.href) }) };
      });
    },
    async logSize(room) {
      const callId = new URL(room.door(0).address).pathname.split('/').at(-1) ?? '';
      return JSON.parse(await script('log-size.ts', callId)) as LogSize;
    },
    ...(options.heap ? { heldBytes: async () => heldBytes(app.pid, heapFile) } : {}),
    measuring() {
      if (options.profiles !== null) process.kill(app.pid, 'SIGUSR2');
    },
    async crash() {
      await app.kill();
      app = await start(app.port);
    },
    async stop() {
      await Promise.all([app.stop(), second?.stop()]);
      await redis?.stop();
      await postgres?.stop();
      process.off('exit', removeData);
      removeData();
    },
  };
}

const preload = (script: string): string =>
  `--import=${pathToFileURL(path.join(import.meta.dirname, script)).href}`;

function profiled(folder: string): Record<string, string> {
  mkdirSync(folder, { recursive: true });
  return { NODE_OPTIONS: preload('profile-server.mjs'), CALLNOTES_BENCH_PROFILES: folder };
}

async function heldBytes(pid: number, file: string): Promise<number> {
  rmSync(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  const latest = performance.now() + 10_000;
  for (;;) {
    await wait(50);
    const bytes = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (bytes > 0) return bytes;
    if (performance.now() > latest) throw new Error('The server does not say what it holds.');
  }
}
