import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { AppError } from '#lib/errors.ts';
import { packageRoot } from './package-root.ts';

/** The key that `prisma migrate` locks too, so that the two never run at once. */
const MIGRATION_LOCK = 72707369;

const CREATE_TABLE = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

type Migration = { name: string; sql: string; checksum: string };
type AppliedRow = { name: string; checksum: string; finished: boolean };

export type MigrateOptions = {
  connection: ClientConfig;
  /** Folder of migrations; the program's own by default. */
  folder?: string;
  /** Only compare: a migration that is still to be applied is refused too. */
  checkOnly?: boolean;
};

/**
 * Brings a database to this version: applies the migrations that it lacks, in order, each in one transaction.
 * Returns the names of those it applied. Keeps `_prisma_migrations` as Prisma does.
 * @throws AppError `conflict` when the database does not fit the migrations, and `unavailable` when one fails
 * or the database cannot be reached; in each case nothing of the refused migration is left behind.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(options.folder ?? path.join(packageRoot(), 'prisma', 'migrations'));
  const client = new Client(options.connection);
  // A connection that breaks rejects the query that waits; the event alone would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (cause) {
    throw new AppError('unavailable', {
      message: `The database cannot be reached: ${messageOf(cause)}. Nothing was changed. Check DATABASE_URL and that the server runs.`,
      cause,
    });
  }
  try {
    const applied: string[] = [];
    for (;;) {
      const name = await step(client, migrations, options.checkOnly ?? false);
      if (name === null) return applied;
      applied.push(name);
    }
  } finally {
    await client.end().catch(() => {});
  }
}

/** Applies the next migration under the lock; null when there is none. */
async function step(client: Client, migrations: Migration[], checkOnly: boolean): Promise<string | null> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    if (!checkOnly) await client.query(CREATE_TABLE);
    const next = nextMigration(migrations, await readApplied(client));
    if (next === null) {
      await client.query('COMMIT');
      return null;
    }
    if (checkOnly) {
      throw new AppError('conflict', {
        message:
          `The running server's database lacks the migration ${next.name}: the server is older than this command. ` +
          'Nothing was changed. Restart the server, then run the command again.',
      });
    }
    await apply(client, next);
    await client.query('COMMIT');
    return next.name;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

async function apply(client: Client, migration: Migration): Promise<void> {
  try {
    await client.query(migration.sql);
  } catch (cause) {
    throw new AppError('unavailable', {
      message:
        `The migration ${migration.name} failed: ${messageOf(cause)}. It was undone as a whole; ` +
        'the data is as it was before. Restore the version that ran before, and report this.',
      cause,
    });
  }
  await client.query(
    `INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "applied_steps_count")
     VALUES ($1, $2, clock_timestamp(), $3, 1)`,
    [randomUUID(), migration.checksum, migration.name],
  );
}

function nextMigration(migrations: Migration[], applied: Map<string, AppliedRow>): Migration | null {
  const known = new Set(migrations.map((migration) => migration.name));
  const last = migrations.at(-1)?.name ?? '';
  for (const row of applied.values()) {
    if (!row.finished) {
      throw conflict(
        `The migration ${row.name} was begun by another tool and never finished.`,
        'Finish or undo it with `prisma migrate resolve`, then start again.',
      );
    }
    if (known.has(row.name)) continue;
    if (row.name > last) {
      throw conflict(
        `The database is newer than this program: it already has the migration ${row.name}.`,
        'Start the newer version of Callnotes, or restore a backup made by this one.',
      );
    }
    throw conflict(
      `The migration ${row.name} was applied to the database, but its file is missing.`,
      'Put the file back as it was released, then start again.',
    );
  }
  let pending: Migration | null = null;
  for (const migration of migrations) {
    const row = applied.get(migration.name);
    if (row === undefined) {
      pending ??= migration;
    } else if (row.checksum !== migration.checksum) {
      throw conflict(
        `The migration ${migration.name} was edited after it was applied to the database.`,
        'Put the file back as it was released, then start again; a further change needs a migration of its own.',
      );
    } else if (pending !== null) {
      throw conflict(
        `The migration ${pending.name} would run after ${migration.name}, which was applied before it.`,
        'Give it a later time in its name, then start again.',
      );
    }
  }
  return pending;
}

async function readApplied(client: Client): Promise<Map<string, AppliedRow>> {
  const present = await client.query<{ present: boolean }>(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS present`,
  );
  if (present.rows[0]?.present !== true) return new Map();
  const result = await client.query<AppliedRow>(
    `SELECT "migration_name" AS name, "checksum", "finished_at" IS NOT NULL AS finished
     FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL ORDER BY "migration_name"`,
  );
  return new Map(result.rows.map((row) => [row.name, row]));
}

async function readMigrations(folder: string): Promise<Migration[]> {
  let names: string[];
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch (cause) {
    throw new AppError('unavailable', {
      message: `The migrations are not at ${folder}. Nothing was changed. Install Callnotes again.`,
      cause,
    });
  }
  return Promise.all(
    names.toSorted().map(async (name) => {
      const bytes = await readFile(path.join(folder, name, 'migration.sql'));
      return {
        name,
        sql: bytes.toString('utf8'),
        checksum: createHash('sha256').update(bytes).digest('hex'),
      };
    }),
  );
}

function conflict(what: string, todo: string): AppError {
  return new AppError('conflict', { message: `${what} Nothing was changed. ${todo}` });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
