import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { ManualClock, networkTurns, turns } from './support/manual-clock.ts';
import { storeDown } from './support/memory-log.ts';
import { edit, syncedClient, update } from './support/raw-client.ts';
import { readProjected, startCollab, type Projected } from './support/start-collab.ts';
import { textOf, type } from './support/typing.ts';

const lineOf = ({ notes }: Projected): string =>
  notes.content[0]?.content?.map((part) => (part.type === 'text' ? part.text : '')).join('') ?? '';

test('[R25] rows follow a second of quiet, and five seconds of typing at the latest', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  await clock.advance(6_000);
  expect(server.projected).toEqual([]);

  for (let key = 0; key < 12; key += 1) {
    writer.send(update(edit(writer, (doc) => type(doc, String(key % 10)))));
    await networkTurns(20);
    await clock.advance(500);
  }
  await expect.poll(() => writer.saved()).toBe(12);
  expect(server.projected).toHaveLength(1);
  await clock.advance(1_200);
  expect(server.projected).toHaveLength(2);
  expect(server.projected.map(lineOf).at(-1)).toBe('hello012345678901');
  await clock.advance(60_000);
  expect(server.projected).toHaveLength(2);
});

test('[R25] notes and position belong together, also while typing goes on', async () => {
  const server = await startCollab({ limits: { projectQuietMs: 1, projectMostMs: 1, commitWindowMs: 5 } });
  const { callId } = server.call('0');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  for (let key = 1; key <= 60; key += 1) {
    writer.send(update(edit(writer, (doc) => type(doc, String(key % 10)))));
    if (key % 4 === 0) await turns(3);
  }
  await expect.poll(() => writer.saved()).toBe(60);
  await expect.poll(() => server.projected.map(lineOf).at(-1)?.length).toBe(61);
  for (const projected of server.projected) {
    const rows = server.log.of(callId).filter(({ id }) => id <= projected.logPosition);
    const doc = new Y.Doc();
    for (const row of rows) Y.applyUpdate(doc, row.update);
    expect(lineOf(projected)).toBe(textOf(doc));
  }
});

test('[R25] text that is not committed is not projected', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const open = server.log.block('append');
  writer.send(update(edit(writer, (doc) => type(doc, '!'))));
  await networkTurns(20);
  await clock.advance(6_000);
  expect(server.projected).toEqual([]);
  open();
  await networkTurns(20);
  await clock.advance(2_000);
  expect(server.projected.map(lineOf)).toEqual(['hello!']);
});

test('[R25] rows follow while the log never comes to rest', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call('-');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  let open = server.log.block('append');
  for (const key of ['a', 'b', 'c']) {
    writer.send(update(edit(writer, (doc) => type(doc, key))));
    await networkTurns(20);
    // Behind the commit that is on its way there is always another key.
    writer.send(update(edit(writer, (doc) => type(doc, key.toUpperCase()))));
    await networkTurns(20);
    await clock.advance(5_000);
    const next = open;
    open = server.log.block('append');
    next();
    await networkTurns(20);
    await clock.advance(100);
  }
  expect(server.collab.stats().dirty).toBe(1);
  expect(server.projected.length).toBeGreaterThanOrEqual(1);
  open();
});

test('[R25] a failed projection is tried again, and nobody who writes waits for it', async () => {
  const clock = new ManualClock();
  let failures = 2;
  const projected: Projected[] = [];
  const server = await startCollab({
    clock,
    project: (input) => {
      if (failures-- > 0) return Promise.reject(storeDown());
      projected.push(readProjected(input));
      return Promise.resolve();
    },
  });
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  writer.send(update(edit(writer, (doc) => type(doc, '!'))));
  await expect.poll(() => writer.saved()).toBe(1);
  await clock.advance(30_000);
  expect(projected.map(lineOf)).toEqual(['hello!']);
  expect(server.events.filter((event) => event.startsWith('projecting notes failed'))).toHaveLength(2);
});

test('[R25] rows are up to date before a room is unloaded', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock, limits: { idleMs: 100 } });
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  writer.send(update(edit(writer, (doc) => type(doc, ' and bye'))));
  await expect.poll(() => writer.saved()).toBe(1);
  writer.ws.close();
  await expect.poll(() => server.collab.stats().sockets).toBe(0);
  await clock.advance(150);
  await expect.poll(() => server.collab.stats().rooms).toBe(0);
  expect(server.projected.map(lineOf)).toEqual(['hello and bye']);
});

test('[R25] rows that could not be written before the unloading are made up for when the room opens again', async () => {
  const clock = new ManualClock();
  let down = true;
  const projected: Projected[] = [];
  const server = await startCollab({
    clock,
    limits: { idleMs: 100 },
    project: (input) => {
      if (down) return Promise.reject(storeDown());
      projected.push(readProjected(input));
      return Promise.resolve();
    },
  });
  const { callId } = server.call('hello');
  const { cookie } = server.world.person('Asel');
  const writer = await syncedClient(server, callId, cookie);
  writer.send(update(edit(writer, (doc) => type(doc, '!'))));
  await expect.poll(() => writer.saved()).toBe(1);
  writer.ws.close();
  await expect.poll(() => server.collab.stats().sockets).toBe(0);
  await clock.advance(5_000);
  expect(server.collab.stats().rooms).toBe(0);
  down = false;
  await syncedClient(server, callId, cookie);
  await clock.advance(2_000);
  expect(projected.map(lineOf)).toEqual(['hello!']);
});
