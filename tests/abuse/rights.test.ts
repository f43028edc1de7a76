import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { edit, syncStep2, update } from '#tests/protocol/support/raw-client.ts';
import { addLine, lineText } from '#tests/protocol/support/typing.ts';
import { callnotesOutput } from '#tests/support/app.ts';
import { outputHere } from '#tests/support/callnotes-here.ts';
import { attack, conversation, pause, roomPath, upgradeRequest } from './support/attack.ts';

/** The first byte of a frame that ends a connection. */
const CLOSE_FRAME = String.fromCodePoint(0x88);

attack('[A39][A50] bad-upgrade: hostile upgrades end in 4xx or a cut, and nothing is proxied', async (at) => {
  const { stage } = at;
  const room = roomPath(stage);
  const { asel } = stage.cookies;
  const hostile: [string, string][] = [
    ['another host', upgradeRequest(stage, `http://169.254.169.254${room}`, { Cookie: asel })],
    ['no room', upgradeRequest(stage, '/', { Cookie: asel })],
    ['a page', upgradeRequest(stage, '/people/a/b/c', { Cookie: asel })],
    ['the page server’s own socket', upgradeRequest(stage, '/_next/webpack-hmr', { Cookie: asel })],
    ['dots', upgradeRequest(stage, '/collab/v1/calls/../../x', { Cookie: asel })],
    ['a coded slash', upgradeRequest(stage, `${room}%2f..`, { Cookie: asel })],
    ['a room behind a room', upgradeRequest(stage, `${room}/x`, { Cookie: asel })],
    ['junk for cookies', upgradeRequest(stage, room, { Cookie: '=;;%%;next-auth.session-token=%' })],
    ['a bearer of nothing', upgradeRequest(stage, room, { Authorization: 'Bearer %' })],
    ['no key', upgradeRequest(stage, room, { Cookie: asel, 'Sec-WebSocket-Key': '' })],
    ['an old version', upgradeRequest(stage, room, { Cookie: asel, 'Sec-WebSocket-Version': '7' })],
    ['another protocol', upgradeRequest(stage, room, { Cookie: asel, Upgrade: 'h2c' })],
    ['headers of 20 KiB', upgradeRequest(stage, room, { Cookie: asel, 'X-Long': 'x'.repeat(20 * 1024) })],
    ['3,000 headers', upgradeRequest(stage, room, Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`x${String(index)}`, '1'])))],
    ['no HTTP at all', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000'],
  ]; // prettier-ignore
  for (const [name, request] of hostile) {
    const heard = await conversation(await at.bare(), request, 8_000);
    const status = /^HTTP\/1\.1 (\d+)/u.exec(heard)?.[1] ?? 'cut';
    // What a page can act on is told by a close code on a socket that carries nothing else.
    const told = status === '101' && heard.slice(heard.indexOf('\r\n\r\n') + 4).startsWith(CLOSE_FRAME);
    expect(told || /^(?:4\d\d|cut)$/u.test(status), `${name}: ${heard.slice(0, 200)}`).toBe(true);
    expect(heard, `of ${name}`).not.toContain('STILL OPEN');
  }
});

const readerWrites: Record<string, (doc: Y.Doc) => void> = {
  'a line': (doc) => {
    addLine(doc, 'by a reader', 'line-reader');
  },
  'a deletion': (doc) => {
    lineText(doc).delete(0, 1);
  },
};

attack(
  '[A42] reader-writes: what a reader sends changes nothing, and ends the socket with 4403',
  async (at) => {
    const asel = await at.synced('asel');
    asel.send(syncStep2(Y.encodeStateAsUpdate(asel.doc)));
    asel.send(update(edit(asel, (doc) => {
    doc.getXmlFragment('notes').delete(0, doc.getXmlFragment('notes').length);
    addLine(doc, 'something to delete', 'line-first');
  }))); // prettier-ignore
    await expect.poll(() => asel.saved()).toBe(2);
    const before = asel.text();
    for (const change of Object.values(readerWrites)) {
      for (const kind of [
        update,
        syncStep2,
        (bytes: Uint8Array) => Uint8Array.of(0, 0x82, 0, ...update(bytes).slice(2)),
      ]) {
        const robin = await at.synced('robin');
        robin.send(kind(edit(robin, change)));
        expect(await robin.closed).toMatchObject({ code: 4403 });
      }
    }
    const empty = await at.synced('robin');
    empty.send(syncStep2(Uint8Array.of(0, 0)));
    await pause(200);
    expect(empty.ws.readyState).toBe(empty.ws.OPEN);
    expect(asel.text()).toBe(before);
  },
);

attack(
  '[A44] revoke: a role that was lowered closes to writing within five seconds, and queued updates count for nothing',
  async (at) => {
    const { call, app } = at.stage;
    const args = ['session', 'eve@example.org', '--call', call, '--role'];
    const cookie = await outputHere([...args, 'participant'], app);
    const stage = { ...at.stage, cookies: { ...at.stage.cookies, mallory: cookie } };
    const eve = at.socket(null, { headers: { cookie: stage.cookies.mallory } });
    await eve.opened;
    const lowered = callnotesOutput([...args, 'reader'], app).then(() => performance.now());
    const since = await lowered;
    const told = (): boolean =>
      eve.frames.some(
        ({ kind, ...frame }) => kind === 'access' && JSON.stringify(frame).includes('"write":false'),
      );
    await expect.poll(told, { timeout: 5_000, interval: 20 }).toBe(true);
    process.stdout.write(`told ${(performance.now() - since).toFixed(0)} ms after the command ended\n`);
    eve.send(update(edit(eve, (doc) => {
    addLine(doc, 'after the end', 'line-late');
  }))); // prettier-ignore
    expect(await eve.closed).toMatchObject({ code: 4403 });
    const witness = await at.synced('asel');
    expect(witness.text()).not.toContain('after the end');
  },
);

attack(
  '[A46] random-rooms: a room that does not exist and one that is forbidden look the same, in time too',
  async (at) => {
    const { app } = at.stage;
    const made = JSON.parse(await outputHere(['new-call', 'secret', '--state', 'live', '--json'], app)) as {
      socket: string;
    };
    const base = at.stage.socket.slice(0, at.stage.socket.lastIndexOf('/'));
    const known = made.socket;
    expect(
      known.slice(base.length + 1).replaceAll('-', '').length,
      'characters of an id',
    ).toBeGreaterThanOrEqual(22);
    const cookie = at.stage.cookies.mallory;
    const knock = async (socket: string): Promise<{ end: unknown; ms: number }> => {
      const since = performance.now();
      const ws = new WebSocket(socket, { headers: { cookie } });
      ws.on('error', () => undefined);
      const end = await new Promise((resolve) => {
        ws.on('message', () => {
          resolve('a frame');
        });
        ws.on('close', (code, reason) => {
          resolve(`${String(code)} ${reason.toString()}`);
        });
      });
      return { end, ms: performance.now() - since };
    };
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let round = 0; round < 60; round += 1) {
      const forbidden = await knock(known);
      const invented = await knock(`${base}/${randomUUID()}`);
      expect(invented.end).toBe(forbidden.end);
      times.known.push(forbidden.ms);
      times.unknown.push(invented.ms);
    }
    const median = (values: number[]): number =>
      values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    const ratio = median(times.unknown) / median(times.known);
    process.stdout.write(
      `unknown ${median(times.unknown).toFixed(2)} ms, forbidden ${median(times.known).toFixed(2)} ms, ratio ${ratio.toFixed(2)}\n`,
    );
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.2);
  },
);

attack('[A47] cross-origin: an upgrade from another origin gets no frame', async (at) => {
  for (const origin of [
    'https://evil.example',
    'null',
    'http://127.0.0.1',
    `http://127.0.0.1:${String(at.stage.app.port)}.evil.example`,
    'file://',
  ]) {
    const client = at.socket('asel', { headers: { origin } });
    expect(await client.closed, `origin ${origin}`).toEqual({ status: 403 });
    expect(client.frames).toEqual([]);
  }
});

attack('[A47] no-session: an upgrade without a session, or with a made-up one, gets no frame', async (at) => {
  const strangers: Record<string, string>[] = [
    {},
    { cookie: 'next-auth.session-token=junk' },
    { cookie: 'a'.repeat(4_000) },
    { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-user': 'asel' },
  ];
  for (const headers of strangers) {
    const client = at.socket(null, { headers });
    expect(await client.closed).toMatchObject({ code: 4401 });
    expect(client.frames).toEqual([]);
  }
});
