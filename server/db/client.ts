import { AppError } from '#lib/errors.ts';
import { sharedState } from '#server/shared-state.ts';
import type { Prisma, PrismaClient } from './generated/client.ts';

declare module '#server/shared-state.ts' {
  interface SharedState {
    /** Set by `openDatabase`, removed when the database is closed. */
    database?: Database;
  }
}

/** A statement of a path that every key takes; `$1`, `$2` … stand for its values. */
export type Statement = {
  /** Names the text, which a Postgres server then reads and plans once a connection. */
  name: string;
  text: string;
  /** Bytes, strings, whole numbers, null, and arrays of these. */
  values: unknown[];
};

export type Database = {
  prisma: PrismaClient;
  /**
   * Runs one statement on connections beside Prisma's, for what is asked many times a second: it costs a fraction of a raw
   * query of Prisma's. Columns may be `bigint` (a bigint here), `bytea` (bytes), `text`, `int` and `boolean`.
   */
  run<Row>(statement: Statement): Promise<Row[]>;
  /** The embedded database of the data folder, or a Postgres server that DATABASE_URL names. */
  kind: 'embedded' | 'server';
  /** What tells the Postgres database that a server holds from every other, its copies included; else null. */
  id: string | null;
  /** Connections that are open, those of them that are idle, and work that waits for one. */
  connections(): { open: number; idle: number; waiting: number };
  /** Closes the connections and, when this process started it, the embedded database. */
  close(): Promise<void>;
};

/** The client inside a transaction, or the whole client: what a noun's functions run on. */
export type Transaction = Prisma.TransactionClient;

export type OpenDatabaseOptions = {
  dataFolder: string;
  /** Connection string of a Postgres server; null for the embedded database. */
  databaseUrl: string | null;
  /** Whether to bring the database to this version first; true by default. */
  migrate?: boolean;
  /**
   * `server` holds the data folder for itself; `command` (the default) uses a running server's embedded
   * database, or holds the folder while it runs.
   */
  as?: 'server' | 'command';
  /** Address of the server, told to whoever finds the folder or the database in use. */
  address?: string;
  /** Holds the Postgres database for this server, as `takeServerLock` says. */
  server?: { together: boolean; secret: string; lost: (error: AppError) => void };
};

/**
 * Opens the database and makes it the one of this process: connects to `databaseUrl`, or starts or joins the
 * embedded database of the data folder, and applies the migrations it lacks.
 * @throws AppError `conflict` when somebody else holds the data folder or the database does not fit this
 * version, `unavailable` when it cannot be opened.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  // Loaded when it is called, and unseen by the pages' bundler: pages import this file for `prisma()` alone, and the
  // embedded database does not survive being bundled.
  const { open } = await import(/* turbopackIgnore: true */ './open-database.ts');
  const opened = await open(options);
  sharedState().database = opened;
  return opened;
}

/**
 * The open database of this process.
 * @throws AppError `unavailable` before `openDatabase` is done, and after the database was closed.
 */
export function database(): Database {
  const { database: open } = sharedState();
  if (open === undefined) {
    throw new AppError('unavailable', {
      message: 'The database is not open. Nothing was changed; try again in a moment.',
    });
  }
  return open;
}

/**
 * The client of the open database.
 * @throws AppError `unavailable` when no database is open.
 */
export function prisma(): PrismaClient {
  return database().prisma;
}
