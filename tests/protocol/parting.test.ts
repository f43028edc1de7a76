import { expect, test } from 'vitest';
import type { LogEntry } from '#server/collab/document-log.ts';
import { BusNetwork } from './support/bus-network.ts';
import { MemoryLog, storeDown } from './support/memory-log.ts';
import { syncedClient, syncStep2 } from './support/raw-client.ts';
import { SmallWorld } from './support/small-world.ts';
import { startCollab } from './support/start-collab.ts';
import { twoProcesses, typed } from './support/two-processes.ts';

test('[R26][R46] a process ends in the middle of a call in which people of another type without a pause', async () => {
  const network = new BusNetwork();
  const log = new MemoryLog();
  const world = new SmallWorld();
  // The first process writes nothing, so the other always holds something of it.
  const stuck = Object.assign(Object.create(log) as MemoryLog, {
    append: () => new Promise<bigint[]>(() => undefined),
  });
  const one = await startCollab({ log: stuck, world, bus: network.bus(), limits: { shutdownMs: 100 } });
  // Between two of its commits there is always something new.
  const slow = Object.assign(Object.create(log) as MemoryLog, {
    append: async (entries: LogEntry[]) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return log.append(entries);
    },
  });
  const other = await startCollab({ log: slow, world, bus: network.bus() });
  const { callId } = one.call('begin');
  const writer = await syncedClient(one, callId, world.person('Asel').cookie);
  const watcher = await syncedClient(other, callId, world.person('Bruno').cookie);
  typed(writer, ' asel');
  await expect.poll(() => watcher.text()).toBe('begin asel');

  const closed = other.collab.close();
  for (let key = 0; key < 400 && other.collab.stats().rooms > 0; key += 1) {
    typed(writer, '.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(other.collab.stats().rooms).toBe(0);
  await closed;
  expect(other.events).not.toContain('shutting down before all notes were saved');
  expect(log.of(callId).length).toBeGreaterThan(1);
});

test('[R46] what a process commits while it parts is told to the others, who need not write it again', async () => {
  const { log, network, one, other, world } = await twoProcesses();
  const { callId } = one.call('begin');
  const watcher = await syncedClient(one, callId, world.person('Asel').cookie);
  const writer = await syncedClient(other, callId, world.person('Bruno').cookie);
  const open = log.block('append');
  typed(writer, ' last');
  await expect.poll(() => watcher.text()).toBe('begin last');
  const closed = other.collab.close();
  await expect.poll(() => network.sent.at(-1)).toEqual({ kind: 'presence', whole: true, people: [] });
  open();
  await closed;
  expect(network.sent.at(-1)).toMatchObject({ kind: 'stored' });
  await expect.poll(() => one.collab.stats().unsaved).toBe(0);
  expect(log.of(callId)).toHaveLength(2);
});

test('[R26] one call whose log cannot be read does not keep the others from a clean end', async () => {
  const { log, one, world } = await twoProcesses();
  const [broken, whole] = [one.call('broken'), one.call('whole')];
  const { cookie } = world.person('Asel');
  for (const { callId } of [broken, whole]) {
    const writer = await syncedClient(one, callId, cookie);
    writer.send(syncStep2(Uint8Array.of(0, 0)));
    typed(writer, ' typed');
    await expect.poll(() => writer.saved()).toBe(2);
  }
  await expect.poll(() => log.claimed.filter(({ heldBy }) => heldBy !== null)).toHaveLength(2);
  log.failWith.since = ([callId]) => (callId === broken.callId ? storeDown() : null);
  await one.collab.close();
  expect(log.claimed.filter(({ heldBy }) => heldBy !== null)).toEqual([]);
  expect(one.projected.map(({ callId }) => callId)).toContain(whole.callId);
});

test('[R48] what a process typed while others already heard each other again is read when it greets them', async () => {
  const { network, one, other, world } = await twoProcesses();
  const { callId } = one.call('begin');
  const writer = await syncedClient(one, callId, world.person('Asel').cookie);
  const watcher = await syncedClient(other, callId, world.person('Bruno').cookie);
  typed(writer, ' one');
  await expect.poll(() => writer.saved()).toBe(1);
  await expect.poll(() => watcher.text()).toBe('begin one');
  network.loses = () => true;
  typed(writer, ' two');
  await expect.poll(() => writer.saved()).toBe(2);
  network.loses = () => false;
  network.backAlone(one.bus);
  await expect.poll(() => watcher.text(), { timeout: 3_000 }).toBe('begin one two');
});
