import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '#server/db/migrate.ts';
import { databaseKinds, emptyDatabase, type EmptyDatabase } from '#tests/support/database.ts';

const shipped = path.resolve(import.meta.dirname, '../../../prisma/migrations');

describe.each(databaseKinds)('migrations on %s', (kind) => {
  let folder: string;
  let target: EmptyDatabase;
  let connection: ClientConfig;

  beforeAll(async () => {
    target = await emptyDatabase(kind);
    connection = target.connection;
  });
  afterAll(() => target.close());

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'cn migrations '));
    await sql('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    return () => rmSync(folder, { recursive: true, force: true });
  });

  async function sql(text: string): Promise<Record<string, unknown>[]> {
    const client = new Client(connection);
    await client.connect();
    try {
      const result = await client.query<Record<string, unknown>>(text);
      return result.rows;
    } finally {
      await client.end();
    }
  }

  function write(name: string, text: string): void {
    mkdirSync(path.join(folder, name), { recursive: true });
    writeFileSync(path.join(folder, name, 'migration.sql'), text);
  }

  const run = async (): Promise<string[]> => migrate({ connection, folder });

  it('applies the files in the order of their names and tells which', async () => {
    write('20260101000000_plants', 'CREATE TABLE plant (id int PRIMARY KEY);');
    write(
      '20260102000000_leaves',
      'ALTER TABLE plant ADD COLUMN leaves int; INSERT INTO plant VALUES (1, 3);',
    );
    expect(await run()).toEqual(['20260101000000_plants', '20260102000000_leaves']);
    expect(await sql('SELECT * FROM plant')).toEqual([{ id: 1, leaves: 3 }]);
  });

  it('applies nothing the second time, and only what is new the third', async () => {
    write('20260101000000_plants', 'CREATE TABLE plant (id int PRIMARY KEY);');
    await run();
    expect(await run()).toEqual([]);
    write('20260102000000_pots', 'CREATE TABLE pot (id int PRIMARY KEY);');
    expect(await run()).toEqual(['20260102000000_pots']);
  });

  it('keeps the table that `prisma migrate` keeps, with its columns and checksums', async () => {
    const text = 'CREATE TABLE plant (id int PRIMARY KEY);\n-- größer\n';
    write('20260101000000_plants', text);
    await run();
    const [row] = await sql('SELECT * FROM _prisma_migrations');
    expect(row).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/u),
      checksum: createHash('sha256').update(text).digest('hex'),
      finished_at: expect.any(Date),
      migration_name: '20260101000000_plants',
      logs: null,
      rolled_back_at: null,
      started_at: expect.any(Date),
      applied_steps_count: 1,
    });
    const columns = await sql(
      `SELECT column_name, data_type, character_maximum_length AS length, is_nullable FROM information_schema.columns
       WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`,
    );
    expect(columns.map((column) => Object.values(column).join(' ').trim())).toEqual([
      'id character varying 36 NO',
      'checksum character varying 64 NO',
      'finished_at timestamp with time zone  YES',
      'migration_name character varying 255 NO',
      'logs text  YES',
      'rolled_back_at timestamp with time zone  YES',
      'started_at timestamp with time zone  NO',
      'applied_steps_count integer  NO',
    ]);
  });

  it('undoes a file that fails as a whole, keeps those before it, and names what is wrong', async () => {
    write('20260101000000_plants', 'CREATE TABLE plant (id int PRIMARY KEY);');
    write('20260102000000_broken', 'CREATE TABLE half (id int); CREATE TABLE plant (id int);');
    await expect(run()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/20260102000000_broken failed: .*already exists.*undone as a whole/u),
    });
    expect(await sql(`SELECT to_regclass('half') AS half, to_regclass('plant')::text AS plant`)).toEqual([
      { half: null, plant: 'plant' },
    ]);
    expect(await sql('SELECT migration_name FROM _prisma_migrations')).toHaveLength(1);
  });

  it('refuses a database whose applied migration was edited', async () => {
    write('20260101000000_plants', 'CREATE TABLE plant (id int PRIMARY KEY);');
    await run();
    write('20260101000000_plants', 'CREATE TABLE plant (id bigint PRIMARY KEY);');
    write('20260102000000_pots', 'CREATE TABLE pot (id int);');
    await expect(run()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(
        /20260101000000_plants was edited after it was applied.*Nothing was changed/u,
      ),
    });
    expect(await sql(`SELECT to_regclass('pot') AS pot`)).toEqual([{ pot: null }]);
  });

  it('refuses a database whose applied migration has no file any more', async () => {
    write('20260101000000_plants', 'CREATE TABLE plant (id int PRIMARY KEY);');
    write('20260102000000_pots', 'CREATE TABLE pot (id int);');
    await run();
    rmSync(path.join(folder, '20260101000000_plants'), { recursive: true });
    await expect(run()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(
        '20260101000000_plants was applied to the database, but its file is missing',
      ),
    });
  });

  it('refuses a database that a newer version has changed', async () => {
    write('20260101000000_plants', 'CREATE TABLE plant (id int PRIMARY KEY);');
    write('20260102000000_pots', 'CREATE TABLE pot (id int);');
    await run();
    rmSync(path.join(folder, '20260102000000_pots'), { recursive: true });
    await expect(run()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(
        'newer than this program: it already has the migration 20260102000000_pots',
      ),
    });
  });

  it('refuses a migration whose name sorts before one that was applied', async () => {
    write('20260102000000_pots', 'CREATE TABLE pot (id int);');
    await run();
    write('20260101000000_late', 'CREATE TABLE late (id int);');
    await expect(run()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('_late'),
    });
  });

  it('refuses a database in which another tool left a migration unfinished', async () => {
    write('20260101000000_plants', 'CREATE TABLE plant (id int PRIMARY KEY);');
    await run();
    await sql('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(run()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('never finished'),
    });
  });

  it('lets one of several that start at once apply each file', async () => {
    write('20260101000000_plants', 'CREATE TABLE plant (id int PRIMARY KEY);');
    write('20260102000000_pots', 'CREATE TABLE pot (id int);');
    const applied = await Promise.all([run(), run(), run(), run()]);
    expect(applied.flat().toSorted()).toEqual(['20260101000000_plants', '20260102000000_pots']);
  });

  it('only compares when it is told to, and refuses what would have to be applied', async () => {
    write('20260101000000_plants', 'CREATE TABLE plant (id int PRIMARY KEY);');
    const check = async (): Promise<string[]> => migrate({ connection, folder, checkOnly: true });
    await expect(check()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Restart'),
    });
    expect(await sql(`SELECT to_regclass('_prisma_migrations') AS t`)).toEqual([{ t: null }]);
    await run();
    expect(await check()).toEqual([]);
  });

  it('leads from nothing to the shipped schema, each file under the checksum of its bytes', async () => {
    cpSync(shipped, folder, { recursive: true });
    const names = readdirSync(shipped)
      .filter((name) => /^\d/u.test(name))
      .toSorted();
    expect(await run()).toEqual(names);
    const rows = await sql('SELECT migration_name, checksum FROM _prisma_migrations ORDER BY 1');
    for (const { migration_name: name, checksum } of rows) {
      const bytes = readFileSync(path.join(shipped, String(name), 'migration.sql'));
      expect(checksum).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
  });

  it('says that the database cannot be reached', async () => {
    const nowhere = { host: folder, port: 5432, user: 'postgres', database: 'postgres' };
    await expect(migrate({ connection: nowhere, folder })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('cannot be reached'),
    });
  });
});
