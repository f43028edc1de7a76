import { randomUUID } from 'node:crypto';
import { openDatabase, prisma, type Database } from '#server/db/client.ts';
import { readSetting, writeSetting } from '#server/db/settings.ts';
import type { Env } from '#server/env.ts';
import { listProjectedCalls } from '#server/projection/projected-calls.ts';
import { storedNotes } from '#server/projection/stored-notes.ts';
import { examine, problemOf, type Finding } from './finding.ts';

const TRIAL_KEY = 'doctor';
const MOST_CLOCK_SECONDS = 5;
/** No clock that is right shows an earlier day than the one this was written on. */
const EARLIEST = Date.parse('2026-11-01T00:00:00Z');

/** Opens the database as every command does, which applies missing migrations unless a server runs. */
export async function checkDatabase(env: Env): Promise<{ database: Database | null; finding: Finding }> {
  const name = 'database';
  try {
    const { dataFolder, databaseUrl } = env;
    const database = await openDatabase({ dataFolder, databaseUrl, as: 'command' });
    const [version] = await prisma().$queryRaw<{ server_version: string }[]>`SHOW server_version`;
    const [last] = await prisma().$queryRaw<{ migration_name: string }[]>`
      SELECT migration_name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL
      ORDER BY migration_name DESC LIMIT 1`;
    const kind = database.kind === 'embedded' ? 'embedded' : 'server';
    const text = `${kind}, Postgres ${version?.server_version ?? '?'}, migrated to ${last?.migration_name ?? 'nothing'}`;
    return { database, finding: { state: 'ok', name, text } };
  } catch (error) {
    return { database: null, finding: { state: 'fail', name, text: problemOf(error) } };
  }
}

/** Whether a row that is written reads back the same. */
export async function checkWriting(): Promise<Finding> {
  return examine('write and read', async () => {
    const trial = randomUUID();
    try {
      await writeSetting(TRIAL_KEY, trial);
      if ((await readSetting(TRIAL_KEY)) !== trial)
        throw new Error('A row that was written reads differently.');
    } finally {
      await prisma().setting.deleteMany({ where: { key: TRIAL_KEY } });
    }
    return 'a row came back as it was written';
  });
}

/** Whether every stored document can be read, byte for byte as it was written. */
export async function checkDocuments(): Promise<Finding> {
  return examine('documents', async () => {
    const calls = await listProjectedCalls();
    const damaged: string[] = [];
    for (const { id, label } of calls) {
      try {
        await storedNotes(prisma(), id);
      } catch (error) {
        damaged.push(`${label}: ${problemOf(error)}`);
      }
    }
    if (damaged.length > 0) throw new Error(damaged.join(' '));
    return `${String(calls.length)} read`;
  });
}

/** Whether this machine and the database agree on the time. */
export async function checkClock(): Promise<Finding> {
  return examine('clock', async () => {
    const before = Date.now();
    const [row] = await prisma().$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
    const here = (before + Date.now()) / 2;
    if (here < EARLIEST) throw new Error(`It shows ${new Date(here).toISOString()}, which is past.`);
    const apart = Math.abs((row?.now.getTime() ?? here) - here) / 1000;
    if (apart > MOST_CLOCK_SECONDS) throw new Error(`The database's differs by ${apart.toFixed(0)} seconds.`);
    return new Date(here).toISOString();
  });
}
