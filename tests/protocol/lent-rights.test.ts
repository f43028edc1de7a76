import { expect, test } from 'vitest';
import { HeldRights } from '#server/collab/held-rights.ts';
import { defaultLimits } from '#server/collab/limits.ts';
import { ManualClock, turns } from './support/manual-clock.ts';
import { edit, rawClient, syncedClient, update, type RawClient } from './support/raw-client.ts';
import { startCollab, type TestCollab } from './support/start-collab.ts';
import { type } from './support/typing.ts';

/** Counts how often rights are read, and says so. */
function countReads(server: TestCollab): () => number {
  const { rights } = server.world;
  const read = rights.actorFromCookieHeader;
  let reads = 0;
  rights.actorFromCookieHeader = (cookie) => {
    reads += 1;
    return read(cookie);
  };
  return () => reads;
}

/** A call, and Asel in it with a first socket. */
async function aselInside(): Promise<{
  server: TestCollab;
  callId: string;
  userId: string;
  cookie: string;
  first: RawClient;
}> {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const { userId, cookie } = server.world.person('Asel');
  return { server, callId, userId, cookie, first: await syncedClient(server, callId, cookie) };
}

test('[R51] a further socket of a session in the same call comes in without a question to the database', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const reads = countReads(server);
  const { cookie } = server.world.person('Asel');
  await syncedClient(server, callId, cookie);
  const second = await syncedClient(server, callId, cookie);
  expect(reads()).toBe(1);
  second.send(update(edit(second, (doc) => type(doc, '!'))));
  await expect.poll(() => second.saved()).toBe(1);
});

test('[R51] another session, another call and nobody’s session are each asked for', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello', { visibility: 'public' });
  const other = server.call('other');
  const reads = countReads(server);
  const { userId, cookie } = server.world.person('Asel');
  await syncedClient(server, callId, cookie);
  await syncedClient(server, callId, server.world.signIn(userId));
  expect(reads()).toBe(2);
  await syncedClient(server, other.callId, cookie);
  expect(reads()).toBe(3);
  await syncedClient(server, callId, null);
  expect(reads()).toBe(4);
});

test('[R51] when the last socket of a session is gone its rights are read anew', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const reads = countReads(server);
  const { cookie } = server.world.person('Asel');
  const client = await syncedClient(server, callId, cookie);
  client.ws.close();
  await expect.poll(() => server.collab.stats().sockets).toBe(0);
  await syncedClient(server, callId, cookie);
  expect(reads()).toBe(2);
});

test('[A44][R51] a session that ends between two joins lets nobody in, once it was heard of', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello', { visibility: 'public' });
  const { userId, cookie } = server.world.person('Asel');
  const first = await syncedClient(server, callId, cookie);
  server.world.signOut(cookie);
  server.bus.publish('access', { userId });
  // It is nobody's cookie now, and a public call is open to all: read-only, and not as Asel.
  const second = await syncedClient(server, callId, cookie);
  expect(second.frames.find(({ kind }) => kind === 'access')).toMatchObject({ message: { write: false } });
  expect(await first.closed).toMatchObject({ code: 4401 });
});

test('[A44][R51] a socket that was let in by the rights of another just after its session ended goes within a second', async () => {
  const { server, callId, cookie, first } = await aselInside();
  server.world.signOut(cookie);
  const since = performance.now();
  const second = rawClient(server, callId, cookie);
  expect(await second.closed).toMatchObject({ code: 4401 });
  expect(await first.closed).toMatchObject({ code: 4401 });
  expect(performance.now() - since).toBeLessThan(1_000);
  const third = rawClient(server, callId, cookie);
  expect(await third.closed).toMatchObject({ code: 4401 });
  expect(third.frames).toEqual([]);
});

test('[A44][R51] a role taken away between two joins is felt at the second', async () => {
  const { server, callId, userId, cookie } = await aselInside();
  server.world.setRole(userId, 'reader');
  server.bus.publish('access', { userId });
  const second = await syncedClient(server, callId, cookie);
  expect(second.frames.find(({ kind }) => kind === 'access')).toMatchObject({ message: { write: false } });
  second.send(update(edit(second, (doc) => type(doc, '!'))));
  expect(await second.closed).toMatchObject({ code: 4403 });

  server.world.setRole(userId, null);
  server.bus.publish('access', { userId });
  const third = rawClient(server, callId, cookie);
  expect(await third.closed).toMatchObject({ code: 4403 });
  expect(third.frames).toEqual([]);
});

test('[A44][R51] of two joins at once with a lowered role in between, neither writes within a second', async () => {
  const { server, callId, userId, cookie, first } = await aselInside();
  server.world.setRole(userId, 'reader');
  const second = await syncedClient(server, callId, cookie);
  for (const client of [first, second]) {
    await expect
      .poll(() => client.frames.findLast(({ kind }) => kind === 'access'), { timeout: 1_000 })
      .toMatchObject({ message: { write: false } });
  }
});

test('[R51] while rights are read again nobody comes in by what they were before', async () => {
  const { server, callId, userId, cookie } = await aselInside();
  const read = server.world.rights.callAccess;
  const waiting: (() => void)[] = [];
  server.world.rights.callAccess = async (actor, id) => {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
    return read(actor, id);
  };
  server.bus.publish('access', { userId });
  const second = rawClient(server, callId, cookie);
  await expect.poll(() => waiting.length).toBe(2);
  server.world.setRole(userId, null);
  for (const go of waiting) go();
  expect(await second.closed).toMatchObject({ code: 4403 });
  expect(second.frames).toEqual([]);
});

test('[R51] rights that were read while they changed once more are lent to nobody', async () => {
  const server = await startCollab({ limits: { accessPollMs: 1_000_000 } });
  const { callId } = server.call('hello');
  const { userId, cookie } = server.world.person('Asel');
  await syncedClient(server, callId, cookie);
  const read = server.world.rights.callAccess;
  let held: (() => void) | null = null;
  server.world.rights.callAccess = async (actor, id) => {
    const view = await read(actor, id);
    await new Promise<void>((resolve) => {
      held = resolve;
    });
    return view;
  };
  server.bus.publish('access', { userId });
  await expect.poll(() => held).not.toBeNull();
  server.world.rights.callAccess = read;
  server.world.setRole(userId, null);
  server.bus.publish('access', { userId });
  const failing = server.world.rights.actorFromCookieHeader;
  server.world.rights.actorFromCookieHeader = () => Promise.reject(new Error('database down'));
  (held as (() => void) | null)?.();
  await turns();
  expect(await rawClient(server, callId, cookie).closed).toEqual({ status: 503 });
  server.world.rights.actorFromCookieHeader = failing;
});

test('[A44][R51] a watch that hears nothing lets nobody in: the database is asked, and says no', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call('hello');
  const { cookie } = server.world.person('Asel');
  const reads = countReads(server);
  await syncedClient(server, callId, cookie);
  await clock.advance(5_000);
  await syncedClient(server, callId, cookie);
  expect(reads()).toBe(1);

  server.world.failure = new Error('database down');
  await clock.advance(defaultLimits.accessHeardMs + defaultLimits.accessPollMs);
  expect(await rawClient(server, callId, cookie).closed).toEqual({ status: 503 });
});

test('[R51] what is in no table of changes is felt by who joins ten seconds later', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call('hello');
  const { cookie } = server.world.person('Asel');
  const reads = countReads(server);
  await syncedClient(server, callId, cookie);
  for (let second = 0; second < 9; second += 3) {
    await clock.advance(3_000);
    await syncedClient(server, callId, cookie);
  }
  expect(reads()).toBe(1);
  // A socket that was let in by them makes them no younger.
  await clock.advance(1_500);
  await syncedClient(server, callId, cookie);
  expect(reads()).toBe(2);
  await syncedClient(server, callId, cookie);
  expect(reads()).toBe(2);
});

test('[R12][R24][R51] limits and lineage hold for who comes in by the rights of another socket', async () => {
  const server = await startCollab({ limits: { socketsPerAccount: 2 } });
  const { callId } = server.call('hello');
  const { cookie } = server.world.person('Asel');
  await syncedClient(server, callId, cookie);
  const stranger = rawClient(server, callId, cookie, { query: `?lineage=${crypto.randomUUID()}` });
  expect(await stranger.closed).toMatchObject({ code: 4409 });
  await syncedClient(server, callId, cookie);
  expect(await rawClient(server, callId, cookie).closed).toMatchObject({ code: 4503 });
});

test('[R51] no more rights are held than sockets are open', () => {
  const held = new HeldRights(defaultLimits);
  const all = Array.from({ length: 50 }, (_none, index) =>
    held.enter('call', `session=${String(index % 25)}`),
  );
  expect(held.size).toBe(25);
  for (const one of all) held.leave(one);
  expect(held.size).toBe(0);
});
