import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { countTokens } from '#tests/chaos/count-tokens.ts';
import { Peer } from '#tests/chaos/peer.ts';
import { command, presence, syncedClient, type RawClient } from '#tests/protocol/support/raw-client.ts';
import { startApp, type App } from '#tests/support/app.ts';
import { freePort } from '#tests/support/free-port.ts';
import { startBalancer, type Balancer } from '#tests/support/balancer.ts';
import { outputHere } from '#tests/support/callnotes-here.ts';
import { freshDatabase, type DatabasePlace } from '#tests/support/database.ts';
import { startRedis, type RedisServer } from '#tests/support/redis.ts';

// The acceptance list says sixty seconds and three hundred clients; these are for every day.
const redisAwayMs = Number(process.env['CALLNOTES_REDIS_AWAY_MS'] ?? 6_000);
const clients = Number(process.env['CALLNOTES_RESTART_CLIENTS'] ?? 40);
const secret = 'one secret for all servers of this test';
const people = ['asel', 'bruno', 'cyd', 'dana'] as const;

type Call = { reference: string; path: string; callId: string; cookies: string[] };

describe('two servers on one Postgres database, with Redis and a plain load balancer', () => {
  let place: DatabasePlace;
  let redis: RedisServer;
  let balancer: Balancer;
  let ports: number[];
  const apps: App[] = [];
  let number = 0;
  let call: Call;

  const env = () => ({
    REDIS_URL: redis.url,
    NEXTAUTH_SECRET: secret,
    // So that both compact again and again.
    COLLAB_LIMITS: JSON.stringify({ tailRows: 40, idleMs: 2_000, socketsPerAccount: 400 }),
  });

  async function start(index: number): Promise<App> {
    const app = await startApp({
      port: ports[index] ?? 0,
      url: balancer.url,
      dataFolder: place.dataFolder,
      databaseUrl: place.databaseUrl ?? '',
      env: env(),
    });
    apps[index] = app;
    return app;
  }

  async function run(args: string[]): Promise<string> {
    const app = apps.find((one) => one !== undefined);
    if (app === undefined) throw new Error('No server was started.');
    return outputHere(args, app, env());
  }

  beforeAll(async () => {
    [place, redis] = await Promise.all([freshDatabase('postgres'), startRedis()]);
    ports = [await freePort(), await freePort()];
    balancer = await startBalancer(ports);
    await Promise.all([start(0), start(1)]);
  });

  afterAll(async () => {
    await Promise.all(apps.map((app) => app.stop()));
    await balancer.close();
    await redis.stop();
    await place.remove();
  });

  beforeEach(async () => {
    number += 1;
    const series = `together-${String(number)}`;
    const made = JSON.parse(await run(['new-call', series, '--state', 'live', '--json'])) as {
      socket: string;
    };
    const reference = `${series}/1`;
    const cookies: string[] = [];
    for (const name of people) {
      const args = ['session', `${name}@example.org`, '--call', reference, '--role', 'participant'];
      cookies.push(await run(args));
    }
    const { pathname } = new URL(made.socket);
    call = { reference, path: pathname, callId: pathname.split('/').at(-1) ?? '', cookies };
  });

  const direct = (index: number): string => `ws://127.0.0.1:${String(ports[index])}${call.path}`;
  const balanced = (): string => `${balancer.url.replace('http', 'ws')}${call.path}`;

  function peer(who: number, address: string): Peer {
    const made = new Peer({ address, cookie: call.cookies[who] ?? null });
    onTestFinished(() => {
      made.destroy();
    });
    return made;
  }

  async function raw(who: number, index: number): Promise<RawClient> {
    return syncedClient({ address: () => direct(index) }, call.callId, call.cookies[who] ?? null);
  }

  /** Connects as a page does: again and again, after a random while. */
  async function comeIn(one: Peer, address?: string): Promise<void> {
    const latest = performance.now() + 30_000;
    for (;;) {
      try {
        await one.connect(address);
        return;
      } catch (error) {
        if (performance.now() > latest) throw error;
        await wait(100 + Math.random() * 400);
      }
    }
  }

  async function sql(text: string): Promise<void> {
    const client = new Client({ connectionString: place.databaseUrl ?? '' });
    await client.connect();
    await client.query(text);
    await client.end();
  }

  /** What somebody without a copy is shown at a server. */
  async function shown(index: number): Promise<Peer> {
    const fresh = peer(3, direct(index));
    await comeIn(fresh);
    return fresh;
  }

  function expectEachOnce(text: string, tokens: Iterable<string>): void {
    const counts = countTokens(text);
    const wrong = [...tokens].filter((token) => counts.get(token) !== 1);
    expect(wrong).toEqual([]);
  }

  test('[A10][R50] a server without REDIS_URL is refused beside them, and says what to do', async () => {
    const alone = startApp({ databaseUrl: place.databaseUrl ?? '', env: { NEXTAUTH_SECRET: secret } });
    await expect(alone).rejects.toThrow(
      /in use by the server at http.+ \(process \d+ on .+set the same REDIS_URL here/u,
    );
  });

  test('[A44][R49] text, people, state and rights go from one to the other', async () => {
    const [asel, bruno] = [await raw(0, 0), await raw(1, 1)];
    const writer = peer(2, direct(0));
    await writer.connect();
    writer.typeLine('(cyd-1)');
    await expect.poll(() => bruno.text()).toContain('(cyd-1)');

    asel.send(presence(11, 1, { cursor: 1 }));
    const seesAsel = (): boolean =>
      JSON.stringify(bruno.frames.filter(({ kind }) => kind === 'presence')).includes('"cursor":1');
    await expect.poll(seesAsel).toBe(true);

    const told = (client: RawClient, field: 'cover' | 'notetaker'): string => {
      const state = client.frames.findLast(({ kind }) => kind === 'callState');
      return JSON.stringify(state?.kind === 'callState' ? state.message[field] : null).toLowerCase();
    };
    bruno.send(command('{"kind":"askCover"}'));
    await expect.poll(() => told(asel, 'cover'), { timeout: 2_000 }).toContain('bruno');
    asel.send(command('{"kind":"takeOver"}'));
    await expect.poll(() => told(bruno, 'notetaker'), { timeout: 2_000 }).toContain('asel');

    // The same person at both: taken out of the series, both sockets end.
    const [one, other] = [await raw(3, 0), await raw(3, 1)];
    await sql(
      `DELETE FROM "Membership" USING "User" u WHERE u.id = "userId" AND u.email = 'dana@example.org'`,
    );
    const since = performance.now();
    const ends = await Promise.all([one.closed, other.closed]);
    expect(ends.map((end) => ('code' in end ? end.code : end.status))).toEqual([4403, 4403]);
    expect(performance.now() - since).toBeLessThan(5_000);
  });

  /** Three people type at once until told to stop; one of them at another server than the rest. */
  function typing(peers: readonly Peer[], round: string): () => Promise<void> {
    const stop = new AbortController();
    const typists = peers.map(async (one, index) => {
      for (let key = 1; !stop.signal.aborted; key += 1) {
        one.typeToken(`(${people[index] ?? ''}${round}-${String(key)})`, index % 3);
        await wait(20 + Math.random() * 40);
      }
    });
    return async () => {
      stop.abort();
      await Promise.all(typists);
    };
  }

  async function settle(peers: readonly Peer[]): Promise<void> {
    await expect.poll(() => peers.every((one) => one.open && one.allSaved), { timeout: 30_000 }).toBe(true);
    const states = (): number => new Set(peers.map((one) => bytesOf(one.doc))).size;
    await expect.poll(states, { timeout: 40_000 }).toBe(1);
  }

  test('[A9] either is killed while people type at both and both compact: told-saved is there, once, and all are equal', async () => {
    const peers = [peer(0, direct(0)), peer(1, direct(1)), peer(2, direct(1))];
    await Promise.all(peers.map((one) => comeIn(one)));
    for (const [round, index] of [0, 1, 0].entries()) {
      const stop = typing(peers, `k${String(round)}`);
      await wait(1_500 + Math.random() * 1_000);
      await apps[index]?.kill();
      const told = peers.flatMap((one) => [...one.toldSaved]);
      await wait(100);
      // Those who were there go to the other, which a balancer would have chosen.
      const other = direct(1 - index);
      await Promise.all(peers.filter((one) => !one.open).map((one) => comeIn(one, other)));
      await wait(300);
      await stop();
      expectEachOnce((await shown(1 - index)).text(), told);
      await start(index);
      await Promise.all(peers.map((one, who) => comeIn(one, direct(who === 0 ? 0 : 1))));
      await settle(peers);
      const attempted = peers.flatMap((one) => one.attempted);
      expectEachOnce((await shown(index)).text(), attempted);
    }
  });

  test('[A9] Redis is away for a while: both go on, saved means committed, and all are equal afterwards', async () => {
    const peers = [peer(0, direct(0)), peer(1, direct(1)), peer(2, direct(1))];
    await Promise.all(peers.map((one) => comeIn(one)));
    const stop = typing(peers, 'r');
    await wait(500);
    await redis.stop();
    const before = peers[0]?.toldSaved.size ?? 0;
    await wait(redisAwayMs);
    expect(peers[0]?.toldSaved.size).toBeGreaterThan(before);
    // By the log alone: what was typed at the one is seen at the other.
    expect(countTokens(peers[1]?.text() ?? '').has(`(aselr-${String(before + 20)})`)).toBe(true);
    await redis.start();
    await wait(1_000);
    await stop();
    await settle(peers);
    const attempted = peers.flatMap((one) => one.attempted);
    const [one, other] = [await shown(0), await shown(1)];
    expectEachOnce(one.text(), attempted);
    expect(bytesOf(one.doc)).toBe(bytesOf(other.doc));
    await run(['reproject', '--check']);
  });

  test('[A37] a rolling restart brings everybody back within fifteen seconds, and nothing is lost', async () => {
    const peers = Array.from({ length: clients }, (_, index) => peer(index % 3, balanced()));
    await Promise.all(peers.map((one) => comeIn(one)));
    const writers = peers.slice(0, 3);
    const stop = typing(writers, 'w');
    const slowest: number[] = [];
    for (const index of [0, 1]) {
      await wait(500);
      const since = performance.now();
      const ended = new AbortController();
      const ending = apps[index]?.stop().then(() => {
        ended.abort();
      });
      const back = peers.map(async (one) => {
        let backAt = since;
        while (!ended.signal.aborted || !one.open) {
          if (!one.open) {
            await comeIn(one);
            backAt = performance.now();
          }
          await wait(50);
        }
        return backAt - since;
      });
      await ending;
      slowest.push(Math.max(...(await Promise.all(back))));
      await start(index);
    }
    await stop();
    await settle(peers);
    expect(Math.max(...slowest)).toBeLessThan(15_000);
    const attempted = peers.flatMap((one) => one.attempted);
    expectEachOnce((await shown(0)).text(), attempted);
    expectEachOnce((await shown(1)).text(), attempted);
  });
});

/** The state as it is encoded when all of it came at once: the same for equal documents, whatever their history. */
function bytesOf(doc: Y.Doc): string {
  const again = new Y.Doc();
  Y.applyUpdate(again, Y.encodeStateAsUpdate(doc));
  const bytes = Buffer.from(Y.encodeStateAsUpdate(again)).toString('base64');
  again.destroy();
  return bytes;
}
