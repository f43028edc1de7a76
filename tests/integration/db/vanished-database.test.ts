import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase, type Database } from '#server/db/client.ts';
import { freshDatabase, type DatabasePlace } from '#tests/support/database.ts';
import { networkTurns } from '#tests/protocol/support/manual-clock.ts';

/** A way to a Postgres server that can fall silent: its connections stay open, and nothing comes through. */
class SilentWay {
  private readonly pairs: [Socket, Socket][] = [];
  private readonly server: Server;

  constructor(socketPath: string) {
    this.server = createServer((client) => {
      const database = connect(socketPath);
      for (const socket of [client, database]) socket.on('error', () => undefined);
      client.pipe(database);
      database.pipe(client);
      this.pairs.push([client, database]);
    });
  }

  async listen(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  /** Nothing comes through any more on the connections there are; new ones work. */
  silence(): void {
    for (const [client, database] of this.pairs) {
      client.unpipe(database);
      database.unpipe(client);
      client.resume();
    }
  }

  close(): void {
    for (const socket of this.pairs.flat()) socket.destroy();
    this.server.close();
  }
}

describe('a Postgres whose machine vanishes without a word', () => {
  let place: DatabasePlace;
  let way: SilentWay;
  let database: Database;
  beforeAll(async () => {
    place = await freshDatabase('postgres');
    const url = new URL(place.databaseUrl ?? '');
    way = new SilentWay(`${url.searchParams.get('host') ?? ''}/.s.PGSQL.5432`);
    const port = String(await way.listen());
    const databaseUrl = `postgresql://postgres@127.0.0.1:${port}${url.pathname}`;
    database = await openDatabase({ dataFolder: place.dataFolder, databaseUrl, migrate: false });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  afterAll(async () => {
    await database.close();
    way.close();
    await place.remove();
  });

  const direct = async () =>
    database.run<{ one: number }>({ name: 'one', text: 'SELECT 1 AS one', values: [] });
  const page = async () => database.prisma.$queryRawUnsafe('SELECT 1 AS one');

  it.each([
    ['a commit of notes', direct, 15_000, 1_100],
    ['a page', page, 60_000, 5_100],
  ])(
    '%s waits a little longer than it may take, and the next has another connection',
    async (_, ask, mostMs, moreMs) => {
      await ask();
      const before = database.connections().open;
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      way.silence();
      let problem: unknown = null;
      const asked = ask().catch((error: unknown) => {
        problem = error;
      });
      await networkTurns(20);
      vi.advanceTimersByTime(mostMs);
      await networkTurns(20);
      expect(problem).toBeNull();
      vi.advanceTimersByTime(moreMs);
      await asked;
      expect(problem).toBeInstanceOf(Error);
      await vi.waitFor(() => {
        expect(database.connections().open).toBe(before - 1);
      });
      vi.useRealTimers();
      expect(await ask()).toEqual([{ one: 1 }]);
    },
  );
});
