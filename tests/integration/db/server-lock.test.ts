import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppError } from '#lib/errors.ts';
import { takeServerLock, type ServerLock } from '#server/db/server-lock.ts';
import { freshDatabase, type DatabasePlace } from '#tests/support/database.ts';

const LOCK = '72707369, 1';
// Other test files have servers on databases of the same Postgres meanwhile.
const LOCKS_HERE = `pg_locks WHERE locktype = 'advisory' AND (classid, objid, objsubid) = (${LOCK}, 2)
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

describe('the lock that a server holds on its Postgres database', () => {
  let place: DatabasePlace;
  const held: ServerLock[] = [];

  beforeEach(async () => {
    place = await freshDatabase('postgres');
  });

  afterEach(async () => {
    await Promise.all(held.splice(0).map((lock) => lock.release()));
    await place.remove();
  });

  async function take(options: {
    address: string;
    together?: boolean;
    secret?: string;
    lost?: (error: AppError) => void;
  }): Promise<ServerLock> {
    const lock = await takeServerLock({
      connection: { connectionString: place.databaseUrl ?? '' },
      together: false,
      secret: 'one secret',
      lost: () => undefined,
      ...options,
    });
    held.push(lock);
    return lock;
  }

  async function client(): Promise<Client> {
    const plain = new Client({ connectionString: place.databaseUrl ?? '' });
    plain.on('error', () => undefined);
    await plain.connect();
    return plain;
  }

  async function cutHolders(): Promise<void> {
    const plain = await client();
    await plain.query(`SELECT pg_terminate_backend(pid) FROM ${LOCKS_HERE} AND granted`);
    await plain.end();
  }

  /** The connections that hold the lock, or wait for it. */
  async function connectionsOf(state: 'granted' | 'NOT granted'): Promise<number[]> {
    const plain = await client();
    const { rows } = await plain.query<{ pid: number }>(`SELECT pid FROM ${LOCKS_HERE} AND ${state}`);
    await plain.end();
    return rows.map(({ pid }) => pid);
  }

  it('[A10][R50] refuses a second server and says who has the database and what to do', async () => {
    const first = await take({ address: 'https://notes.example.org' });
    const second = take({ address: 'http://localhost:3001' });
    await expect(second).rejects.toMatchObject({ code: 'conflict' });
    await expect(second).rejects.toThrow(
      /in use by the server at https:\/\/notes\.example\.org \(process \d+ on .+, since 20.+Nothing was changed\..+set REDIS_URL for both, or stop that one/u,
    );
    await first.release();
    await take({ address: 'http://localhost:3001' });
  });

  it('[A10][R50] lets any number share it that say so, and nobody beside them who does not', async () => {
    const first = await take({ address: 'http://a', together: true });
    const second = await take({ address: 'http://b', together: true });
    expect(second.databaseId).toBe(first.databaseId);
    await expect(take({ address: 'http://c' })).rejects.toThrow(/set the same REDIS_URL here, or stop it/u);
  });

  it('[A10][R50] refuses who shares it beside one who does not', async () => {
    await take({ address: 'http://a' });
    await expect(take({ address: 'http://b', together: true })).rejects.toThrow(/runs without REDIS_URL/u);
  });

  it('refuses who shares it with another secret, which would sign people out at random', async () => {
    await take({ address: 'http://a', together: true });
    const other = take({ address: 'http://b', together: true, secret: 'another secret' });
    await expect(other).rejects.toThrow(/server at http:\/\/a .+ has another NEXTAUTH_SECRET/u);
    expect(await connectionsOf('granted')).toHaveLength(1);
  });

  it('waits a moment for a server that is about to end', async () => {
    const first = await take({ address: 'http://a' });
    const second = take({ address: 'http://b' });
    await first.release();
    await second;
  });

  it('is taken again when its connection breaks', async () => {
    const lost = vi.fn<(error: AppError) => void>();
    await take({ address: 'http://a', lost });
    const before = await connectionsOf('granted');
    await cutHolders();
    // Postgres ends a connection a moment after it was told to.
    await expect.poll(() => connectionsOf('granted')).toEqual([expect.not.toBeOneOf(before)]);
    await expect(take({ address: 'http://b' })).rejects.toThrow(/server at http:\/\/a/u);
    expect(lost).not.toHaveBeenCalled();
  });

  it('leaves no connection behind however often it cannot be taken again', async () => {
    const plain = await client();
    await take({ address: 'http://a' });
    // Connections from here on find this function first, and sequences remember what was rolled back.
    await plain.query(`CREATE SCHEMA ill; CREATE SEQUENCE ill.tries;
      CREATE FUNCTION ill.pg_try_advisory_lock(int, int) RETURNS boolean LANGUAGE plpgsql AS
        $$ BEGIN PERFORM nextval('ill.tries'); RAISE 'not now'; END $$;
      DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = ill, pg_catalog', current_database()); END $$`);
    await cutHolders();
    const tries = async (): Promise<number> => {
      const { rows } = await plain.query<{ tries: string }>('SELECT last_value AS tries FROM ill.tries');
      return Number(rows[0]?.tries);
    };
    await expect.poll(tries, { timeout: 8_000 }).toBe(3);
    const connections = async (): Promise<number> => {
      const { rows } = await plain.query(`SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'callnotes server'`);
      return rows.length;
    };
    await expect.poll(connections).toBeLessThan(2);
    await plain.query('DROP SCHEMA ill CASCADE');
    await expect.poll(() => connectionsOf('granted'), { timeout: 8_000 }).toHaveLength(1);
    await plain.end();
  });

  it('is told as lost when somebody else got the database while its connection was broken', async () => {
    const lost = vi.fn<(error: AppError) => void>();
    await take({ address: 'http://a', lost });
    const other = await client();
    // Who waits in Postgres gets the lock the moment it is free.
    const taken = other.query(`SELECT pg_advisory_lock(${LOCK})`);
    await expect.poll(() => connectionsOf('NOT granted')).toHaveLength(1);
    await cutHolders();
    await taken;
    await expect.poll(() => lost.mock.calls.length).toBe(1);
    expect(lost.mock.calls[0]?.[0].message).toMatch(/in use by another server/u);
    await other.end();
  });
});
