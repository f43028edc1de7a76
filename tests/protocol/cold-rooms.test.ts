import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createNotesUpdate } from '#lib/notes/ydoc.ts';
import { ManualClock, networkTurns, turns } from './support/manual-clock.ts';
import { edit, rawClient, syncedClient, syncStep1, syncStep2, update } from './support/raw-client.ts';
import { notesOf, startCollab } from './support/start-collab.ts';
import { textOf, type } from './support/typing.ts';

test('[R36] who joins a cold call is sent its stored bytes first, and may write after the document was found whole', async () => {
  const server = await startCollab({ limits: { buildMs: 60_000 } });
  const { callId } = server.call('stored');
  const client = rawClient(server, callId, server.world.person('Asel').cookie);
  await client.opened;
  client.send(syncStep1());
  await expect.poll(() => client.frames.map(({ kind }) => kind)).toContain('access');
  expect(client.frames.map(({ kind }) => kind).slice(0, 3)).toEqual(['syncStep2', 'syncStep1', 'access']);
  expect(client.text()).toBe('stored');
});

test('[R36] who comes to a cold call with a copy gets what it lacks, and nothing typed meanwhile is lost', async () => {
  const server = await startCollab();
  const { callId, lineage } = server.call('stored');
  const copy = new Y.Doc();
  Y.applyUpdate(copy, server.log.of(callId)[0]?.update ?? Uint8Array.of(0, 0));
  const stored = Y.encodeStateVector(copy);
  const elsewhere = new Y.Doc();
  Y.applyUpdate(elsewhere, Y.encodeStateAsUpdate(copy));
  type(elsewhere, ' and more');
  server.log.seed(callId, Y.encodeStateAsUpdate(elsewhere, stored));
  type(copy, ' offline,');
  const client = rawClient(server, callId, server.world.person('Asel').cookie, {
    query: `?lineage=${lineage}`,
  });
  await client.opened;
  client.send(syncStep1(Y.encodeStateVector(copy)));
  client.send(syncStep2(Y.encodeStateAsUpdate(copy, stored)));
  await expect.poll(() => client.saved()).toBe(1);
  const reader = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  for (const part of ['stored', ' offline,', ' and more']) expect(reader.text()).toContain(part);
});

test('[A5][R9][R36] a log with a gap closes with 4500, is never empty, never editable, and stays as it is', async () => {
  const server = await startCollab();
  const { callId } = server.call('precious');
  const doc = new Y.Doc();
  Y.applyUpdate(doc, server.log.of(callId)[0]?.update ?? Uint8Array.of(0, 0));
  type(doc, 'lost');
  const before = Y.encodeStateVector(doc);
  type(doc, 'kept');
  server.log.seed(callId, Y.encodeStateAsUpdate(doc, before));
  const rows = server.log.of(callId).map((row) => ({ ...row, update: [...row.update] }));
  const client = rawClient(server, callId, server.world.person('Asel').cookie);
  await client.opened;
  client.send(syncStep1());
  client.send(update(createNotesUpdate(notesOf('overwritten'), 'x')));
  expect(await client.closed).toMatchObject({ code: 4500 });
  const kinds = client.frames.map(({ kind }) => kind);
  expect(kinds).not.toContain('access');
  expect(client.text()).toBe('precious');
  expect(server.log.of(callId).map((row) => ({ ...row, update: [...row.update] }))).toEqual(rows);
  expect(server.collab.stats()).toMatchObject({ rooms: 0, loadFailures: 1 });
});

test('[A5][R9] a document of another lineage is not sent to anybody', async () => {
  const server = await startCollab();
  const { callId } = server.call('mine');
  server.log.rows.splice(0);
  server.log.seed(callId, createNotesUpdate(notesOf('stranger'), 'another lineage'));
  const client = rawClient(server, callId, server.world.person('Asel').cookie);
  await client.opened;
  client.send(syncStep1());
  expect(await client.closed).toMatchObject({ code: 4500 });
  expect(client.frames).toEqual([]);
});

test('[A6][R10] fifty who enter a cold note at once cause one load and one document, and all get the same', async () => {
  const server = await startCollab();
  const { callId } = server.call('one load');
  const open = server.log.block('load');
  const cookies = Array.from({ length: 5 }, (_, index) => server.world.person(String(index)).cookie);
  const clients = Array.from({ length: 50 }, (_, index) =>
    rawClient(server, callId, cookies[index % 5] ?? ''),
  );
  await Promise.all(clients.map((client) => client.opened));
  for (const client of clients) client.send(syncStep1());
  await networkTurns(20);
  expect(clients.flatMap((client) => client.frames)).toEqual([]);
  const build = vi.spyOn(Y.Doc.prototype, 'getMap');
  open();
  for (const client of clients) {
    await expect.poll(() => client.frames.some(({ kind }) => kind === 'access')).toBe(true);
    const first = client.frames.find(({ kind }) => kind === 'syncStep2' || kind === 'update');
    expect(first).toMatchObject({ kind: 'syncStep2' });
    expect(client.text()).toBe('one load');
  }
  expect(server.log.asked.load).toBe(1);
  // The lineage is read once for each document that is built.
  expect(new Set(build.mock.contexts).size).toBe(1);
});

test('[R37] a quiet document is held as bytes alone: readers and writers join it, and the next change brings it back', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId, lineage } = server.call('quiet');
  const [asel, bruno] = [server.world.person('Asel').cookie, server.world.person('Bruno').cookie];
  const writer = await syncedClient(server, callId, asel);
  writer.send(update(edit(writer, (doc) => type(doc, ' note'))));
  writer.send(update(edit(writer, (doc) => type(doc, '!'))));
  await clock.advance(100);
  await expect.poll(() => writer.saved()).toBe(2);
  expect(server.collab.stats().documents).toBe(1);
  await clock.advance(120_000);
  expect(server.collab.stats().documents).toBe(0);

  const other = await syncedClient(server, callId, bruno);
  expect(other.text()).toBe('quiet note!');
  other.send(syncStep2(Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(other.doc))));
  await clock.advance(100);
  await expect.poll(() => other.saved()).toBe(1);
  const back = rawClient(server, callId, bruno, { query: `?lineage=${lineage}` });
  await back.opened;
  back.send(syncStep1(Y.encodeStateVector(other.doc)));
  await expect.poll(() => back.frames.map(({ kind }) => kind)).toContain('access');
  expect(server.collab.stats()).toMatchObject({ rooms: 1, loads: 1, documents: 0 });

  other.send(update(edit(other, (doc) => type(doc, ' And on.'))));
  await clock.advance(100);
  await expect.poll(() => writer.text()).toBe('quiet note! And on.');
  await expect.poll(() => other.saved()).toBe(2);
  expect(textOf(writer.doc)).toBe(textOf(other.doc));
  expect(server.collab.stats().documents).toBe(1);
  await clock.advance(120_000);
  expect(server.collab.stats().documents).toBe(0);
  const last = await syncedClient(server, callId, asel);
  expect(last.text()).toBe('quiet note! And on.');
});

test('[A7][R11] a thousand who leave and come back around the moment of unloading find one document, unchanged', async () => {
  const server = await startCollab({
    limits: { idleMs: 1, buildMs: 0, messageBurst: 2_000, syncBurst: 1_000 },
  });
  const { callId } = server.call('unchanged');
  const { cookie } = server.world.person('Asel');
  const [{ update: stored } = { update: Uint8Array.of(0, 0) }] = server.log.of(callId);
  for (let round = 0; round < 1_000; round += 1) {
    const client = await syncedClient(server, callId, cookie);
    if (round % 100 === 0) expect(client.text()).toBe('unchanged');
    client.ws.close();
    if (round % 3 === 0) await client.closed;
    if (round % 5 === 0) await turns(3);
    client.doc.destroy();
  }
  await expect.poll(() => server.collab.stats()).toMatchObject({ rooms: 0, dirty: 0, sockets: 0 });
  expect(server.log.of(callId).map(({ update: bytes }) => bytes)).toEqual([stored]);
  const last = await syncedClient(server, callId, cookie);
  expect(last.text()).toBe('unchanged');
  expect(server.collab.stats().rooms).toBe(1);
});
