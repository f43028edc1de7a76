import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '#server/db/client.ts';
import { readLock } from '#server/db/embedded/folder-lock.ts';
import { freshDatabase, type DatabasePlace } from '#tests/support/database.ts';
import { runDatabaseProcess, type DatabaseProcess } from '#tests/support/run-database-process.ts';

describe('the embedded database', () => {
  let place: DatabasePlace;
  const opened: (Database | DatabaseProcess)[] = [];

  beforeEach(async () => {
    place = await freshDatabase('embedded');
  });
  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) {
      if ('kill' in one) await one.kill('group');
      else await one.close();
    }
    await place.remove();
  });

  const where = (): { dataFolder: string; databaseUrl: null } => ({
    dataFolder: place.dataFolder,
    databaseUrl: null,
  });

  async function open(as: 'server' | 'command', dataFolder = place.dataFolder): Promise<Database> {
    const database = await openDatabase({
      dataFolder,
      databaseUrl: null,
      as,
      address: 'http://localhost:4321',
    });
    opened.push(database);
    return database;
  }

  function run(options: {
    as: 'server' | 'command';
    writePrefix?: string;
    address?: string;
  }): DatabaseProcess {
    const running = runDatabaseProcess({ ...where(), ...options });
    opened.push(running);
    return running;
  }

  const holder = (): number | undefined => readLock(path.join(place.dataFolder, 'lock'))?.holder.pid;

  it('refuses a second server, and names the first one, its process and the folder', async () => {
    const first = run({ as: 'server', address: 'http://localhost:4000' });
    await first.said('opened');
    await expect(open('server')).rejects.toMatchObject({
      code: 'conflict',
      message:
        `The data folder ${place.dataFolder} is in use by the server at http://localhost:4000 (process ${String(first.pid)}). ` +
        'Nothing was changed. Stop that server first, or set CALLNOTES_DATA to another folder.',
    });
    const second = run({ as: 'server' });
    expect(await second.said('refused')).toMatchObject({ code: 'conflict' });
  });

  it('lets a command use the database of a running server, each seeing what the other wrote', async () => {
    const server = await open('server');
    const worker = holder();
    const command = run({ as: 'command', writePrefix: 'command' });
    await command.said('committed');
    expect(holder()).toBe(worker);
    expect((await server.prisma.setting.findUnique({ where: { key: 'command-1' } }))?.key).toBe('command-1');
    await command.close();
    expect(await server.prisma.setting.count()).toBeGreaterThan(0);
  });

  it('keeps the transactions of two processes apart', async () => {
    const server = await open('server');
    await server.prisma.setting.create({ data: { key: 'sum', value: 0 } });
    // Each transaction reads, waits for other statements to get their chance, and writes what it has read plus one.
    const addOne = async (): Promise<unknown> =>
      server.prisma.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM "Setting" WHERE "key" = 'sum' FOR UPDATE`;
        const row = await tx.setting.findUniqueOrThrow({ where: { key: 'sum' } });
        await new Promise((resolve) => setImmediate(resolve));
        await tx.setting.update({ where: { key: 'sum' }, data: { value: Number(row.value) + 1 } });
      });
    const command = run({ as: 'command', writePrefix: 'other' });
    await command.said('committed');
    const before = command.reports.length;
    await Promise.all(Array.from({ length: 60 }, addOne));
    expect((await server.prisma.setting.findUniqueOrThrow({ where: { key: 'sum' } })).value).toBe(60);
    await expect.poll(() => command.reports.length, { timeout: 10_000 }).toBeGreaterThan(before);
    await command.kill('alone');
    const others = await server.prisma.setting.findMany({ where: { key: { startsWith: 'other-' } } });
    const committed = command.reports.flatMap((report) => (report.type === 'committed' ? [report.key] : []));
    expect(others.map((row) => row.key)).toEqual(expect.arrayContaining(committed));
    expect(others.filter((row) => row.value === 0)).toEqual([]);
  });

  it('answers everybody when clients send wrong and right statements at once', async () => {
    const { prisma } = await open('server');
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, (_, n) =>
        n % 4 === 0
          ? prisma.$queryRawUnsafe('SELECT nonsense FROM nowhere WHERE $1 = 1', n)
          : prisma.$queryRaw<
              { n: number; text: string }[]
            >`SELECT ${n}::int AS n, ${`text ${String(n)}`}::text AS text`,
      ),
    );
    for (const [n, result] of results.entries()) {
      if (n % 4 === 0) expect(result).toMatchObject({ status: 'rejected', reason: { code: 'P2010' } });
      else expect(result).toEqual({ status: 'fulfilled', value: [{ n, text: `text ${String(n)}` }] });
    }
  });

  it('goes on for the others when a process dies inside a transaction', async () => {
    const server = await open('server');
    const command = run({ as: 'command', writePrefix: 'dying' });
    await command.said('committed');
    await command.kill('alone');
    await server.prisma.setting.create({ data: { key: 'alive', value: 1 } });
    expect(await server.prisma.setting.count({ where: { key: 'alive' } })).toBe(1);
  });

  it('is started by a command that runs alone, and is gone when the command is done', async () => {
    const command = await open('command');
    expect(holder()).toBeGreaterThan(0);
    await command.close();
    expect(holder()).toBeUndefined();
    expect(existsSync(path.join(place.dataFolder, 'db', 'socket', '.s.PGSQL.5432'))).toBe(false);
  });

  it('serves commands that start at once one after the other, and a server after them', async () => {
    const commands = [run({ as: 'command' }), run({ as: 'command' })];
    const served = commands.map(async (command) => {
      await command.said('opened');
      await command.close();
      return command.reports.map((report) => report.type);
    });
    expect(await Promise.all(served)).toEqual([
      ['opened', 'closed'],
      ['opened', 'closed'],
    ]);
    const last = run({ as: 'command' });
    await last.said('opened');
    const server = run({ as: 'server' });
    await last.close();
    expect((await server.said('opened')).type).toBe('opened');
  });

  it('ends by itself when the server is killed, and a restart right after waits for that', async () => {
    const server = run({ as: 'server', writePrefix: 'before' });
    await server.said('committed');
    const worker = holder();
    await server.kill('alone');
    const begun = performance.now();
    const { prisma } = await open('server');
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(holder()).not.toBe(worker);
    const committed = server.reports.flatMap((report) => (report.type === 'committed' ? [report.key] : []));
    const stored = (await prisma.setting.findMany()).map((row) => row.key);
    expect(stored).toEqual(expect.arrayContaining(committed));
  });

  it('is started again when its process dies, and clients find it again', async () => {
    const { prisma } = await open('server');
    await prisma.setting.create({ data: { key: 'kept', value: 1 } });
    const worker = holder() ?? 0;
    process.kill(worker, 'SIGKILL');
    await expect
      .poll(async () => prisma.setting.count({ where: { key: 'kept' } }).catch(() => 0), {
        timeout: 20_000,
        interval: 100,
      })
      .toBe(1);
    expect(holder()).not.toBe(worker);
  });

  it('does not end on the signals that a terminal or a service manager sends to every process', async () => {
    const { prisma } = await open('server');
    const worker = holder() ?? 0;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(worker, signal);
    await prisma.setting.create({ data: { key: 'after', value: 1 } });
    expect(holder()).toBe(worker);
  });

  it('works in a folder whose path has spaces and is longer than a socket path may be', async () => {
    const long = path.join(place.dataFolder, 'a long folder name with spaces '.repeat(6).trim(), 'data');
    mkdirSync(path.dirname(long), { recursive: true });
    const server = await open('server', long);
    await server.prisma.setting.create({ data: { key: 'long', value: 1 } });
    const socketFolder = readLock(path.join(long, 'lock'))?.socketFolder ?? '';
    expect(Buffer.byteLength(socketFolder)).toBeLessThan(90);
    expect(statSync(socketFolder).mode & 0o777).toBe(0o700);
    const command = runDatabaseProcess({
      dataFolder: long,
      databaseUrl: null,
      as: 'command',
      writePrefix: 'joined',
    });
    await command.said('committed');
    await command.kill('group');
    await server.close();
    expect(existsSync(socketFolder)).toBe(false);
  });

  it('lets nobody but its user reach the socket and the data', async () => {
    await open('server');
    for (const folder of ['db', 'db/socket', 'lock']) {
      expect(statSync(path.join(place.dataFolder, folder)).mode & 0o777).toBe(0o700);
    }
  });

  it('makes anew what an interrupted first start left half made', async () => {
    const folder = path.join(place.dataFolder, 'second');
    const first = runDatabaseProcess({ dataFolder: folder, databaseUrl: null, as: 'server' });
    await expect
      .poll(() => existsSync(path.join(folder, 'db', 'pgdata', 'PG_VERSION')), {
        timeout: 30_000,
        interval: 1,
      })
      .toBe(true);
    await first.kill('group');
    const server = await open('server', folder);
    expect(await server.prisma.series.count()).toBe(0);
  });

  it('opens again after it was killed in the moment in which Postgres began its mark in the folder', async () => {
    const first = run({ as: 'server' });
    await first.said('opened');
    await first.kill('group');
    writeFileSync(path.join(place.dataFolder, 'db', 'pgdata', 'postmaster.pid'), '');
    const server = await open('server');
    expect(await server.prisma.series.count()).toBe(0);
  });

  it('says what is wrong when a command is pointed at the folder of a server with DATABASE_URL', async () => {
    const other = await freshDatabase('postgres');
    const server = await openDatabase({
      ...where(),
      databaseUrl: other.databaseUrl,
      as: 'server',
      address: 'http://localhost:4321',
    });
    opened.push(server);
    await expect(open('server')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('in use by the server'),
    });
    await expect(open('command')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('DATABASE_URL'),
    });
    await server.close();
    await other.remove();
  });
});
