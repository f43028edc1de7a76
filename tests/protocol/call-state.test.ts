import { describe, expect, test } from 'vitest';
import { COVER_REQUEST_MS } from '#lib/collab/call-state.ts';
import { ManualClock, networkTurns } from './support/manual-clock.ts';
import {
  command,
  edit,
  rawClient,
  syncedClient,
  syncStep1,
  update,
  type RawClient,
} from './support/raw-client.ts';
import { startCollab, type TestCollab } from './support/start-collab.ts';
import { stockClient } from './support/stock-client.ts';
import { type } from './support/typing.ts';

const ask = command('{"kind":"askCover"}');
const withdraw = command('{"kind":"withdrawCover"}');
const takeOver = command('{"kind":"takeOver"}');

/** What a client was last told of its call. */
function state(client: RawClient): Record<string, unknown> | undefined {
  const frame = client.frames.findLast(({ kind }) => kind === 'callState');
  return frame?.kind === 'callState' ? frame.message : undefined;
}

const tellings = (client: RawClient): number =>
  client.frames.filter(({ kind }) => kind === 'callState').length;

async function threePeople(server: TestCollab) {
  const { callId } = server.call('hello');
  const ada = server.world.person('Ada');
  const bo = server.world.person('Bo');
  const robin = server.world.person('Robin', 'reader');
  return {
    callId,
    ada: { ...ada, client: await syncedClient(server, callId, ada.cookie) },
    bo: { ...bo, client: await syncedClient(server, callId, bo.cookie) },
    robin: { ...robin, client: await syncedClient(server, callId, robin.cookie) },
  };
}

test('[R27] everybody is told the whole state: when they come, and at every change, with a version that grows', async () => {
  const server = await startCollab();
  const { callId, ada, bo, robin } = await threePeople(server);
  const nothing = { version: 0, notetaker: null, cover: null, votes: [], ticks: [] };
  for (const { client } of [ada, bo, robin]) await expect.poll(() => state(client)).toEqual(nothing);

  ada.client.send(ask);
  const asked = {
    version: 1,
    notetaker: null,
    cover: { userId: ada.userId, name: 'Ada' },
    votes: [],
    ticks: [],
  };
  for (const { client } of [ada, bo, robin]) await expect.poll(() => state(client)).toEqual(asked);
  const late = await syncedClient(server, callId, server.world.person('Cem').cookie);
  await expect.poll(() => state(late)).toEqual(asked);

  ada.client.send(withdraw);
  await expect.poll(() => state(late)).toEqual({ ...nothing, version: 2 });
});

test('[R27] who is told a change of their rights before they ask for the document hears of the state all the same', async () => {
  const server = await startCollab({ limits: { accessPollMs: 1_000_000 } });
  const { callId } = server.call('hello');
  const client = rawClient(server, callId, server.world.person('Ada').cookie);
  await client.opened;
  await expect.poll(() => client.frames.some(({ kind }) => kind === 'syncStep1')).toBe(true);
  server.world.setFacts(callId, { notetakerOnly: true });
  server.bus.publish('access', { callId });
  await expect.poll(() => client.frames.some(({ kind }) => kind === 'access')).toBe(true);
  client.send(syncStep1());
  await expect.poll(() => state(client)).toMatchObject({ version: 0, notetaker: null, cover: null });
});

test('[R27] whoever takes over is the notetaker from then on, in their rights and presence too', async () => {
  const server = await startCollab({ limits: { accessPollMs: 1_000_000 } });
  const { callId, ada, bo, robin } = await threePeople(server);
  server.world.setFacts(callId, { notetakerOnly: false });
  ada.client.send(ask);
  await expect.poll(() => state(bo.client)).toMatchObject({ cover: { name: 'Ada' } });
  bo.client.send(takeOver);
  for (const { client } of [ada, bo, robin]) {
    await expect
      .poll(() => state(client))
      .toMatchObject({
        version: 2,
        notetaker: { userId: bo.userId, name: 'Bo' },
        cover: null,
        votes: [],
      });
  }
  // Rights are read again without waiting for the table of changes: only the notetaker writes now.
  server.world.setFacts(callId, { notetakerOnly: true });
  server.bus.publish('access', { callId });
  bo.client.send(update(edit(bo.client, (doc) => type(doc, ' mine'))));
  await expect.poll(() => bo.client.saved()).toBe(1);
});

test('[R27] nobody takes over what nobody asks, or their own notes, and of two the first does', async () => {
  const server = await startCollab();
  const { callId, ada, bo } = await threePeople(server);
  const cem = server.world.person('Cem');
  const third = await syncedClient(server, callId, cem.cookie);
  await expect.poll(() => tellings(bo.client)).toBe(1);
  bo.client.send(takeOver);
  await expect.poll(() => tellings(bo.client)).toBe(2);
  ada.client.send(ask);
  ada.client.send(takeOver);
  await expect.poll(() => tellings(ada.client)).toBe(3);
  expect(server.world.notetakerOf(callId)).toBeNull();

  bo.client.send(takeOver);
  await expect.poll(() => state(third)).toMatchObject({ notetaker: { name: 'Bo' } });
  third.send(takeOver);
  await expect.poll(() => tellings(third)).toBeGreaterThanOrEqual(4);
  expect(server.world.notetakerOf(callId)).toBe(bo.userId);
});

test.each([
  ['ask', ask],
  ['take over', takeOver],
  ['withdraw', withdraw],
])('[R27] a reader who tries to %s changes nothing, and is told the state again', async (_, attempt) => {
  const server = await startCollab();
  const { callId, ada, robin } = await threePeople(server);
  if (attempt !== ask) ada.client.send(ask);
  const version = attempt === ask ? 0 : 1;
  await expect.poll(() => state(robin.client)).toMatchObject({ version });
  const before = tellings(robin.client);
  robin.client.send(attempt);
  await expect.poll(() => tellings(robin.client)).toBe(before + 1);
  expect(state(robin.client)).toMatchObject({ version });
  expect(server.world.notetakerOf(callId)).toBeNull();
  expect(robin.client.ws.readyState).toBe(robin.client.ws.OPEN);
  ada.client.send(attempt === ask ? ask : withdraw);
  await expect.poll(() => state(robin.client)).toMatchObject({ version: version + 1 });
});

test('[R27] the agenda of a planned call gives no right to these commands, and a stranger who reads has none', async () => {
  const server = await startCollab();
  const { callId } = server.call('planned', { status: 'planned', visibility: 'public' });
  const ada = await syncedClient(server, callId, server.world.person('Ada').cookie);
  const stranger = await syncedClient(server, callId, null);
  await expect.poll(() => tellings(stranger)).toBe(1);
  stranger.send(ask);
  await expect.poll(() => tellings(stranger)).toBe(2);
  await expect.poll(() => tellings(ada)).toBe(1);
  ada.send(ask);
  await expect.poll(() => tellings(ada)).toBe(2);
  expect(state(ada)).toMatchObject({ version: 0, cover: null });
});

test('[R27] a request ends after five minutes by the server’s clock, and everybody is told', async () => {
  const clock = new ManualClock();
  // Nobody answers pings while the clock is turned by hand.
  const server = await startCollab({ clock, limits: { heartbeatMs: 100 * COVER_REQUEST_MS } });
  const { callId } = server.call('hello');
  const ada = await syncedClient(server, callId, server.world.person('Ada').cookie);
  const bo = await syncedClient(server, callId, server.world.person('Bo').cookie);
  ada.send(ask);
  await expect.poll(() => state(bo)).toMatchObject({ version: 1, cover: { name: 'Ada' } });
  await clock.advance(COVER_REQUEST_MS - 1000);
  expect(state(bo)).toMatchObject({ version: 1, cover: { name: 'Ada' } });
  await clock.advance(1000);
  for (const client of [ada, bo])
    await expect.poll(() => state(client)).toMatchObject({ version: 2, cover: null });
});

test('[R27] what another process changes is found in the table of changes, and no rights are read for it', async () => {
  const server = await startCollab();
  const { callId, ada, robin } = await threePeople(server);
  await expect.poll(() => tellings(robin.client)).toBe(1);
  let asked = 0;
  const { callAccess } = server.world.rights;
  server.world.rights.callAccess = (actor, id) => {
    asked += 1;
    return callAccess(actor, id);
  };
  server.world.askCoverElsewhere(callId, ada.userId);
  await expect.poll(() => state(robin.client)).toMatchObject({ version: 1, cover: { name: 'Ada' } });
  expect(asked).toBe(0);
});

test('[R27] a command that the store refuses changes nothing, and the socket goes on', async () => {
  const server = await startCollab();
  const { ada, bo } = await threePeople(server);
  await expect.poll(() => tellings(ada.client)).toBe(1);
  const { run } = server.world.callState;
  server.world.callState.run = () => Promise.reject(new Error('the store is down'));
  ada.client.send(ask);
  await expect.poll(() => tellings(ada.client)).toBe(2);
  expect(state(ada.client)).toMatchObject({ version: 0, cover: null });
  server.world.callState.run = run;
  ada.client.send(ask);
  await expect.poll(() => state(bo.client)).toMatchObject({ version: 1 });
});

describe('[R7] a command outside the grammar ends the socket with 4400', () => {
  test.each([
    ['no JSON', command('askCover')],
    ['no object', command('"askCover"')],
    ['an unknown kind', command('{"kind":"makeMeChair"}')],
    ['a field too many', command('{"kind":"takeOver","userId":"user-1"}')],
    ['too long', command(`{"kind":"askCover"${' '.repeat(300)}}`)],
    ['bytes after the end', Uint8Array.from([...ask, 0])],
    ['nothing after the type', Uint8Array.of(104)],
    ['the server’s own message', Uint8Array.from([105, ...ask.subarray(1)])],
  ])('%s', async (_, bytes) => {
    const server = await startCollab();
    const { callId } = server.call('hello');
    const ada = await syncedClient(server, callId, server.world.person('Ada').cookie);
    ada.send(bytes);
    expect(await ada.closed).toMatchObject({ code: 4400 });
    expect((await server.world.callState.read(callId))?.version).toBe(0);
  });
});

test('[R12] commands over and over end the socket with 4429', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call('hello');
  const ada = await syncedClient(server, callId, server.world.person('Ada').cookie);
  for (let round = 0; round < 21; round += 1) {
    ada.send(ask);
    ada.send(withdraw);
  }
  expect(await ada.closed).toMatchObject({ code: 4429 });
});

test('[R28] a tick is told to every open call of the series, and taken back', async () => {
  const server = await startCollab();
  const [here, there] = [server.call('hello'), server.call('hello too')];
  const ada = await syncedClient(server, here.callId, server.world.person('Ada').cookie);
  const robin = await syncedClient(server, there.callId, server.world.person('Robin', 'reader').cookie);
  for (const done of [true, false]) {
    const tick = { callId: there.callId, lineId: 'line-1', done };
    ada.send(command(JSON.stringify({ kind: 'tick', ...tick })));
    for (const client of [ada, robin])
      await expect.poll(() => state(client)).toMatchObject({ version: 0, ticks: [tick] });
  }
});

test('[R28] whoever may change the agenda of a planned call ticks on it; a reader changes nothing', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello', { status: 'planned' });
  const ada = await syncedClient(server, callId, server.world.person('Ada').cookie);
  const robin = await syncedClient(server, callId, server.world.person('Robin', 'reader').cookie);
  const tick = { callId, lineId: 'line-1', done: true };
  const bytes = command(JSON.stringify({ kind: 'tick', ...tick }));
  await expect.poll(() => tellings(robin)).toBe(1);
  robin.send(bytes);
  await expect.poll(() => tellings(robin)).toBe(2);
  expect(state(robin)).toMatchObject({ ticks: [] });
  ada.send(bytes);
  await expect.poll(() => state(robin)).toMatchObject({ ticks: [tick] });
  await expect.poll(() => tellings(ada)).toBe(2);
  ada.send(bytes);
  await expect.poll(() => tellings(ada)).toBe(3);
});

test('[R2] a stock client types on while the state of the call changes around it', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const stock = stockClient(server, callId, server.world.person('Bo').cookie);
  await stock.synced();
  const ada = await syncedClient(server, callId, server.world.person('Ada').cookie);
  ada.send(ask);
  await expect.poll(() => stock.states.at(-1)).toMatchObject({ cover: { name: 'Ada' } });
  type(stock.doc, '!');
  await expect.poll(() => ada.text()).toBe('hello!');
  expect(stock.closes).toEqual([]);
});

test('[R27] whoever may propose items says which they want, on a locked agenda too, and everybody is told who', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello', { status: 'planned' });
  server.world.setFacts(callId, { agendaLocked: true });
  const ada = server.world.person('Ada');
  const robin = server.world.person('Robin', 'reader');
  const client = await syncedClient(server, callId, ada.cookie);
  const reader = await syncedClient(server, callId, robin.cookie);
  const votes = (of: RawClient): unknown => state(of)?.['votes'];

  client.send(command('{"kind":"vote","item":"item-1","wanted":true}'));
  const wanted = [{ item: 'item-1', people: [{ userId: ada.userId, name: 'Ada' }] }];
  for (const one of [client, reader]) await expect.poll(() => votes(one)).toEqual(wanted);

  const before = tellings(reader);
  reader.send(command('{"kind":"vote","item":"item-1","wanted":true}'));
  await expect.poll(() => tellings(reader)).toBe(before + 1);
  expect(votes(reader)).toEqual(wanted);

  client.send(command('{"kind":"vote","item":"item-1","wanted":false}'));
  await expect.poll(() => votes(reader)).toEqual([]);

  server.world.setFacts(callId, { status: 'live' });
  await expect
    .poll(() =>
      client.frames.some((frame) => frame.kind === 'access' && frame.message['callStatus'] === 'live'),
    )
    .toBe(true);
  client.send(command('{"kind":"vote","item":"item-1","wanted":true}'));
  await expect.poll(() => state(client)).toMatchObject({ version: 2, votes: [] });
});

test('[A44][R27] a command that waits for the one before it does nothing once its sender may not give it any more', async () => {
  const server = await startCollab();
  const { ada, bo } = await threePeople(server);
  const { callState } = server.world;
  const run = callState.run.bind(callState);
  const ran: string[] = [];
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  callState.run = async (...given) => {
    ran.push(given[1]);
    await held;
    return run(...given);
  };
  ada.client.send(ask);
  await expect.poll(() => ran).toEqual([ada.userId]);
  const answers = (): number => bo.client.frames.filter(({ kind }) => kind === 'syncStep2').length;
  const before = answers();
  bo.client.send(takeOver);
  bo.client.send(syncStep1());
  await expect.poll(answers).toBe(before + 1);

  server.world.setRole(bo.userId, 'reader');
  await expect
    .poll(() => bo.client.frames.findLast(({ kind }) => kind === 'access'))
    .toMatchObject({
      message: { write: false },
    });
  goOn();
  await expect.poll(() => state(bo.client)).toMatchObject({ version: 1, cover: { userId: ada.userId } });
  await networkTurns(20);
  expect(ran).toEqual([ada.userId]);
  expect(state(ada.client)).toMatchObject({ version: 1, notetaker: null });
});
