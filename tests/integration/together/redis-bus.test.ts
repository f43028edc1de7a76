import { createClient } from '@redis/client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { RedisBus } from '#server/redis-bus.ts';
import { startRedis, type RedisServer } from '#tests/support/redis.ts';

let redis: RedisServer;
const buses: RedisBus[] = [];
beforeAll(async () => {
  redis = await startRedis();
});
afterEach(async () => {
  await Promise.all(buses.splice(0).map((bus) => bus.close()));
});
afterAll(() => redis.stop());

async function openBus(): Promise<RedisBus> {
  const silent = { info: () => undefined, warn: () => undefined };
  const bus = new RedisBus({ url: redis.url, installation: 'here', logger: silent, beatMs: 50 });
  buses.push(bus);
  await expect.poll(() => bus.connected).toBe(true);
  return bus;
}

/** A room on the call's channel: how often it was told that it misses nothing from here on, and what it heard. */
function room(bus: RedisBus, callId: string) {
  const heard: string[] = [];
  const here = { heard, joined: 0, leave: () => undefined as void };
  const channel = bus.join(callId, {
    heard: ({ kind }) => heard.push(kind),
    joined: () => {
      here.joined += 1;
    },
  });
  here.leave = channel.leave;
  return here;
}

/** The calls that somebody in Redis listens to. */
async function callsHeard(): Promise<string[]> {
  const client = createClient({ url: redis.url });
  client.on('error', () => undefined);
  await client.connect();
  const channels = await client.pubSubChannels('*:call:*');
  client.destroy();
  return channels.map((channel) => channel.split(':').at(-1) ?? '');
}

test('[R48] a room that is left and entered again in one breath hears the others', async () => {
  const bus = await openBus();
  const before = room(bus, 'call-1');
  await expect.poll(() => before.joined).toBe(1);
  before.leave();
  const again = room(bus, 'call-1');
  // What was asked of Redis before that is done by then.
  const behind = room(bus, 'call-2');
  await expect.poll(() => again.joined + behind.joined).toBe(2);
  expect(new Set(await callsHeard())).toEqual(new Set(['call-1', 'call-2']));

  const other = await openBus();
  const { send } = other.join('call-1', { heard: () => undefined, joined: () => undefined });
  send({ kind: 'hello' });
  await expect.poll(() => again.heard).toEqual(['hello']);
});

test('a room that was left while Redis was away is heard of no more when it is back', async () => {
  const bus = await openBus();
  const [left, kept] = [room(bus, 'left'), room(bus, 'kept')];
  await expect.poll(() => left.joined + kept.joined).toBe(2);
  await redis.stop();
  await expect.poll(() => bus.connected).toBe(false);
  left.leave();
  await redis.start();
  await expect.poll(() => bus.connected).toBe(true);
  await expect.poll(callsHeard).toEqual(['kept']);
});
