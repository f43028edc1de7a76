import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '#server/db/client.ts';
import { migrate } from '#server/db/migrate.ts';
import { bundlePrograms } from '#tests/support/bundled-programs.mjs';
import { runSql, startPostgres, type PostgresServer } from '#tests/support/postgres.ts';

/** Where a run's test files find what they copy their databases from. */
export type DatabaseTemplates = {
  /** Data folder with a migrated embedded database, closed. */
  embeddedFolder: string;
  /** Connection string of the throw-away Postgres server; null when it could not be started. */
  postgresUrl: string | null;
  /** Why there is no Postgres server. */
  postgresProblem: string;
};

declare module 'vitest' {
  interface ProvidedContext {
    databaseTemplates: DatabaseTemplates;
  }
}

export const POSTGRES_TEMPLATE = 'callnotes_template';

/** Vitest's global setup of the suites that use a database: makes one migrated database of each kind, and bundles programs. */
export default async function makeTemplates(project: TestProject): Promise<() => Promise<void>> {
  const embeddedFolder = mkdtempSync(path.join(tmpdir(), 'cn-template-'));
  const [postgres] = await Promise.all([makePostgres(), makeEmbedded(embeddedFolder), bundlePrograms()]);
  const server = postgres instanceof Error ? null : postgres;
  project.provide('databaseTemplates', {
    embeddedFolder,
    postgresUrl: server?.url('postgres') ?? null,
    postgresProblem: postgres instanceof Error ? postgres.message : '',
  });
  return async () => {
    rmSync(embeddedFolder, { recursive: true, force: true });
    await server?.stop();
  };
}

async function makeEmbedded(dataFolder: string): Promise<void> {
  await (await openDatabase({ dataFolder, databaseUrl: null })).close();
}

async function makePostgres(): Promise<PostgresServer | Error> {
  try {
    const server = await startPostgres();
    await runSql(server.url('postgres'), `CREATE DATABASE ${POSTGRES_TEMPLATE}`);
    await migrate({ connection: { connectionString: server.url(POSTGRES_TEMPLATE) } });
    return server;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
