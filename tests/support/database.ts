import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { inject } from 'vitest';
import { openDatabase, type Database } from '#server/db/client.ts';
import { openEmbedded } from '#server/db/embedded/open-embedded.ts';
import { ownIdentity } from '#server/db/embedded/process-identity.ts';
import { POSTGRES_TEMPLATE } from '#tests/support/database-templates.ts';
import { runSql } from '#tests/support/postgres.ts';

export const databaseKinds = ['embedded', 'postgres'] as const;
export type DatabaseKind = (typeof databaseKinds)[number];

/** Where a fresh migrated database is, for processes that open it themselves. */
export type DatabasePlace = {
  dataFolder: string;
  /** Connection string; null for the embedded database in `dataFolder`. */
  databaseUrl: string | null;
  /** Removes it; whoever opened it must have closed it. */
  remove(): Promise<void>;
};

export type TestDatabase = DatabasePlace & {
  /** Open, and the database of this process until it is closed. */
  database: Database;
  /** Closes and removes it. */
  close(): Promise<void>;
};

/**
 * A fresh migrated database that nobody has opened yet. Only for suites whose project has
 * `tests/support/database-templates.ts` as its global setup.
 * @throws Error that says what to install when a Postgres server is asked for and there is none.
 */
export async function freshDatabase(kind: DatabaseKind): Promise<DatabasePlace> {
  const templates = inject('databaseTemplates');
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'cn-db-'));
  const removeFolder = (): void => rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
  if (kind === 'embedded') {
    cpSync(path.join(templates.embeddedFolder, 'db'), path.join(dataFolder, 'db'), { recursive: true });
    return { dataFolder, databaseUrl: null, remove: () => Promise.resolve(removeFolder()) };
  }
  if (templates.postgresUrl === null) throw new Error(templates.postgresProblem);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const { postgresUrl } = templates;
  await runSql(postgresUrl, `CREATE DATABASE ${name} TEMPLATE ${POSTGRES_TEMPLATE}`);
  return {
    dataFolder,
    databaseUrl: postgresUrl.replace('/postgres?', `/${name}?`),
    async remove() {
      await runSql(postgresUrl, `DROP DATABASE ${name} WITH (FORCE)`);
      removeFolder();
    },
  };
}

/** A fresh migrated database, open as the one of this process: call it in `beforeAll`, and `close` in `afterAll`. */
export async function withDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  const place = await freshDatabase(kind);
  const database = await openDatabase({ dataFolder: place.dataFolder, databaseUrl: place.databaseUrl });
  return {
    ...place,
    database,
    async close() {
      await database.close();
      await place.remove();
    },
  };
}

export type EmptyDatabase = { connection: ClientConfig; close(): Promise<void> };

/** A database without any table, reached by plain connections. */
export async function emptyDatabase(kind: DatabaseKind): Promise<EmptyDatabase> {
  const place = await freshDatabase(kind);
  const embedded =
    place.databaseUrl === null
      ? await openEmbedded({
          dataFolder: place.dataFolder,
          owner: { kind: 'command', process: ownIdentity(), address: '' },
        })
      : null;
  const connection: ClientConfig =
    embedded === null
      ? { connectionString: place.databaseUrl ?? '' }
      : { host: embedded.socketFolder, port: 5432, user: 'postgres', database: 'postgres' };
  const client = new Client(connection);
  await client.connect();
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await client.end();
  return {
    connection,
    async close() {
      await embedded?.close();
      await place.remove();
    },
  };
}
