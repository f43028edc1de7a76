import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { edit, rawClient, syncedClient, syncStep2, update, type RawClient } from './support/raw-client.ts';
import { startCollab } from './support/start-collab.ts';
import { lineText, type } from './support/typing.ts';

/** `varUint(2)` written in two bytes instead of one. */
const overlongTwo = [0x82, 0x00];

const ways: [string, (reader: RawClient) => Uint8Array][] = [
  ['an update', (reader) => update(edit(reader, (doc) => type(doc, ' mine')))],
  ['a syncStep2 with content', (reader) => syncStep2(edit(reader, (doc) => type(doc, ' mine')))],
  ['an update that only deletes', (reader) => update(edit(reader, (doc) => lineText(doc).delete(0, 3)))],
  ['a syncStep2 that only deletes', (reader) => syncStep2(edit(reader, (doc) => lineText(doc).delete(0, 3)))],
  [
    'an update whose kind is written in two bytes',
    (reader) => {
      const [, , ...rest] = update(edit(reader, (doc) => type(doc, ' mine')));
      return Uint8Array.from([0, ...overlongTwo, ...rest]);
    },
  ],
  [
    'an update whose message type is written in two bytes',
    (reader) => {
      const [, ...rest] = update(edit(reader, (doc) => type(doc, ' mine')));
      return Uint8Array.from([0x80, 0x00, ...rest]);
    },
  ],
  [
    'an update that waits for another',
    (reader) => {
      edit(reader, (doc) => type(doc, 'never sent'));
      return update(edit(reader, (doc) => type(doc, ' mine')));
    },
  ],
  [
    'an update behind a syncStep1',
    (reader) => Uint8Array.from([0, 0, 1, 0, ...update(edit(reader, (doc) => type(doc, ' mine')))]),
  ],
  ['an update of nothing', () => update(Uint8Array.of(0, 0))],
];

describe('[A42][R5] a reader who writes changes nothing for anybody and is closed with 4403', () => {
  test.each(ways)('%s', async (_, attack) => {
    const server = await startCollab();
    const { callId } = server.call('hello');
    const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
    const reader = await syncedClient(server, callId, server.world.person('Robin', 'reader').cookie);
    const rows = server.log.of(callId).length;

    reader.send(attack(reader));
    expect(await reader.closed).toMatchObject({ code: 4403 });

    // What comes after shows that nothing of it was applied, passed on or stored.
    writer.send(update(edit(writer, (doc) => type(doc, '!'))));
    const late = await syncedClient(server, callId, server.world.person('Cyd').cookie);
    await expect.poll(() => late.text()).toBe('hello!');
    expect(writer.text()).toBe('hello!');
    await expect.poll(() => server.log.of(callId).length).toBe(rows + 1);
  });
});

test('[A42][R5] a reader is not asked for what it has, and its answer that holds nothing new is taken', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  writer.send(update(edit(writer, (doc) => lineText(doc).delete(0, 1))));
  const reader = await syncedClient(server, callId, server.world.person('Robin', 'reader').cookie);
  await expect.poll(() => reader.text()).toBe('ello');
  expect(reader.frames.some(({ kind }) => kind === 'syncStep1')).toBe(false);

  reader.send(syncStep2(Uint8Array.of(0, 0)));
  reader.send(syncStep2(Y.encodeStateAsUpdate(reader.doc)));
  await expect.poll(() => reader.saved()).toBe(2);
  expect(reader.ws.readyState).toBe(reader.ws.OPEN);
});

test('[A42][R5] frames that wait for the room are judged by the rights at the moment they are handled', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const { userId, cookie } = server.world.person('Asel');
  const before = await syncedClient(server, callId, cookie);
  const stale = edit(before, (doc) => type(doc, ' late'));
  before.ws.terminate();

  const other = server.call('other');
  const open = server.log.block('load');
  const waiting = rawClient(server, other.callId, cookie);
  await waiting.opened;
  waiting.send(update(stale));
  server.world.setRole(userId, 'reader');
  await expect.poll(() => server.collab.stats().sockets).toBeGreaterThan(0);
  server.bus.publish('access', { userId });
  open();
  expect(await waiting.closed).toMatchObject({ code: 4403 });
});

test('[A42][R5] a large answer of a reader is read only when it is the echo', async () => {
  const server = await startCollab({ limits: { largeFrameBytes: 1_000 } });
  const { callId } = server.call('x'.repeat(3_000));
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  for (let index = 0; index < 800; index += 1) {
    writer.doc.transact(() => lineText(writer.doc).delete(index, 1));
  }
  writer.send(syncStep2(Y.encodeStateAsUpdate(writer.doc)));
  await expect.poll(() => writer.saved()).toBe(1);
  const reader = await syncedClient(server, callId, server.world.person('Robin', 'reader').cookie);
  const echo = Y.encodeStateAsUpdate(reader.doc, Y.encodeStateVector(reader.doc));
  expect(echo.length).toBeGreaterThan(1_000);
  reader.send(syncStep2(echo));
  await expect.poll(() => reader.saved()).toBe(1);
  reader.send(syncStep2(Y.encodeStateAsUpdate(reader.doc)));
  expect(await reader.closed).toMatchObject({ code: 4403 });
});
