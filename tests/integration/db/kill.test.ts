import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#server/db/client.ts';
import { freshDatabase, type DatabasePlace } from '#tests/support/database.ts';
import { runDatabaseProcess } from '#tests/support/run-database-process.ts';

const ROUNDS = 20;
const MOST_COMMITS = 60;
/** A fixed sequence, so that a round that fails can be run again; printed with the round. */
const SEED = Number(process.env['KILL_SEED'] ?? 7);

describe('the embedded database under kill -9', () => {
  let place: DatabasePlace;

  beforeAll(async () => {
    place = await freshDatabase('embedded');
  });
  afterAll(() => place.remove());

  it('loses nothing that was committed when all its processes are killed at random moments, and opens again', async () => {
    const random = randomFrom(SEED);
    const committed: string[] = [];
    const openings: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const run = runDatabaseProcess({
        dataFolder: place.dataFolder,
        databaseUrl: null,
        as: 'server',
        writePrefix: `round${String(round)}`,
      });
      // Every fifth round it is killed while it opens, which is while it repairs what the round before left.
      if (round % 5 === 0) await wait(random() * 1500);
      else {
        openings.push((await run.said('opened')).ms);
        await run.said('committed', 1 + Math.floor(random() * MOST_COMMITS));
        // Somewhere inside the commits that follow.
        await wait(random() * 20);
      }
      await run.kill(round % 2 === 0 ? 'group' : 'alone');
      for (const report of run.reports) if (report.type === 'committed') committed.push(report.key);
    }
    const database = await openDatabase({ dataFolder: place.dataFolder, databaseUrl: null, as: 'server' });
    try {
      const stored = new Set(
        (await database.prisma.setting.findMany({ select: { key: true } })).map(({ key }) => key),
      );
      expect(committed.length).toBeGreaterThan(ROUNDS * 10);
      expect(committed.filter((key) => !stored.has(key))).toEqual([]);
      const half = await database.prisma.setting.findMany({ where: { value: { equals: 0 } } });
      expect(half).toEqual([]);
    } finally {
      await database.close();
    }
    process.stderr.write(
      `${String(committed.length)} commits over ${String(ROUNDS)} kills, none lost (seed ${String(SEED)}); ` +
        `opening took up to ${String(Math.round(Math.max(...openings)))} ms; log of ${String(walMegabytes())} MB\n`,
    );
  }, 600_000);

  function walMegabytes(): number {
    const folder = path.join(place.dataFolder, 'db', 'pgdata', 'pg_wal');
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
    return Math.round(bytes / 1_048_576);
  }
});

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
