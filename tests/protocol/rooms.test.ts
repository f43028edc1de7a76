import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createNotesUpdate } from '#lib/notes/ydoc.ts';
import { ManualClock, networkTurns, turns } from './support/manual-clock.ts';
import { storeDown } from './support/memory-log.ts';
import { edit, rawClient, syncedClient, syncStep1, update } from './support/raw-client.ts';
import { notesOf, startCollab, type TestCollab } from './support/start-collab.ts';
import { stockClient } from './support/stock-client.ts';
import { addLine, type } from './support/typing.ts';

/** Writes a line to a call's log, as the server's own commands do; gives the row's id. */
function appendLine({ log }: TestCollab, callId: string, text: string): bigint {
  const doc = new Y.Doc();
  for (const row of log.of(callId)) Y.applyUpdate(doc, row.update);
  const before = Y.encodeStateVector(doc);
  addLine(doc, text, 'line-server');
  log.seed(callId, Y.encodeStateAsUpdate(doc, before));
  return log.of(callId).at(-1)?.id ?? 0n;
}

test('[R10] fifty who come at once to a cold call cause one load and all get the same content', async () => {
  const server = await startCollab();
  const { callId } = server.call('one load');
  const open = server.log.block('load');
  const cookies = Array.from(
    { length: 5 },
    (_, index) => server.world.person(`Person ${String(index)}`).cookie,
  );
  const clients = Array.from({ length: 50 }, (_, index) =>
    rawClient(server, callId, cookies[index % 5] ?? ''),
  );
  await Promise.all(clients.map((client) => client.opened));
  for (const client of clients) client.send(syncStep1());
  await networkTurns(20);
  expect(clients.flatMap((client) => client.frames)).toEqual([]);
  open();
  for (const client of clients) await expect.poll(() => client.text()).toBe('one load');
  expect(server.log.asked.load).toBe(1);
});

test.each([
  ['fails', (server: Awaited<ReturnType<typeof startCollab>>) => void (server.log.failWith.load = storeDown)],
  ['finds nothing', (server: Awaited<ReturnType<typeof startCollab>>) => void server.log.rows.splice(0)],
])(
  '[R9] a load that %s closes with 4500 and sends no document, and works again afterwards',
  async (_, harm) => {
    const server = await startCollab();
    const { callId } = server.call('precious');
    const rows = [...server.log.rows];
    harm(server);
    const client = rawClient(server, callId, server.world.person('Asel').cookie);
    await client.opened;
    client.send(syncStep1());
    client.send(update(createNotesUpdate(notesOf('overwritten'), 'x')));
    expect(await client.closed).toMatchObject({ code: 4500 });
    expect(client.frames).toEqual([]);
    expect(server.log.asked.append).toBe(0);
    expect(server.collab.stats()).toMatchObject({ rooms: 0, loadFailures: 1 });

    server.log.failWith = {};
    server.log.rows.splice(0, server.log.rows.length, ...rows);
    const again = await syncedClient(server, callId, server.world.person('Bruno').cookie);
    expect(again.text()).toBe('precious');
  },
);

test('[R9] a log with a gap or of another document is not opened', async () => {
  const server = await startCollab();
  const { callId, lineage } = server.call('precious');
  const doc = new Y.Doc();
  Y.applyUpdate(doc, createNotesUpdate(notesOf('a'), lineage));
  const before = Y.encodeStateVector(doc);
  type(doc, 'b');
  const between = Y.encodeStateVector(doc);
  type(doc, 'c');
  server.log.seed(callId, Y.encodeStateAsUpdate(doc, between));
  expect(Y.decodeStateVector(before)).not.toEqual(Y.decodeStateVector(between));
  const { cookie } = server.world.person('Asel');
  expect(await rawClient(server, callId, cookie).closed).toMatchObject({ code: 4500 });

  const other = server.call('mine');
  server.log.rows.splice(0);
  server.log.seed(other.callId, createNotesUpdate(notesOf('stranger'), 'another lineage'));
  expect(await rawClient(server, other.callId, cookie).closed).toMatchObject({ code: 4500 });
});

test('[R9][R25] what the server writes while a call is loaded is in its document, and so in its rows', async () => {
  const server = await startCollab({ limits: { projectQuietMs: 10 } });
  const { callId } = server.call('page');
  const { log } = server;
  const clients = log.clients.bind(log);
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  log.clients = async (id) => {
    await answered;
    return clients(id);
  };
  const client = rawClient(server, callId, server.world.person('Asel').cookie);
  await client.opened;
  client.send(syncStep1());
  await expect.poll(() => log.asked.load).toBe(1);
  await turns(5);
  server.bus.publish('document', { callId, logId: appendLine(server, callId, 'by the server') });
  answer();
  await expect.poll(() => client.text()).toBe('page\nby the server');
  await expect
    .poll(() => JSON.stringify(server.projected.at(-1)?.notes), { timeout: 3_000 })
    .toContain('by the server');
});

test('[R9][R25] what the server wrote is read again when reading it failed', async () => {
  const server = await startCollab({ limits: { compareAloneMs: 30 } });
  const { callId } = server.call('page');
  const client = await syncedClient(server, callId, server.world.person('Asel').cookie);
  server.log.failWith.since = storeDown;
  server.bus.publish('document', { callId, logId: appendLine(server, callId, 'by the server') });
  await expect
    .poll(() => server.events.filter((event) => event === 'reading the log again failed').length)
    .toBeGreaterThan(1);
  server.log.failWith = {};
  await expect.poll(() => client.text()).toBe('page\nby the server');
});

test('[R9] a stock client whose call cannot be loaded comes back by itself when it can', async () => {
  const server = await startCollab();
  const { callId } = server.call('back again');
  server.log.failWith.load = storeDown;
  const client = stockClient(server, callId, server.world.person('Asel').cookie);
  await expect.poll(() => client.closes).toContain(4500);
  expect(client.text()).toBe('');
  server.log.failWith = {};
  await expect.poll(() => client.text(), { timeout: 5_000 }).toBe('back again');
});

test('[R11] a room nobody is in is unloaded after a while, and its text is there for the next', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock, limits: { idleMs: 1_000 } });
  const { callId } = server.call('hello');
  const { cookie } = server.world.person('Asel');
  const client = await syncedClient(server, callId, cookie);
  client.send(update(edit(client, (doc) => type(doc, ' again'))));
  await expect.poll(() => client.saved()).toBe(1);
  client.ws.close();
  await client.closed;
  await expect.poll(() => server.collab.stats().sockets).toBe(0);
  await clock.advance(900);
  expect(server.collab.stats().rooms).toBe(1);
  await clock.advance(200);
  expect(server.collab.stats().rooms).toBe(0);

  const next = await syncedClient(server, callId, cookie);
  expect(next.text()).toBe('hello again');
  expect(server.log.asked.load).toBe(2);
});

test('[R11] a room is not unloaded while anything of it is uncommitted, and who joins meanwhile finds it all', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock, limits: { idleMs: 1_000 } });
  const { callId } = server.call('hello');
  const { cookie } = server.world.person('Asel');
  const open = server.log.block('append');
  const client = await syncedClient(server, callId, cookie);
  client.send(update(edit(client, (doc) => type(doc, ' unsaved'))));
  await expect.poll(() => server.log.asked.append).toBe(1);
  client.ws.close();
  await client.closed;
  await expect.poll(() => server.collab.stats().sockets).toBe(0);
  await clock.advance(2_000);
  expect(server.collab.stats()).toMatchObject({ rooms: 1, dirty: 1 });

  const next = await syncedClient(server, callId, cookie);
  expect(next.text()).toBe('hello unsaved');
  open();
  await networkTurns(20);
  await clock.advance(20_000);
  expect(server.collab.stats().rooms).toBe(1);
  expect(server.log.asked.load).toBe(1);
  next.send(update(edit(next, (doc) => type(doc, ' still'))));
  await networkTurns(20);
  await clock.advance(100);
  await expect.poll(() => next.saved()).toBe(1);
});

test('[R11] leaving and coming back a hundred times around the moment of unloading changes nothing', async () => {
  const server = await startCollab({ limits: { idleMs: 1 } });
  const { callId } = server.call('rounds: ');
  const { cookie } = server.world.person('Asel');
  for (let round = 0; round < 100; round += 1) {
    const client = await syncedClient(server, callId, cookie);
    client.send(update(edit(client, (doc) => type(doc, `${String(round)},`))));
    if (round % 3 === 0) await expect.poll(() => client.saved()).toBe(1);
    client.ws.close();
    if (round % 2 === 0) await client.closed;
  }
  const expected = `rounds: ${Array.from({ length: 100 }, (_, round) => `${String(round)},`).join('')}`;
  const last = await syncedClient(server, callId, cookie);
  await expect.poll(() => last.text()).toBe(expected);
  last.ws.close();
  await expect.poll(() => server.collab.stats(), { timeout: 5_000 }).toMatchObject({ rooms: 0, dirty: 0 });
});

test('[R10] what another process wrote to the log reaches an open room when the bus says so', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const client = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const elsewhere = new Y.Doc();
  Y.applyUpdate(elsewhere, Y.encodeStateAsUpdate(client.doc));
  const before = Y.encodeStateVector(elsewhere);
  type(elsewhere, ' from elsewhere');
  const [logId] = await server.log.append([
    { callId, update: Y.encodeStateAsUpdate(elsewhere, before), actorId: null },
  ]);
  server.bus.publish('document', { callId, logId: logId ?? 0n });
  await expect.poll(() => client.text()).toBe('hello from elsewhere');
  expect(server.log.of(callId)).toHaveLength(2);
});
