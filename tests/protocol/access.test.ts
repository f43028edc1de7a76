import { expect, test } from 'vitest';
import { pause } from '#server/collab/clock.ts';
import { ManualClock, networkTurns } from './support/manual-clock.ts';
import { edit, rawClient, syncedClient, syncStep2, update } from './support/raw-client.ts';
import { startCollab } from './support/start-collab.ts';
import { type } from './support/typing.ts';

test('[A44][R6] a role taken away acts on the open socket within a second, found in the database', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const { userId, cookie } = server.world.person('Asel');
  const client = await syncedClient(server, callId, cookie);
  const since = performance.now();
  server.world.setRole(userId, null);
  expect(await client.closed).toMatchObject({ code: 4403 });
  expect(performance.now() - since).toBeLessThan(1_000);
});

test('[A44][R6] a role lowered to reader is told, and the next frame is refused', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const { userId, cookie } = server.world.person('Asel');
  const client = await syncedClient(server, callId, cookie);
  const since = performance.now();
  server.world.setRole(userId, 'reader');
  await expect
    .poll(() => client.frames.findLast(({ kind }) => kind === 'access'))
    .toMatchObject({ message: { write: false } });
  expect(performance.now() - since).toBeLessThan(1_000);

  client.send(update(edit(client, (doc) => type(doc, ' too late'))));
  expect(await client.closed).toMatchObject({ code: 4403 });
  expect(server.log.of(callId)).toHaveLength(1);
});

test('[A44][R6] the bus makes it act at once, without a poll', async () => {
  const server = await startCollab({ limits: { accessPollMs: 1_000_000 } });
  const { callId } = server.call();
  const { userId, cookie } = server.world.person('Asel');
  const client = await syncedClient(server, callId, cookie);
  server.world.setRole(userId, null);
  server.bus.publish('access', { userId });
  expect(await client.closed).toMatchObject({ code: 4403 });
});

test('[A44][R6] a frame sent right after the change is judged by the new rights', async () => {
  const server = await startCollab({ limits: { accessPollMs: 1_000_000 } });
  const { callId } = server.call('hello');
  const { userId, cookie } = server.world.person('Asel');
  const client = await syncedClient(server, callId, cookie);
  const late = update(edit(client, (doc) => type(doc, ' late')));
  server.world.setRole(userId, 'reader');
  server.bus.publish('access', { userId });
  client.send(late);
  expect(await client.closed).toMatchObject({ code: 4403 });
  expect(server.log.of(callId)).toHaveLength(1);
});

test('[A44][R6] a session that ends closes the socket with 4401, on a public call too', async () => {
  const server = await startCollab();
  const { callId } = server.call('open to all', { visibility: 'public' });
  const { cookie } = server.world.person('Asel');
  const client = await syncedClient(server, callId, cookie);
  server.world.signOut(cookie);
  expect(await client.closed).toMatchObject({ code: 4401 });
});

test('[A45][R6] a call that stops being public closes the sockets of people without a session', async () => {
  const server = await startCollab();
  const { callId } = server.call('open to all', { visibility: 'public' });
  const stranger = await syncedClient(server, callId, null);
  const member = await syncedClient(server, callId, server.world.person('Asel').cookie);
  server.world.setFacts(callId, { visibility: 'members' });
  expect(await stranger.closed).toMatchObject({ code: 4401 });
  expect(member.ws.readyState).toBe(member.ws.OPEN);
});

test('[A44][R6] a call that is published takes no more text, and says why', async () => {
  const server = await startCollab();
  const { callId } = server.call('done');
  const client = await syncedClient(server, callId, server.world.person('Asel').cookie);
  server.world.setFacts(callId, { status: 'published' });
  await expect
    .poll(() => client.frames.findLast(({ kind }) => kind === 'access'))
    .toMatchObject({
      message: { write: false, callStatus: 'published', reason: expect.any(String) as string },
    });
});

test('[A44][R6] a reader who may write from now on is asked for what it has', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const { userId, cookie } = server.world.person('Robin', 'reader');
  const client = await syncedClient(server, callId, cookie);
  const kept = edit(client, (doc) => type(doc, ' kept here'));
  server.world.setRole(userId, 'participant');
  await expect.poll(() => client.frames.some(({ kind }) => kind === 'syncStep1')).toBe(true);
  client.send(syncStep2(kept));
  await expect.poll(() => client.saved()).toBe(1);
});

test('[A44][R6] a change between the check and the opening of the socket is not missed', async () => {
  const server = await startCollab({ limits: { accessPollMs: 1_000_000 } });
  const { callId } = server.call();
  const { userId, cookie } = server.world.person('Asel');
  const slow = server.world.rights.callAccess;
  server.world.rights.callAccess = async (actor, id) => {
    const view = await slow(actor, id);
    server.world.setRole(userId, null);
    server.bus.publish('access', { userId });
    return view;
  };
  expect(await rawClient(server, callId, cookie).closed).toMatchObject({ code: 4403 });
});

test('[A44][R6] rights that cannot be read close the socket, and nothing it sent meanwhile counts', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call('hello');
  const { userId, cookie } = server.world.person('Asel');
  const client = await syncedClient(server, callId, cookie);
  server.world.failure = new Error('database down');
  server.bus.publish('access', { userId });
  client.send(update(edit(client, (doc) => type(doc, ' unchecked'))));
  await networkTurns(20);
  await clock.advance(2_000);
  expect(await client.closed).toMatchObject({ code: 4205 });
  expect(server.log.of(callId)).toHaveLength(1);
});

test('[A44][R6] rights that are never answered close the socket, which hears no more of the room', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call('hello');
  const { userId, cookie } = server.world.person('Asel');
  const client = await syncedClient(server, callId, cookie);
  server.world.rights.callAccess = () => new Promise<never>(() => undefined);
  server.bus.publish('access', { userId });
  await networkTurns(20);
  await clock.advance(5_000);
  expect(await client.closed).toMatchObject({ code: 4205 });
});

test('[A44][R6] a change of somebody else’s rights leaves a socket alone', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const other = server.world.person('Bruno');
  const client = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const gone = await syncedClient(server, callId, other.cookie);
  server.world.setRole(other.userId, null);
  await gone.closed;
  client.send(update(edit(client, (doc) => type(doc, '!'))));
  await expect.poll(() => client.saved()).toBe(1);
  expect(client.frames.filter(({ kind }) => kind === 'access')).toHaveLength(1);
});

test('[A32][R6] changes of rights that follow each other without end hold nobody’s keys for longer than about a second', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call('hello');
  const asel = server.world.person('Asel');
  const client = await syncedClient(server, callId, asel.cookie);
  const slow = server.world.rights.callAccess;
  server.world.rights.callAccess = async (actor, id) => {
    await pause(clock, 100);
    return slow(actor, id);
  };
  const storm = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 50) {
      server.bus.publish('access', { callId });
      await clock.advance(50);
    }
  };
  await storm(500);
  client.send(update(edit(client, (doc) => type(doc, '!'))));
  await storm(2_500);
  await expect.poll(() => client.saved()).toBe(1);

  server.world.setRole(asel.userId, 'reader');
  client.send(update(edit(client, (doc) => type(doc, ' too late'))));
  await storm(2_500);
  expect(await client.closed).toMatchObject({ code: 4403 });
  expect(server.log.of(callId)).toHaveLength(2);
});
