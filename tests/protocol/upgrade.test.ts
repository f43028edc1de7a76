import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { socketPath } from '#lib/collab/protocol.ts';
import { NOTES_SCHEMA_VERSION } from '#lib/notes/schema/version.ts';
import { rawClient, syncedClient } from './support/raw-client.ts';
import { startCollab, type TestCollab } from './support/start-collab.ts';

/** Sends an upgrade by hand and gives the first line of the answer, or `cut`. */
async function upgrade(server: TestCollab, target: string, headers: string[] = []): Promise<string> {
  const socket = connect(Number(new URL(server.origin).port), '127.0.0.1');
  const lines = [
    `GET ${target} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const answer = await read(socket);
  socket.destroy();
  return answer.split('\r\n')[0] === '' ? 'cut' : (answer.split('\r\n')[0] ?? 'cut');
}

async function read(socket: Socket): Promise<string> {
  const first = await Promise.race([once(socket, 'data'), once(socket, 'close')]);
  return Buffer.isBuffer(first[0]) ? first[0].toString() : '';
}

test('[A39][R1] an address that is no room is refused, also when it names another host', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const { cookie } = server.world.person('Asel');
  const room = socketPath(callId);
  const targets = [
    '/',
    '/orbit/12',
    '/collab',
    '/collab/v1/calls',
    '/collab/v1/calls/',
    `${room}/`,
    `${room}/more`,
    `/collab/v2/calls/${callId}`,
    `/COLLAB/v1/calls/${callId}`,
    `//collab/v1/calls/${callId}`,
    `/collab/v1/calls/../calls/${callId}`,
    `/collab/v1/calls/%2e%2e`,
    `/collab/v1/calls/${'a'.repeat(65)}`,
  ];
  const answers = await Promise.all(targets.map((target) => upgrade(server, target, [`Cookie: ${cookie}`])));
  expect(answers).toEqual(targets.map(() => 'HTTP/1.1 404 Not Found'));
  const elsewhere = `http://example.org${room}`;
  expect(await upgrade(server, elsewhere, [`Cookie: ${cookie}`])).toBe('HTTP/1.1 400 Bad Request');
});

test('[R1] paths that are left alone on purpose reach the other listener', async () => {
  const server = await startCollab({ leaveAlone: (path) => path.startsWith('/_next/') });
  server.httpServer.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    if (request.url?.startsWith('/_next/') === true) socket.end('HTTP/1.1 200 Theirs\r\n\r\n');
  });
  expect(await upgrade(server, '/_next/hmr?id=1')).toBe('HTTP/1.1 200 Theirs');
});

test('[A39][R1] a page server that ends the sockets of its own routes does not end a room’s', async () => {
  const server = await startCollab();
  // As Next does from its first request on: every path that a page route matches is ended, `/[series]/[number]` too.
  const matchesPage = (path: string): boolean => path.split('/').filter((part) => part !== '').length <= 3;
  server.httpServer.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    if (matchesPage(request.url ?? '/')) socket.end();
  });
  const { callId } = server.call('still here');
  const client = await syncedClient(server, callId, server.world.person('Asel').cookie);
  await expect.poll(() => client.text()).toBe('still here');
  expect(client.ws.readyState).toBe(client.ws.OPEN);
  expect(matchesPage(socketPath('x'))).toBe(false);
});

describe('[A47][R3] origin', () => {
  test.each([
    ['null', 'null'],
    ['another host', 'https://evil.example'],
    ['another port of the same host', 'http://127.0.0.1:1'],
    ['another scheme', 'https'],
    ['a path behind it', 'path'],
    ['nothing', ''],
  ])('%s is refused before anything is read', async (_, kind) => {
    const server = await startCollab();
    const { callId } = server.call();
    const { cookie } = server.world.person('Asel');
    const origins: Record<string, string> = {
      https: server.origin.replace('http:', 'https:'),
      path: `${server.origin}/`,
    };
    const headers = { origin: origins[kind] ?? kind };
    expect(await rawClient(server, callId, cookie, { headers }).closed).toEqual({ status: 403 });
    expect(server.log.asked.load).toBe(0);
  });

  test('the server’s own is let in, and so is a program that names none', async () => {
    const server = await startCollab();
    const { callId } = server.call();
    const { cookie } = server.world.person('Asel');
    await syncedClient(server, callId, cookie, { headers: { origin: server.origin } });
    await syncedClient(server, callId, cookie);
  });
});

describe('[A47][R4] who may not come in is told by a close code and sees no frame', () => {
  test.each([
    ['no cookie', null, 4401],
    ['junk in the cookie', 'session=%%%; =; next-auth', 4401],
    ['a session that is not one', 'session=999', 4401],
  ])('%s', async (_, cookie, code) => {
    const server = await startCollab();
    const { callId } = server.call();
    for (const room of [callId, crypto.randomUUID()]) {
      const client = rawClient(server, room, cookie);
      expect(await client.closed).toMatchObject({ code });
      expect(client.frames).toEqual([]);
    }
    expect(server.log.asked.load).toBe(0);
  });

  test('[A46] a forbidden call and one that does not exist look the same', async () => {
    const server = await startCollab();
    const { callId } = server.call();
    const { cookie } = server.world.person('Stranger', null);
    const forbidden = await rawClient(server, callId, cookie).closed;
    expect(forbidden).toEqual({ code: 4403, reason: 'forbidden' });
    expect(await rawClient(server, crypto.randomUUID(), cookie).closed).toEqual(forbidden);
  });

  test('[A50] an upgrade whose rights cannot be read is answered 503', async () => {
    const server = await startCollab();
    const { callId } = server.call();
    server.world.failure = new Error('database down');
    expect(await rawClient(server, callId, 'session=1').closed).toEqual({ status: 503 });
  });

  test('anybody reads a public call, with no session at all', async () => {
    const server = await startCollab();
    const { callId } = server.call('open to all', { visibility: 'public' });
    const client = await syncedClient(server, callId, null);
    expect(client.text()).toBe('open to all');
    expect(client.frames.find(({ kind }) => kind === 'access')).toMatchObject({ message: { write: false } });
  });
});

describe('[R24] schema and lineage', () => {
  test.each([
    ['the same schema', `?schema=${String(NOTES_SCHEMA_VERSION)}`, null],
    ['an older schema', `?schema=${String(NOTES_SCHEMA_VERSION - 1)}`, 4999],
    ['a newer schema', `?schema=${String(NOTES_SCHEMA_VERSION + 1)}`, 4999],
    ['no number', '?schema=x', 4999],
    ['another lineage', '?lineage=another', 4409],
  ])('%s', async (_, query, code) => {
    const server = await startCollab();
    const { callId } = server.call();
    const { cookie } = server.world.person('Asel');
    if (code === null) await syncedClient(server, callId, cookie, { query });
    else expect(await rawClient(server, callId, cookie, { query }).closed).toMatchObject({ code });
  });

  test('the call’s own lineage is let in; a stranger learns nothing of it', async () => {
    const server = await startCollab();
    const { callId, lineage } = server.call();
    const query = `?lineage=${lineage}`;
    await syncedClient(server, callId, server.world.person('Asel').cookie, { query });
    const stranger = server.world.person('Stranger', null).cookie;
    expect(await rawClient(server, callId, stranger, { query: '?lineage=x' }).closed).toMatchObject({
      code: 4403,
    });
  });
});

test('[A39][R3] a socket that breaks while it is checked harms nobody', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const socket = connect(Number(new URL(server.origin).port), '127.0.0.1');
  socket.write(
    `GET ${socketPath(callId)} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  );
  socket.resetAndDestroy();
  await syncedClient(server, callId, server.world.person('Asel').cookie);
  expect(server.collab.stats().sockets).toBe(1);
});
