import { expect, test } from 'vitest';
import { presenceColor } from '#lib/collab/presence.ts';
import { ManualClock, networkTurns } from './support/manual-clock.ts';
import {
  edit,
  presence,
  presences,
  rawClient,
  syncedClient,
  update,
  type RawClient,
} from './support/raw-client.ts';
import { startCollab } from './support/start-collab.ts';
import { stockClient } from './support/stock-client.ts';
import { type } from './support/typing.ts';

/** Who is present for a client, by client id, as its frames say. */
function seen(client: RawClient): Map<number, Record<string, unknown>> {
  const people = new Map<number, { clock: number; state: Record<string, unknown> | null }>();
  for (const frame of client.frames) {
    if (frame.kind !== 'presence') continue;
    for (const { clientId, clock, state } of frame.entries) {
      const before = people.get(clientId);
      if (before === undefined || clock > before.clock) people.set(clientId, { clock, state });
    }
  }
  return new Map([...people].flatMap(([id, { state }]) => (state === null ? [] : [[id, state] as const])));
}

const users = (client: RawClient): unknown[] => [...seen(client).values()].map((state) => state['user']);

test('[A24][R13] name, colour and role come from the session, whatever the browser writes', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const asel = server.world.person('Asel');
  const robin = server.world.person('Robin', 'reader');
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const one = await syncedClient(server, callId, asel.cookie);
  const reader = await syncedClient(server, callId, robin.cookie);
  one.send(presence(11, 1, { user: { name: 'The chair', color: 'url(evil)' }, cursor: { anchor: 3 } }));
  reader.send(presence(12, 1, { cursor: null }));
  await expect.poll(() => seen(watcher).size).toBe(2);
  expect(seen(watcher).get(11)).toEqual({
    user: { name: 'Asel', color: presenceColor(asel.userId), role: 'writer' },
    cursor: { anchor: 3 },
  });
  expect(seen(watcher).get(12)).toMatchObject({ user: { name: 'Robin', role: 'reader' } });
});

test('[R13] the block somebody is writing on reaches the others with the name of the session', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const asel = server.world.person('Asel');
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const one = await syncedClient(server, callId, asel.cookie);
  one.send(presence(11, 1, { user: { name: 'Bruno' }, writing: { block: 'b-1' } }));
  await expect
    .poll(() => seen(watcher).get(11))
    .toEqual({
      user: { name: 'Asel', color: presenceColor(asel.userId), role: 'writer' },
      writing: { block: 'b-1' },
    });
  one.send(presence(11, 2, { writing: null }));
  await expect.poll(() => seen(watcher).get(11)).toMatchObject({ writing: null, user: { name: 'Asel' } });
});

test('[R13] a role that changes is seen by the others', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const asel = server.world.person('Asel');
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const one = await syncedClient(server, callId, asel.cookie);
  one.send(presence(11, 1, { cursor: null }));
  await expect.poll(() => users(watcher)).toMatchObject([{ role: 'writer' }]);
  server.world.setRole(asel.userId, 'reader');
  await expect.poll(() => users(watcher)).toMatchObject([{ role: 'reader' }]);
});

test('[A24][R14] nobody can move, rename, remove or freeze another’s presence', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const victim = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const attacker = await syncedClient(server, callId, server.world.person('Mallory').cookie);
  victim.send(presence(11, 1, { cursor: 1 }));
  await expect.poll(() => seen(watcher).get(11)).toMatchObject({ cursor: 1 });

  attacker.send(presence(11, 2, { cursor: 99 }));
  attacker.send(presence(11, 3, null));
  attacker.send(presence(12, 1, { cursor: 2 }));
  attacker.send(presence(11, 4_000_000_000, { cursor: 99 }));
  attacker.send(
    presences([
      { clientId: 11, clock: 9, json: 'null' },
      { clientId: 13, clock: 1, json: '{}' },
    ]),
  );
  await expect.poll(() => seen(watcher).get(12)).toMatchObject({ user: { name: 'Mallory' } });
  victim.send(presence(11, 2, { cursor: 5 }));
  await expect.poll(() => seen(watcher).get(11)).toMatchObject({ cursor: 5, user: { name: 'Asel' } });
  expect(new Set(seen(watcher).keys())).toEqual(new Set([11, 12]));
  expect(attacker.ws.readyState).toBe(attacker.ws.OPEN);
});

test('[A23][R14] a presence goes with its socket within a second', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const one = await syncedClient(server, callId, server.world.person('Asel').cookie);
  one.send(presence(11, 1, { cursor: 1 }));
  await expect.poll(() => seen(watcher).size).toBe(1);
  one.ws.terminate();
  await expect.poll(() => seen(watcher).size, { timeout: 1_000 }).toBe(0);
});

test('[A23][R19] who falls silent is gone from every page within 35 s, and back as soon as the network is', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call();
  const { cookie } = server.world.person('Asel');
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const one = await syncedClient(server, callId, cookie);
  one.send(presence(11, 1, { cursor: 1 }));
  await expect.poll(() => seen(watcher).size).toBe(1);
  one.ws.pause();
  for (let passed = 0; passed < 35; passed += 1) {
    await clock.advance(1_000);
    await networkTurns(20);
  }
  await expect.poll(() => seen(watcher).size).toBe(0);
  expect(server.collab.stats().sockets).toBe(1);
  const back = await syncedClient(server, callId, cookie);
  back.send(presence(11, 1, { cursor: 2 }));
  await networkTurns(20);
  await clock.advance(2_000);
  await expect.poll(() => seen(watcher).get(11)).toMatchObject({ cursor: 2 });
});

test('[R14] who comes back with an old clock is seen at once, also before the dead socket is noticed', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const { cookie } = server.world.person('Asel');
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const dead = await syncedClient(server, callId, cookie);
  dead.send(presence(11, 7, { cursor: 1 }));
  await expect.poll(() => seen(watcher).get(11)).toMatchObject({ cursor: 1 });

  const back = await syncedClient(server, callId, cookie);
  back.send(presence(11, 8, { cursor: 2 }));
  await expect.poll(() => seen(watcher).get(11)).toMatchObject({ cursor: 2 });
  dead.ws.terminate();
  await dead.closed;
  back.ws.terminate();
  await expect.poll(() => seen(watcher).size).toBe(0);

  const again = await syncedClient(server, callId, cookie);
  again.send(presence(11, 8, { cursor: 3 }));
  await expect.poll(() => seen(watcher).get(11)).toMatchObject({ cursor: 3 });
});

test('[R14] a change of many cursors in one window is one frame with the last of each', async () => {
  const server = await startCollab({ limits: { presenceWindowMs: 200 } });
  const { callId } = server.call();
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const people = await Promise.all(
    ['Asel', 'Cyd', 'Dara'].map((name) => syncedClient(server, callId, server.world.person(name).cookie)),
  );
  for (const [index, person] of people.entries()) person.send(presence(20 + index, 0, { cursor: 0 }));
  await expect.poll(() => seen(watcher).size).toBe(3);
  const before = watcher.frames.length;
  for (let move = 1; move <= 30; move += 1) {
    for (const [index, person] of people.entries()) person.send(presence(20 + index, move, { cursor: move }));
  }
  await expect.poll(() => [...seen(watcher).values()].map((state) => state['cursor'])).toEqual([30, 30, 30]);
  expect(watcher.frames.length - before).toBeLessThanOrEqual(4);
});

test('[R14] who joins is shown everybody, and asking again gives them again', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const one = await syncedClient(server, callId, server.world.person('Asel').cookie);
  one.send(presence(11, 1, { cursor: 1 }));
  const late = rawClient(server, callId, server.world.person('Bruno').cookie);
  await expect.poll(() => users(late)).toMatchObject([{ name: 'Asel' }]);
  const frames = late.frames.length;
  late.send(Uint8Array.of(3));
  await expect.poll(() => late.frames.length).toBeGreaterThan(frames);
});

test('[R14] stock clients see each other come, move and go', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const one = stockClient(server, callId, server.world.person('Asel').cookie);
  const other = stockClient(server, callId, server.world.person('Bruno').cookie);
  const names = (): unknown[] =>
    [...other.provider.awareness.getStates().values()].flatMap((state) => state['user']?.name ?? []);
  one.provider.awareness.setLocalStateField('cursor', 1);
  await expect.poll(names).toContain('Asel');
  one.cut();
  await expect.poll(names).not.toContain('Asel');
  one.provider.connect();
  await expect.poll(names).toContain('Asel');
});

test('[R14] a cursor is not told to who moved it, but for the first time', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const one = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  one.send(presence(11, 1, { cursor: 1 }));
  await expect.poll(() => users(one)).toMatchObject([{ name: 'Asel' }]);
  const frames = one.frames.length;
  for (let move = 2; move < 6; move += 1) {
    one.send(presence(11, move, { cursor: move }));
    await expect.poll(() => seen(watcher).get(11)).toMatchObject({ cursor: move });
  }
  expect(one.frames).toHaveLength(frames);
});

test('[R14] what a page repeats of itself goes nowhere, and what it says again to show it is there goes out late', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call();
  const one = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const told = (): number[] =>
    watcher.frames.flatMap((frame) =>
      frame.kind === 'presence' ? frame.entries.map(({ clock: at }) => at) : [],
    );
  one.send(presence(11, 1, { cursor: 1 }));
  await expect.poll(told).toEqual([1]);
  one.send(presence(11, 1, { user: { name: 'Asel' }, cursor: 1 }));
  one.send(presence(11, 2, { cursor: 1 }));
  await networkTurns(20);
  await clock.advance(1_000);
  expect(told()).toEqual([1]);
  await clock.advance(4_100);
  await expect.poll(told).toEqual([1, 2]);
  await clock.advance(20_000);
  expect(told()).toEqual([1, 2]);
});

test('[R14] who shows much is shown more rarely than others, the last of it', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call();
  const loud = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const quiet = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const watcher = await syncedClient(server, callId, server.world.person('Cyd').cookie);
  const times = new Map([
    [11, 0],
    [12, 0],
  ]);
  watcher.ws.on('message', () => {
    const frame = watcher.frames.at(-1);
    if (frame?.kind !== 'presence') return;
    for (const { clientId } of frame.entries) times.set(clientId, (times.get(clientId) ?? 0) + 1);
  });
  for (let move = 0; move < 60; move += 1) {
    loud.send(presence(11, move, { cursor: move, note: 'x'.repeat(5_000) }));
    quiet.send(presence(12, move, { cursor: move }));
    await networkTurns(10);
    await clock.advance(33);
  }
  await clock.advance(1_000);
  await expect.poll(() => [...seen(watcher).values()].map((state) => state['cursor'])).toEqual([59, 59]);
  expect(times.get(12)).toBeGreaterThan(40);
  expect(times.get(11)).toBeLessThan(10);
});

test('[A25][R12] ten thousand cursors a second of one person end their socket and hold nobody up', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const flooder = await syncedClient(server, callId, server.world.person('Mallory').cookie);
  const one = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const other = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  for (let move = 0; move < 10_000; move += 1) flooder.send(presence(11, move, { cursor: move }));
  one.send(update(edit(one, (doc) => type(doc, '!'))));
  await expect.poll(() => other.text()).toBe('hello!');
  expect(await flooder.closed).toMatchObject({ code: 4429 });
  await expect.poll(() => seen(other).size).toBe(0);
  // Cut off after the burst, long before the ten thousand were read.
  const cursors = other.frames.flatMap((frame) =>
    frame.kind === 'presence' ? frame.entries.map(({ state }) => Number(state?.['cursor'] ?? 0)) : [],
  );
  expect(Math.max(...cursors)).toBeLessThan(5_000);
  expect(other.frames.filter(({ kind }) => kind === 'presence').length).toBeLessThan(300);
});

test('[R31] a socket that does not keep up gets no cursors, and everybody’s when it has', async () => {
  const server = await startCollab({
    limits: { unsentBytesForCursors: 64 * 1024, byteBurst: 1e9, messageBurst: 1e6 },
  });
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const mover = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const slow = await syncedClient(server, callId, server.world.person('Cyd').cookie);
  mover.send(presence(11, 0, { cursor: 0 }));
  await expect.poll(() => seen(slow).get(11)).toMatchObject({ cursor: 0 });
  slow.ws.pause();
  for (let line = 0; line < 40; line += 1) {
    writer.send(update(edit(writer, (doc) => type(doc, 'y'.repeat(150_000)))));
    await expect.poll(() => writer.saved()).toBe(line + 1);
  }
  for (let move = 1; move < 20; move += 1) {
    mover.send(presence(11, move, { cursor: move }));
    await expect.poll(() => seen(writer).get(11)).toMatchObject({ cursor: move });
  }
  slow.ws.resume();
  await expect.poll(() => slow.text().length).toBe(writer.text().length);
  expect(seen(slow).get(11)).toMatchObject({ cursor: 0 });
  mover.send(presence(11, 20, { cursor: 20 }));
  await expect.poll(() => seen(slow).get(11)).toMatchObject({ cursor: 20 });
});

test('[A34][R14] a socket that says it is gone speaks for no other client id, and comes back with its own', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const one = await syncedClient(server, callId, server.world.person('Mallory').cookie);
  for (let id = 100; id < 150; id += 1) {
    one.send(
      presences([
        { clientId: id, clock: 2, json: 'null' },
        { clientId: id + 1, clock: 1, json: '{}' },
      ]),
    );
  }
  one.send(presence(101, 8, {}));
  await expect.poll(() => [...seen(watcher).keys()]).toEqual([101]);
  one.send(presence(101, 9, null));
  await expect.poll(() => seen(watcher).size).toBe(0);
  // Who joins now is not told of who is gone.
  const late = await syncedClient(server, callId, server.world.person('Cyd').cookie);
  one.send(presence(102, 1, {}));
  one.send(presence(101, 10, { cursor: 1 }));
  await expect.poll(() => [...seen(watcher).keys()]).toEqual([101]);
  await expect.poll(() => [...seen(late).keys()]).toEqual([101]);
  expect(server.log.claimed.map(({ clientId }) => clientId)).toEqual([101]);
});

test('[A31][R14] who shows a lot, goes and comes back is shown no more often than who stays', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call();
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const one = await syncedClient(server, callId, server.world.person('Mallory').cookie);
  const shown = (): number =>
    watcher.frames
      .flatMap((frame) => (frame.kind === 'presence' ? frame.entries : []))
      .filter(({ state }) => state !== null).length;
  const large = 'x'.repeat(6_000);
  for (let round = 0; round < 10; round += 1) {
    one.send(presence(11, 2 * round + 1, { large, round }));
    one.send(presence(11, 2 * round + 2, null));
    one.send(presence(11, 2 * round + 3, { large, round, again: true }));
    await networkTurns(20);
    await clock.advance(33);
  }
  await networkTurns(20);
  expect(shown()).toBeGreaterThanOrEqual(1);
  expect(shown()).toBeLessThanOrEqual(2);
});

test('[R14] who comes after somebody has left is not told of them', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const one = await syncedClient(server, callId, server.world.person('Asel').cookie);
  watcher.send(presence(12, 1, {}));
  one.send(presence(11, 1, { cursor: 1 }));
  await expect.poll(() => seen(watcher).size).toBe(2);
  await syncedClient(server, callId, server.world.person('Dara').cookie);
  one.ws.terminate();
  await expect.poll(() => [...seen(watcher).keys()]).toEqual([12]);
  const late = await syncedClient(server, callId, server.world.person('Cyd').cookie);
  expect([...seen(late).keys()]).toEqual([12]);
});
