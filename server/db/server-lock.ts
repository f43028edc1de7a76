import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { log } from '#server/log.ts';

/** Both numbers are ours alone; the rooms' locks have one number, which is another space of keys. */
const LOCK = '72707369, 1';
const CONNECT_MS = 5_000;
const BEAT_MS = 5_000;
const RETRY_MS = 1_000;
/** A server that was stopped a moment ago lets go within this time. */
const PATIENCE_MS = 3_000;
const LOOK_AGAIN_MS = 100;

// Postgres forgets a holder whose machine is gone after half a minute instead of hours.
const KEEPALIVE = '-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3';

const holderNote = z.object({
  id: z.string(),
  host: z.string(),
  pid: z.number(),
  since: z.string(),
  address: z.string(),
  /** Whether it shares the database with other servers by way of Redis. */
  together: z.boolean(),
  /** What tells whether two servers seal cookies with the same secret, without telling the secret. */
  secret: z.string(),
});

type Holder = z.infer<typeof holderNote>;

export type ServerLockOptions = {
  connection: ClientConfig;
  /** Where browsers reach the server. */
  address: string;
  /** Whether other servers may use the database at the same time. */
  together: boolean;
  secret: string;
  /** Told once when the lock was lost and somebody else has the database now: this server has to end. */
  lost(error: AppError): void;
};

export type ServerLock = {
  /** What tells this database from every other, its copies included. */
  databaseId: string;
  release(): Promise<void>;
};

/**
 * Takes a Postgres database for this server: alone, or together with others that share it too. It is a session's lock
 * on a connection of its own, so it ends with the process however that ends. A connection that breaks is replaced.
 * @throws AppError `conflict` that says who has the database and what to do, `unavailable` when it cannot be reached.
 */
export async function takeServerLock(options: ServerLockOptions): Promise<ServerLock> {
  const me: Holder = {
    id: randomUUID(),
    host: hostname(),
    pid: process.pid,
    since: new Date().toISOString(),
    address: options.address,
    together: options.together,
    secret: createHash('sha256').update(`callnotes ${options.secret}`).digest('hex').slice(0, 16),
  };
  const client = await firstHold(options, me);
  const lock = new HeldLock(options, me, client);
  return {
    databaseId: await databaseId(client, me),
    release: () => lock.release(),
  };
}

async function firstHold(options: ServerLockOptions, me: Holder): Promise<Client> {
  let client: Client;
  try {
    client = await connect(options.connection);
  } catch (cause) {
    throw new AppError('unavailable', {
      message: `The database cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}. Nothing was changed. Check DATABASE_URL and that the server runs.`,
      cause,
    });
  }
  try {
    const latest = performance.now() + PATIENCE_MS;
    for (;;) {
      if (await tryLock(client, me)) break;
      if (performance.now() > latest) throw inUse(await readHolders(client, me), me);
      await wait(LOOK_AGAIN_MS);
    }
    const stranger = (await readHolders(client, me)).find(
      ({ id, secret }) => id !== '' && secret !== me.secret,
    );
    if (stranger !== undefined) throw otherSecret(stranger);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

/** Keeps the lock while the process lives: looks after its connection, and takes the lock again on a new one. */
class HeldLock {
  private readonly options: ServerLockOptions;
  private readonly me: Holder;
  private client: Client;
  private readonly beat: NodeJS.Timeout;
  private released = false;
  private retaking: Promise<void> | null = null;

  constructor(options: ServerLockOptions, me: Holder, client: Client) {
    this.options = options;
    this.me = me;
    this.client = client;
    this.watch(client);
    this.beat = setInterval(() => {
      if (this.retaking === null)
        this.client.query(`${noteOf(me)}SELECT 1`).catch(() => this.broken(this.client));
    }, BEAT_MS);
    this.beat.unref();
  }

  async release(): Promise<void> {
    this.released = true;
    clearInterval(this.beat);
    await this.retaking;
    await this.client.end().catch(() => {});
  }

  private watch(client: Client): void {
    client.on('error', () => {
      this.broken(client);
    });
    client.on('end', () => {
      this.broken(client);
    });
  }

  private broken(client: Client): void {
    if (this.released || client !== this.client || this.retaking !== null) return;
    log.warn('the connection that holds the database for this server was lost');
    // Without this the old session would hold the lock against us.
    client.end().catch(() => {});
    this.retaking = this.retake().finally(() => {
      this.retaking = null;
    });
  }

  private async retake(): Promise<void> {
    while (!this.released) {
      try {
        const others = await this.tryAgain();
        if (others === null) return;
        if (others.length > 0) {
          this.released = true;
          clearInterval(this.beat);
          this.options.lost(inUse(others, this.me));
          return;
        }
      } catch {
        // The database is away. Rooms tell their people; here is nothing to do but to ask again.
      }
      await wait(RETRY_MS, undefined, { ref: false });
    }
  }

  /** Takes the lock on a new connection; gives who else holds it, or null when it is taken. */
  private async tryAgain(): Promise<Holder[] | null> {
    const client = await connect(this.options.connection);
    let taken = false;
    try {
      taken = await tryLock(client, this.me);
      return taken ? null : (await readHolders(client, this.me)).filter(({ id }) => id !== this.me.id);
    } finally {
      if (taken) this.hold(client);
      // Not waited for: it never ends where the network is gone.
      else client.end().catch(() => {});
    }
  }

  private hold(client: Client): void {
    this.client = client;
    this.watch(client);
    log.info('the database is held for this server again');
  }
}

async function connect(connection: ClientConfig): Promise<Client> {
  const client = new Client({
    ...connection,
    application_name: 'callnotes server',
    options: KEEPALIVE,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: 2 * CONNECT_MS,
    keepAlive: true,
  });
  // A connection that breaks rejects the query that waits; the event alone would end the process.
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function tryLock(client: Client, me: Holder): Promise<boolean> {
  const take = me.together ? 'pg_try_advisory_lock_shared' : 'pg_try_advisory_lock';
  const { rows } = await client.query<{ taken: boolean }>(`${noteOf(me)}SELECT ${take}(${LOCK}) AS taken`);
  return rows[0]?.taken === true;
}

/**
 * Who holds a lock is told by the text of its last statement, which Postgres shows to others. It goes with the session,
 * so nobody is named who is gone.
 */
function noteOf(me: Holder): string {
  return `/* callnotes ${JSON.stringify(me).replaceAll('*/', String.raw`*\u002f`)} */ `;
}

async function readHolders(client: Client, me: Holder): Promise<Holder[]> {
  const { rows } = await client.query<{ query: string | null }>(`${noteOf(me)}
    SELECT a.query FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted AND (l.classid, l.objid, l.objsubid) = (${LOCK}, 2)
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND l.pid <> pg_backend_pid()`);
  return rows.map(({ query }) => readNote(query ?? ''));
}

function readNote(query: string): Holder {
  const json = /^\/\* callnotes (?<json>\{.*?\}) \*\/ /u.exec(query)?.groups?.['json'];
  try {
    return holderNote.parse(JSON.parse(json ?? ''));
  } catch {
    // Postgres shows statements only to their own user, and may be told not to keep them.
    return { id: '', host: '', pid: 0, since: '', address: '', together: false, secret: '' };
  }
}

function inUse(holders: readonly Holder[], me: Holder): AppError {
  const [first] = holders;
  const who =
    first === undefined || first.id === ''
      ? 'another server'
      : `the server at ${first.address} (process ${String(first.pid)} on ${first.host}, since ${first.since})`;
  const todo = me.together
    ? 'It runs without REDIS_URL, so it would not hear what is typed here. Start it again with the same REDIS_URL, or stop it.'
    : first?.together === true
      ? 'It shares the database by way of Redis: set the same REDIS_URL here, or stop it.'
      : 'Two servers on one database hear of each other by way of Redis: set REDIS_URL for both, or stop that one first.';
  return new AppError('conflict', {
    message: `The database is in use by ${who}. Nothing was changed. ${todo}`,
  });
}

function otherSecret(holder: Holder): AppError {
  return new AppError('conflict', {
    message:
      `The server at ${holder.address} (process ${String(holder.pid)} on ${holder.host}) has another NEXTAUTH_SECRET: ` +
      'who signs in at one would be a stranger to the other. Nothing was changed. Set the same for all.',
  });
}

async function databaseId(client: Client, me: Holder): Promise<string> {
  const { rows } = await client.query<{ oid: number }>(
    `${noteOf(me)}SELECT oid::int FROM pg_database WHERE datname = current_database()`,
  );
  // Not every user may ask for it; servers of one database are all told the same.
  const cluster = await client
    .query<{ id: string }>(`${noteOf(me)}SELECT system_identifier::text AS id FROM pg_control_system()`)
    .then((result) => result.rows[0]?.id ?? '')
    .catch(() => '');
  return `${cluster}/${String(rows[0]?.oid ?? 0)}`;
}
