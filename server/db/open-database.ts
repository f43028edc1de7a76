import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { Pool, types, type ClientConfig, TypeOverrides, type QueryConfig, type QueryResultRow } from 'pg';
import { AppError } from '#lib/errors.ts';
import { log } from '#server/log.ts';
import { sharedState } from '#server/shared-state.ts';
import type { Database, OpenDatabaseOptions, Statement } from './client.ts';
import { takeLock, type FolderLock, type LockOwner } from './embedded/folder-lock.ts';
import { openEmbedded, refuseIfHeld } from './embedded/open-embedded.ts';
import { ownIdentity } from './embedded/process-identity.ts';
import { PrismaClient } from './generated/client.ts';
import { migrate } from './migrate.ts';
import { takeServerLock } from './server-lock.ts';

/** Connections that may be open at once, and how long one may be waited for. */
const MOST_CONNECTIONS = 10;
const MOST_DIRECT_CONNECTIONS = 5;
const CONNECT_MS = 15_000;
const STATEMENT_MS = 60_000;
/**
 * How long an answer is waited for, which a database that vanished without a word never gives; its connection is given up.
 * Longer than the longest statement, and than the deadline of a commit of notes.
 */
const ANSWER_MS = STATEMENT_MS + 5_000;
const DIRECT_ANSWER_MS = 16_000;
/** The same for connections that wait for no answer. */
const KEEP_ALIVE_MS = 10_000;
const TRANSACTION = { maxWait: 15_000, timeout: 20_000 };

/** As the driver reads columns, except that ids are bigints, as Prisma gives them. */
const columnTypes = new TypeOverrides();
columnTypes.setTypeParser(types.builtins.INT8, BigInt);

/** What `openDatabase` does, without making the result the database of this process. */
export async function open(options: OpenDatabaseOptions): Promise<Database> {
  const owner: LockOwner = {
    kind: options.as ?? 'command',
    process: ownIdentity(),
    address: options.address ?? 'an unknown address',
  };
  const source =
    options.databaseUrl === null
      ? await embeddedSource(options.dataFolder, owner)
      : await serverSource(options.databaseUrl, options, owner);
  try {
    if (options.migrate ?? true) await migrate({ connection: source.connection, checkOnly: source.joined });
    return connect(source);
  } catch (error) {
    await source.release();
    throw error;
  }
}

type Source = {
  kind: Database['kind'];
  id: Database['id'];
  connection: ClientConfig;
  joined: boolean;
  release(): Promise<void>;
};

async function embeddedSource(dataFolder: string, owner: LockOwner): Promise<Source> {
  const embedded = await openEmbedded({ dataFolder, owner });
  return {
    kind: 'embedded',
    id: null,
    connection: { host: embedded.socketFolder, port: 5432, user: 'postgres', database: 'postgres' },
    joined: embedded.joined,
    release: () => embedded.close(),
  };
}

async function serverSource(
  databaseUrl: string,
  options: OpenDatabaseOptions,
  owner: LockOwner,
): Promise<Source> {
  const source: Source = {
    kind: 'server',
    id: null,
    connection: { connectionString: databaseUrl },
    joined: false,
    release: () => Promise.resolve(),
  };
  if (owner.kind === 'command') return source;
  const { server } = options;
  // Servers that share a database may share a data folder: there is nothing in it but what is the same for all.
  const folder = server?.together === true ? null : takeFolder(options.dataFolder, owner);
  if (server === undefined) return { ...source, release: async () => folder?.release() };
  try {
    const lock = await takeServerLock({ ...server, connection: source.connection, address: owner.address });
    return {
      ...source,
      id: lock.databaseId,
      async release() {
        await lock.release();
        folder?.release();
      },
    };
  } catch (error) {
    folder?.release();
    throw error;
  }
}

function takeFolder(dataFolder: string, owner: LockOwner): FolderLock {
  const lock = takeLock(path.join(path.resolve(dataFolder), 'lock'), owner, null);
  if ('release' in lock) return lock;
  refuseIfHeld(lock, { dataFolder: path.resolve(dataFolder), owner, waitedMs: Infinity });
  throw new AppError('conflict', { message: 'The data folder is in use. Nothing was changed.' });
}

function connect(source: Source): Database {
  const pool = openPool(source, MOST_CONNECTIONS, ANSWER_MS);
  // A commit of notes never waits for a page's connection.
  const direct = openPool(source, MOST_DIRECT_CONNECTIONS, DIRECT_ANSWER_MS);
  const client = new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: TRANSACTION });
  let closed: Promise<void> | undefined;
  const opened: Database = {
    prisma: client,
    kind: source.kind,
    id: source.id,
    async run<Row>(statement: Statement): Promise<Row[]> {
      const { rows } = await direct.query<QueryResultRow>(directQuery(source.kind, statement));
      return rows as Row[];
    },
    connections: () => ({
      open: pool.totalCount + direct.totalCount,
      idle: pool.idleCount + direct.idleCount,
      waiting: pool.waitingCount + direct.waitingCount,
    }),
    close() {
      closed ??= closeAll();
      return closed;
    },
  };
  async function closeAll(): Promise<void> {
    if (sharedState().database === opened) delete sharedState().database;
    await client.$disconnect();
    await Promise.all([pool.end(), direct.end()]);
    await source.release();
  }
  return opened;
}

function openPool(source: Source, max: number, answerMs: number): Pool {
  const pool = new Pool({
    ...source.connection,
    max,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: STATEMENT_MS,
    // The embedded database is on this machine, and serves one after the other.
    ...(source.kind === 'server' && {
      query_timeout: answerMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    }),
  });
  // Without a listener an idle connection that breaks would end the process; the pool replaces it by itself.
  pool.on('error', (error) => log.warn({ error: error.message }, 'idle database connection lost'));
  return pool;
}

/** All connections of the embedded database are one session, so that the name of one would be in the way of another. */
function directQuery(kind: Database['kind'], { name, text, values }: Statement): QueryConfig {
  const query = { text, values, types: columnTypes };
  return kind === 'embedded' ? query : { ...query, name };
}
