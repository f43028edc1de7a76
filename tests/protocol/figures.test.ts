import { expect, test } from 'vitest';
import { ManualClock } from './support/manual-clock.ts';
import { storeDown } from './support/memory-log.ts';
import { edit, rawClient, syncedClient, update } from './support/raw-client.ts';
import { startCollab } from './support/start-collab.ts';
import { type } from './support/typing.ts';

test('frames, bytes, sockets and people are counted', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const { cookie } = server.world.person('Asel');
  const writer = await syncedClient(server, callId, cookie);
  await syncedClient(server, callId, cookie);
  await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const before = server.collab.stats();
  expect(before).toMatchObject({ sockets: 3, people: 2, rooms: 1, unsaved: 0, oldestUnsavedMs: null });
  const frame = update(edit(writer, (doc) => type(doc, ' you')));
  writer.send(frame);
  await expect.poll(() => writer.saved()).toBe(1);
  const after = server.collab.stats();
  expect(after.framesIn).toBe(before.framesIn + 1);
  expect(after.bytesIn).toBe(before.bytesIn + frame.length);
  expect(after.framesOut).toBeGreaterThan(before.framesOut);
  expect(after.bytesOut).toBeGreaterThan(before.bytesOut + frame.length);
  expect(after.savedMs.count).toBe(before.savedMs.count + 1);
  expect(after.commitMs.count).toBe(before.commitMs.count + 1);
});

test('ended sockets and refused upgrades are counted by why', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const { cookie } = server.world.person('Asel');
  const malformed = await syncedClient(server, callId, cookie);
  malformed.send(Uint8Array.from([99]));
  await malformed.closed;
  const leaving = await syncedClient(server, callId, cookie);
  leaving.ws.close();
  await rawClient(server, callId, null).closed;
  await rawClient(server, callId, cookie, { headers: { origin: 'https://elsewhere.example' } }).closed;
  await expect.poll(() => server.collab.stats().sockets).toBe(0);
  expect(server.collab.stats()).toMatchObject({
    ended: { malformed: 1, left: 1 },
    refused: { signIn: 1, '403': 1 },
  });
});

test('what waits for its commit is told with its age, and failures with when they began and their words', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  server.log.failWith.append = storeDown;
  writer.send(update(edit(writer, (doc) => type(doc, '!'))));
  await expect.poll(() => server.collab.stats().commitFailures).toBe(1);
  await clock.advance(4_000);
  await expect.poll(() => server.collab.stats().commitFailures).toBeGreaterThan(1);
  const failing = server.collab.stats();
  expect(failing).toMatchObject({ unsaved: 1, lastError: storeDown().message });
  expect(failing.oldestUnsavedMs).toBeGreaterThanOrEqual(4_000);
  expect(failing.failingMs).toBeGreaterThanOrEqual(4_000);
  expect(failing.errors.length).toBeGreaterThan(1);
  expect(failing.errors.length).toBeLessThanOrEqual(5);
  expect(failing.errors[0]?.message).toBe(storeDown().message);

  server.log.failWith = {};
  await clock.advance(6_000);
  await expect.poll(() => writer.saved()).toBe(1);
  expect(server.collab.stats()).toMatchObject({ unsaved: 0, oldestUnsavedMs: null, failingMs: null });
  expect(server.collab.stats().savedMs.sum).toBeGreaterThanOrEqual(4_000);
});

test('a projection that fails is told with its age until one succeeds', async () => {
  const clock = new ManualClock();
  let broken = true;
  const server = await startCollab({
    clock,
    project: async () => (broken ? Promise.reject(new Error('on purpose')) : Promise.resolve()),
  });
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  writer.send(update(edit(writer, (doc) => type(doc, '!'))));
  await expect.poll(() => server.collab.stats().unsaved).toBe(0);
  await expect
    .poll(async () => {
      await clock.advance(1_000);
      return server.collab.stats().projectionFailingMs;
    })
    .toBeGreaterThanOrEqual(2_000);
  expect(server.collab.stats().projectionFailures).toBeGreaterThan(0);
  broken = false;
  await expect
    .poll(async () => {
      await clock.advance(5_000);
      return server.collab.stats().projectionFailingMs;
    })
    .toBeNull();
});

test('a load that fails is told with how long ago it was', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call('hello');
  server.log.failWith.load = storeDown;
  expect(server.collab.stats().loadFailedAgoMs).toBeNull();
  await rawClient(server, callId, server.world.person('Asel').cookie).closed;
  await clock.advance(7_000);
  expect(server.collab.stats()).toMatchObject({ loadFailures: 1, loadFailedAgoMs: 7_000 });
});
