import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { mayReconnect } from '#lib/collab/close-codes.ts';
import { notesFragment } from '#lib/notes/ydoc.ts';
import { socketPath } from '#lib/collab/protocol.ts';
import { AccountRates } from '#server/collab/account-rates.ts';
import { defaultLimits } from '#server/collab/limits.ts';
import { ManualClock, networkTurns } from './support/manual-clock.ts';
import {
  edit,
  rawClient,
  syncedClient,
  syncStep1,
  syncStep2,
  update,
  type RawClient,
} from './support/raw-client.ts';
import { startCollab, type TestCollab } from './support/start-collab.ts';
import { addLine, type } from './support/typing.ts';

test('[R12] twenty pages pasted at once are taken, saved and seen', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const page = 'Somebody said something worth noting down in full. '.repeat(60);
  const pasted = edit(writer, (doc) => {
    for (let index = 0; index < 400; index += 1) addLine(doc, page.slice(0, 160), `pasted-${String(index)}`);
  });
  expect(pasted.length).toBeGreaterThan(64 * 1024);
  writer.send(update(pasted));
  await expect.poll(() => writer.saved()).toBe(1);
  await expect.poll(() => watcher.text()).toBe(writer.text());
});

test('[A32][R12] a writer who is too fast is closed with 4429, and what was accepted is kept', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock, limits: { messageBurst: 20 } });
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  for (let key = 0; key < 40; key += 1) writer.send(update(edit(writer, (doc) => type(doc, 'x'))));
  expect(await writer.closed).toMatchObject({ code: 4429 });
  await clock.advance(1_000);
  const fresh = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  expect(fresh.text()).toBe(`hello${'x'.repeat(19)}`);
});

test('[A31][R12] a socket that asks for the document over and over is closed with 4429', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const reader = await syncedClient(server, callId, server.world.person('Robin', 'reader').cookie);
  for (let round = 0; round < 60; round += 1) reader.send(syncStep1());
  expect(await reader.closed).toMatchObject({ code: 4429 });
  expect(reader.frames.filter(({ kind }) => kind === 'syncStep2').length).toBeLessThanOrEqual(31);
});

test('[A32][R12] so many bytes a second and no more', async () => {
  const server = await startCollab({ limits: { byteBurst: 100_000, bytesPerSecond: 1 } });
  const { callId } = server.call('hello');
  const client = await syncedClient(server, callId, server.world.person('Asel').cookie);
  for (const id of ['one', 'two'])
    client.send(update(edit(client, (doc) => addLine(doc, 'y'.repeat(60_000), id))));
  expect(await client.closed).toMatchObject({ code: 4429 });
  const fresh = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  expect(fresh.text()).toHaveLength('hello\n'.length + 60_000);
});

test('[A38][R12] an account has so many sockets and no more; the others keep theirs', async () => {
  const server = await startCollab({ limits: { socketsPerAccount: 3 } });
  const { callId } = server.call();
  const { cookie } = server.world.person('Asel');
  const open = [];
  for (let index = 0; index < 3; index += 1) open.push(await syncedClient(server, callId, cookie));
  expect(await rawClient(server, callId, cookie).closed).toMatchObject({ code: 4503 });
  await syncedClient(server, callId, server.world.person('Bruno').cookie);
  open[0]?.ws.close();
  await open[0]?.closed;
  await expect.poll(() => server.collab.stats().sockets).toBe(3);
  await syncedClient(server, callId, cookie);
});

test('[A38][R12] a call has so many sockets and no more', async () => {
  const server = await startCollab({ limits: { socketsPerCall: 2 } });
  const full = server.call();
  const other = server.call();
  for (const name of ['Asel', 'Bruno']) {
    await syncedClient(server, full.callId, server.world.person(name).cookie);
  }
  const { cookie } = server.world.person('Cyd');
  expect(await rawClient(server, full.callId, cookie).closed).toMatchObject({ code: 4503 });
  await syncedClient(server, other.callId, cookie);
});

test('[A38][R12] who only reads fills no call: the last places are for who writes', async () => {
  const server = await startCollab({ limits: { socketsPerCall: 6 } });
  const { callId } = server.call('open to all', { visibility: 'public' });
  for (let index = 0; index < 3; index += 1) await syncedClient(server, callId, null);
  expect(await rawClient(server, callId, null).closed).toMatchObject({ code: 4503 });
  const reader = (name: string): string => server.world.person(name, 'reader').cookie;
  for (const name of ['Robin', 'Rada']) await syncedClient(server, callId, reader(name));
  expect(await rawClient(server, callId, reader('Ruth')).closed).toMatchObject({ code: 4503 });
  await syncedClient(server, callId, server.world.person('Asel').cookie);
  expect(await rawClient(server, callId, server.world.person('Bruno').cookie).closed).toMatchObject({
    code: 4503,
  });
});

test('[A31][R40] questions for a part of the document take turns, and a key comes between', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const typist = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const reader = await syncedClient(server, callId, server.world.person('Robin', 'reader').cookie);
  const known = reader.frames.length;
  const { _socket: socket } = reader.ws as unknown as { _socket: Socket };
  socket.cork();
  for (let round = 0; round < 28; round += 1) reader.send(syncStep1(Y.encodeStateVector(reader.doc)));
  socket.uncork();
  typist.send(update(edit(typist, (doc) => type(doc, '!'))));
  const kinds = (): string[] => reader.frames.slice(known).map(({ kind }) => kind);
  await expect.poll(() => kinds().filter((kind) => kind === 'syncStep2').length).toBe(28);
  expect(kinds().indexOf('update')).toBeGreaterThanOrEqual(0);
  expect(kinds().indexOf('update')).toBeLessThan(kinds().lastIndexOf('syncStep2'));
});

test('[A23][A36][R19] a socket that misses two heartbeats is ended, and one that answers is not', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call();
  const alive = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const deaf = await deafSocket(server, callId, server.world.person('Bruno').cookie);
  await expect.poll(() => server.collab.stats().sockets).toBe(2);
  for (let beat = 0; beat < 3; beat += 1) {
    const pinged = once(alive.ws, 'ping');
    await clock.advance(11_000);
    await pinged;
    await networkTurns(20);
  }
  await expect.poll(() => server.collab.stats().sockets).toBe(1);
  expect(alive.ws.readyState).toBe(alive.ws.OPEN);
  expect(clock.now()).toBeLessThanOrEqual(35_000);
  // What the stock client's watchdog waits for: a frame it understands, in less than 30 s.
  expect(alive.frames.filter(({ kind }) => kind === 'presence').length).toBeGreaterThanOrEqual(3);
  deaf.destroy();
});

test('[A31][R20] a socket that does not read is dropped, and the others are served', async () => {
  const server = await startCollab({ limits: { unsentBytes: 256 * 1024, byteBurst: 1e9 } });
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const deaf = await deafSocket(server, callId, server.world.person('Cyd').cookie);
  await expect.poll(() => server.collab.stats().sockets).toBe(3);
  for (let index = 0; index < 80 && server.collab.stats().sockets === 3; index += 1) {
    writer.send(update(edit(writer, (doc) => addLine(doc, 'y'.repeat(150_000), `big-${String(index)}`))));
    await expect.poll(() => writer.saved()).toBe(index + 1);
  }
  await expect.poll(() => server.collab.stats().sockets).toBe(2);
  await expect.poll(() => watcher.text().length).toBe(writer.text().length);
  expect(server.events).toContain('slow reader dropped');
  deaf.destroy();
});

/** A socket that opens, asks for nothing, reads nothing and answers nothing. */
async function deafSocket(server: TestCollab, callId: string, cookie: string) {
  const socket = connect(Number(new URL(server.origin).port), '127.0.0.1');
  socket.on('error', () => undefined);
  const request = [
    `GET ${socketPath(callId)} HTTP/1.1`,
    'Host: x',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Cookie: ${cookie}`,
  ];
  socket.write(`${request.join('\r\n')}\r\n\r\n`);
  await once(socket, 'connect');
  socket.pause();
  return socket;
}

test('[A32][R40] large frames of many sockets take turns, and a key does not wait for all of them', async () => {
  const server = await startCollab({ limits: { largeFrameBytes: 1_000 } });
  const { callId } = server.call('start');
  const typist = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const crowd = await Promise.all(
    Array.from({ length: 8 }, async () => syncedClient(server, callId, server.world.person('Bruno').cookie)),
  );
  const large = crowd.map((client, index) =>
    Array.from({ length: 4 }, (_, each) =>
      update(
        edit(client, (doc) => {
          addLine(
            doc,
            `${String(index)}-${String(each)} `.repeat(400),
            `line-${String(index)}-${String(each)}`,
          );
        }),
      ),
    ),
  );
  for (const [index, client] of crowd.entries()) for (const frame of large[index] ?? []) client.send(frame);
  typist.send(update(edit(typist, (doc) => type(doc, ' key'))));
  const witness = await syncedClient(server, callId, server.world.person('Cyd').cookie);
  await expect.poll(() => witness.text()).toContain('start key');
  for (const index of crowd.keys()) {
    for (const each of [0, 1, 2, 3])
      await expect.poll(() => witness.text()).toContain(`${String(index)}-${String(each)} `);
  }
  // Those of one socket stay in their order.
  const lines = witness.text().split('\n');
  const ofFirst = lines.filter((line) => line.startsWith('0-')).map((line) => line.slice(0, 3));
  expect(ofFirst).toEqual(['0-0', '0-1', '0-2', '0-3']);
});

test('[A31][R20] a document larger than what may be unsent can be joined', async () => {
  const server = await startCollab({ limits: { unsentBytes: 64 * 1024 } });
  const { callId } = server.call('x'.repeat(3_000_000));
  const client = await syncedClient(server, callId, server.world.person('Asel').cookie);
  expect(client.text()).toHaveLength(3_000_000);
  client.send(update(edit(client, (doc) => type(doc, '!'))));
  await expect.poll(() => client.saved()).toBe(1);
});

test('[A32][R41] notes that are full take no more text and can be emptied, and then take text again', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock, limits: { documentBytes: 40_000 } });
  const { callId } = server.call('hello');
  const mallory = await syncedClient(server, callId, server.world.person('Mallory').cookie);
  const asel = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const line = 'y'.repeat(15_000);
  for (const id of ['one', 'two', 'three']) {
    mallory.send(update(edit(mallory, (doc) => addLine(doc, line, id))));
  }
  expect(await mallory.closed).toEqual({ code: 4413, reason: 'notesFull' });
  expect(mayReconnect(4413)).toBe(false);
  await expect.poll(() => asel.text()).toBe(`hello\n${line}\n${line}`);

  asel.send(update(edit(asel, (doc) => notesFragment(doc).delete(1, 1))));
  await clock.advance(5_000);
  asel.send(update(edit(asel, (doc) => addLine(doc, 'z'.repeat(15_000), 'four'))));
  await expect.poll(() => asel.saved()).toBe(2);
  const late = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  expect(late.text()).toBe(`hello\n${line}\n${'z'.repeat(15_000)}`);
});

test('[R41] a line that is written anew again and again fills nothing', async () => {
  const server = await startCollab({ clock: new ManualClock(), limits: { documentBytes: 40_000 } });
  const { callId } = server.call('hello');
  const asel = await syncedClient(server, callId, server.world.person('Asel').cookie);
  for (let round = 0; round < 30; round += 1) {
    asel.send(
      update(
        edit(asel, (doc) => {
          const blocks = notesFragment(doc);
          if (blocks.length > 1) blocks.delete(1, 1);
          addLine(doc, 'y'.repeat(9_000), `line-${String(round)}`);
        }),
      ),
    );
  }
  const late = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  await expect.poll(() => server.collab.stats().framesIn).toBe(32);
  await expect.poll(() => late.text()).toBe(`hello\n${'y'.repeat(9_000)}`);
  expect(asel.ws.readyState).toBe(asel.ws.OPEN);
});

test('[R41] who deletes from full notes while their own text waits can bring both together', async () => {
  const server = await startCollab({ limits: { documentBytes: 20_000 } });
  const { callId } = server.call('hello');
  const { cookie } = server.world.person('Asel');
  const asel = await syncedClient(server, callId, cookie);
  asel.send(update(edit(asel, (doc) => addLine(doc, 'y'.repeat(15_000), 'one'))));
  await expect.poll(() => asel.saved()).toBe(1);
  asel.send(update(edit(asel, (doc) => addLine(doc, 'z'.repeat(6_000), 'two'))));
  expect(await asel.closed).toMatchObject({ code: 4413 });

  // Reloaded with what it keeps.
  const same = await syncedClient(server, callId, cookie);
  same.send(syncStep2(Y.encodeStateAsUpdate(asel.doc)));
  expect(await same.closed).toMatchObject({ code: 4413 });
  asel.doc.transact(() => {
    notesFragment(asel.doc).delete(1, 1);
  });
  const again = await syncedClient(server, callId, cookie);
  again.send(syncStep2(Y.encodeStateAsUpdate(asel.doc)));
  await expect.poll(() => again.saved()).toBe(1);
  const late = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  expect(late.text()).toBe(`hello\n${'z'.repeat(6_000)}`);
});

test('[R41] many single keys do not fill notes that they fit into', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock, limits: { documentBytes: 2_000 } });
  const { callId } = server.call('hello');
  const asel = await syncedClient(server, callId, server.world.person('Asel').cookie);
  for (let key = 0; key < 200; key += 1) {
    asel.send(update(edit(asel, (doc) => type(doc, 'x'))));
    await clock.advance(200);
  }
  await expect.poll(() => asel.saved()).toBe(200);
});

test('[A32][R42] who connects again or opens another tab goes on with what is left of their rates', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock, limits: { messageBurst: 40, messagesPerSecond: 10 } });
  const { callId } = server.call('hello');
  const { callId: otherCall } = server.call('other');
  const { cookie } = server.world.person('Mallory');
  const key = (client: RawClient): Uint8Array => update(edit(client, (doc) => type(doc, 'x')));
  const press = (client: RawClient, keys: number): void => {
    for (let count = 0; count < keys; count += 1) client.send(key(client));
  };
  const first = await syncedClient(server, callId, cookie);
  press(first, 20);
  await expect.poll(() => server.collab.stats().framesIn).toBe(21);
  first.ws.close();
  await expect.poll(() => server.collab.stats().sockets).toBe(0);

  const [second, third] = [
    await syncedClient(server, callId, cookie),
    await syncedClient(server, callId, cookie),
  ];
  press(second, 17);
  press(third, 1);
  expect(await Promise.race([second.closed, third.closed])).toMatchObject({ code: 4429 });

  // Another call of theirs, and somebody else here, are as before; and rates come back with time.
  const elsewhere = await syncedClient(server, otherCall, cookie);
  const other = await syncedClient(server, callId, server.world.person('Asel').cookie);
  press(elsewhere, 30);
  press(other, 30);
  await clock.advance(10_000);
  await expect.poll(() => [elsewhere.saved(), other.saved()]).toEqual([30, 30]);
  const later = await syncedClient(server, callId, cookie);
  press(later, 30);
  await clock.advance(1_000);
  await expect.poll(() => later.saved()).toBe(30);
});

test('[R42] rates are kept until the last socket is gone and they are as in the beginning', () => {
  const clock = new ManualClock();
  const rates = new AccountRates(clock, { ...defaultLimits, messageBurst: 10, messagesPerSecond: 1 });
  const one = rates.enter('call', 'asel');
  expect(rates.enter('call', 'asel')).toBe(one);
  expect(rates.enter('call', null)).not.toBe(rates.enter('call', null));
  expect(one.messages.take(10)).toBe(true);
  rates.leave('call', 'asel');
  rates.leave('call', 'asel');
  rates.forgetRested();
  expect(rates.size).toBe(1);
  clock.pass(9_999);
  rates.forgetRested();
  expect(rates.size).toBe(1);
  clock.pass(1);
  expect(rates.enter('call', 'asel')).toBe(one);
  rates.forgetRested();
  expect(rates.size).toBe(1);
  rates.leave('call', 'asel');
  rates.forgetRested();
  expect(rates.size).toBe(0);
});
