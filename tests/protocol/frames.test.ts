import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { socketPath } from '#lib/collab/protocol.ts';
import { edit, presence, syncedClient, syncStep1, update, type RawClient } from './support/raw-client.ts';
import { startCollab, type TestCollab } from './support/start-collab.ts';
import { type } from './support/typing.ts';

const structBomb = [1, 0xff, 0xff, 0xff, 0x7f, 1, 0, 0];
const overlong = (frame: Uint8Array): Uint8Array => Uint8Array.from([0x80, 0x00, ...frame.subarray(1)]);

const table: [string, number, (client: RawClient) => Uint8Array | string][] = [
  ['a text frame', 1003, () => 'hello'],
  ['a text frame that looks like a number', 1003, () => '1e10'],
  ['an empty frame', 4400, () => Uint8Array.of()],
  ['an unknown message type', 4400, () => Uint8Array.of(42)],
  ['a message only the server sends', 4400, () => Uint8Array.of(100, 1)],
  ['a permission message', 4400, () => Uint8Array.of(2, 0, 0)],
  ['an unknown sync message', 4400, () => Uint8Array.of(0, 7, 0)],
  ['a number that does not end', 4400, () => Uint8Array.of(0x80, 0x80, 0x80)],
  ['a number beyond 2^53', 4400, () => Uint8Array.from([0, 2, ...Array<number>(9).fill(0xff), 1])],
  ['a number written longer than it needs to be', 4400, () => overlong(update(Uint8Array.of(0, 0)))],
  ['a length larger than the frame', 4400, () => Uint8Array.of(0, 2, 9, 0, 0)],
  ['bytes after the end', 4400, () => Uint8Array.from([...update(Uint8Array.of(0, 0)), 0])],
  ['bytes after the end of the update', 4400, () => update(Uint8Array.of(0, 0, 0))],
  ['an update of no bytes', 4400, () => update(Uint8Array.of())],
  ['more clients than bytes', 4400, () => update(Uint8Array.of(0xff, 0xff, 0x7f, 0))],
  ['a billion structs in eight bytes', 4400, () => update(Uint8Array.from(structBomb))],
  ['a state vector with a count too large', 4400, () => syncStep1(Uint8Array.of(0xff, 0x7f))],
  ['a state vector with bytes behind it', 4400, () => syncStep1(Uint8Array.of(0, 0))],
  ['a presence with a count too large', 4400, () => Uint8Array.of(1, 2, 0xff, 0x7f)],
  ['a presence that is not JSON', 4400, () => Uint8Array.of(1, 5, 1, 9, 1, 1, 0x7b)],
  ['a presence that is no object', 4400, () => presence(9, 1, 'me')],
  [
    'a presence nested 9 levels',
    4400,
    () => presence(9, 1, JSON.parse(`${'{"a":'.repeat(9)}1${'}'.repeat(9)}`)),
  ],
  ['a presence of more than 8 KiB', 4400, () => presence(9, 1, { note: 'x'.repeat(8_200) })],
  [
    'a root that notes do not have',
    4400,
    (client) => update(edit(client, (doc) => doc.getText('elsewhere').insert(0, 'x'))),
  ],
  [
    'another lineage written into the document',
    4400,
    (client) => update(edit(client, (doc) => doc.getMap('meta').set('lineage', 'mine'))),
  ],
  [
    'a new fact written into the document',
    4400,
    (client) => update(edit(client, (doc) => doc.getMap('meta').set('colour', 'red'))),
  ],
  [
    'a fact deleted from the document',
    4400,
    (client) =>
      update(
        edit(client, (doc) => {
          doc.getMap('meta').delete('lineage');
        }),
      ),
  ],
  [
    'an update cut short',
    4400,
    (client) => update(edit(client, (doc) => type(doc, ' a longer text')).slice(0, -6)),
  ],
  ['a message of more than 2 MiB', 1009, () => new Uint8Array(2 * 1024 * 1024 + 1)],
];

async function controlPair(server: TestCollab, callId: string): Promise<() => Promise<void>> {
  const one = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const other = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  return async () => {
    one.send(update(edit(one, (doc) => type(doc, '!'))));
    await expect.poll(() => other.text()).toBe('hello!');
    expect(other.ws.readyState).toBe(other.ws.OPEN);
  };
}

describe('[A28][R7] a frame outside the grammar ends that socket alone', () => {
  test.each(table)('%s: %i', async (_, code, make) => {
    const server = await startCollab();
    const { callId } = server.call('hello');
    const unharmed = await controlPair(server, callId);
    const client = await syncedClient(server, callId, server.world.person('Cyd').cookie);
    const frame = make(client);
    client.send(frame);
    expect(await client.closed).toMatchObject({ code });
    await unharmed();
    const fresh = await syncedClient(server, callId, server.world.person('Dara').cookie);
    expect(fresh.text()).toBe('hello!');
  });

  test.each([
    ['a reserved bit', [0xc2, 0x80, 0, 0, 0, 0]],
    ['an unknown opcode', [0x83, 0x80, 0, 0, 0, 0]],
    ['no mask', [0x82, 0x01, 0x00]],
    ['a declared length of a tebibyte', [0x82, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['a ping of 126 bytes', [0x89, 0xfe, 0, 126, 0, 0, 0, 0]],
  ])('%s on the bare wire', async (_, bytes) => {
    const server = await startCollab();
    const { callId } = server.call('hello');
    const unharmed = await controlPair(server, callId);
    const socket = connect(Number(new URL(server.origin).port), '127.0.0.1');
    socket.on('error', () => undefined);
    const request = [
      `GET ${socketPath(callId)} HTTP/1.1`,
      'Host: x',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      `Cookie: ${server.world.person('Cyd').cookie}`,
    ];
    socket.write(`${request.join('\r\n')}\r\n\r\n`);
    await expect.poll(() => server.collab.stats().sockets).toBe(3);
    socket.resume();
    socket.write(Uint8Array.from(bytes));
    await unharmed();
    await expect.poll(() => server.events).toContain('socket error');
    socket.destroy();
    await expect.poll(() => server.collab.stats().sockets).toBe(2);
  });
});

test('[A27][R7] the eight bytes that ask for a billion structs cost next to nothing', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const client = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  const since = performance.now();
  client.send(update(Uint8Array.from(structBomb)));
  await client.closed;
  expect(performance.now() - since).toBeLessThan(1_000);
  expect(process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed - before).toBeLessThan(
    64 * 1024 * 1024,
  );
});
