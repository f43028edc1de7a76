import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, expect } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { notesFragment } from '#lib/notes/ydoc.ts';
import { edit, syncStep1, syncStep2, update } from '#tests/protocol/support/raw-client.ts';
import { addLine, type } from '#tests/protocol/support/typing.ts';
import { attack, attacked, pause, roomPath, upgradeRequest } from './support/attack.ts';

type Quiet = { since: number; socket: Socket; ended: number | null };
const half: Record<string, Quiet> = {};

// Their time runs while the other attacks do.
beforeAll(async () => {
  const at = attacked();
  const begin = async (name: string, bytes: string): Promise<void> => {
    const socket = await at.bare();
    const quiet: Quiet = { since: performance.now(), socket, ended: null };
    socket.on('data', () => undefined);
    socket.once('close', () => (quiet.ended = performance.now()));
    if (bytes !== '') socket.write(bytes);
    half[name] = quiet;
  };
  const hello = upgradeRequest(at.stage, roomPath(at.stage), { Cookie: at.stage.cookies.robin });
  for (let socket = 0; socket < 10; socket += 1) await begin(`silent socket ${String(socket)}`, hello);
  await begin('half a request line', 'GET /');
  await begin('half the headers', hello.slice(0, -30));
  await begin('half a body', 'POST /api/auth/signin HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\nabc');
  await begin('not a word', '');
});

afterAll(() => {
  for (const { socket } of Object.values(half)) socket.destroy();
});

function removeLine(doc: Y.Doc, id: string): void {
  const blocks = notesFragment(doc);
  const place = blocks
    .toArray()
    .findIndex((block) => block instanceof Y.XmlElement && block.getAttribute('id') === id);
  if (place !== -1) blocks.delete(place);
}

attack('[A31] slow-reader: eight sockets that do not read are dropped, and memory stays', async (at) => {
  const deaf = await Promise.all(Array.from({ length: 8 }, async () => at.synced('robin')));
  for (const { ws } of deaf) ws.pause();
  // Each stays within what an account may send.
  const who = ['asel', 'bruno', 'mallory'] as const;
  const writers = await Promise.all(who.map(async (name) => at.synced(name)));
  const page = 'x'.repeat(500 * 1024);
  for (let round = 0; round < 20; round += 1) {
    for (const [index, writer] of writers.entries()) {
      const id = `line-of-${String(index)}`;
      writer.send(update(edit(writer, (doc) => {
        removeLine(doc, id);
        addLine(doc, page, id);
      }))); // prettier-ignore
    }
    await pause(300);
  }
  const allSaved = (): boolean => writers.every((writer) => writer.saved() >= 20);
  await expect.poll(allSaved, { timeout: 30_000 }).toBe(true);
  const open = (): number => deaf.filter(({ ws }) => ws.readyState === WebSocket.OPEN).length;
  for (const { ws } of deaf) ws.resume();
  await expect.poll(open, { timeout: 10_000 }).toBe(0);
  const cleaner = await at.synced('asel');
  const blocks = notesFragment(cleaner.doc);
  cleaner.send(syncStep2(edit(cleaner, () => {
    blocks.delete(0, blocks.length);
  }))); // prettier-ignore
  await expect.poll(() => cleaner.saved()).toBe(1);
});

attack('[A31] sync1-amplify: 4,000 questions that nobody reads the answers of end the socket', async (at) => {
  const mallory = await at.synced('mallory');
  mallory.ws.pause();
  for (let question = 0; question < 4_000; question += 1) mallory.send(syncStep1());
  await pause(2_000);
  mallory.ws.resume();
  expect(await mallory.closed).toMatchObject({ code: expect.any(Number) as number });
});

attack('[A31] ping-flood: pings without end are answered, or end their socket', async (at) => {
  const mallory = await at.synced('mallory');
  const ping = Buffer.alloc(120, 1);
  for (let burst = 0; burst < 200; burst += 1) {
    if (mallory.ws.readyState !== WebSocket.OPEN) break;
    for (let each = 0; each < 500; each += 1) mallory.ws.ping(ping);
    await pause(5);
  }
  mallory.ws.terminate();
});

attack('[A32] flood-updates: a writer at full speed gets 4429, and what was accepted is kept', async (at) => {
  const mallory = await at.synced('mallory');
  mallory.send(update(edit(mallory, (doc) => {
    addLine(doc, 'flood', `line-${String(Math.random())}`);
  }))); // prettier-ignore
  for (let key = 0; key < 20_000; key += 1) {
    mallory.send(update(edit(mallory, (doc) => {
      type(doc, 'f');
    }))); // prettier-ignore
  }
  expect(await mallory.closed).toMatchObject({ code: 4429 });
  const witness = await at.synced('asel');
  const kept = Y.getState(witness.doc.store, mallory.doc.clientID);
  expect(kept).toBeGreaterThan(100);
  await expect.poll(() => mallory.saved()).toBeGreaterThanOrEqual(0);
});

attack(
  '[A33] pending-bomb: updates without what they lean on are kept nowhere, and end the socket',
  async (at) => {
    const mallory = await at.synced('mallory');
    const witness = await at.synced('asel');
    const rows = witness.frames.length;
    edit(mallory, (doc) => {
      addLine(doc, 'never sent', 'line-never');
    });
    const block = 'p'.repeat(8_000);
    for (let each = 0; each < 500; each += 1) {
      mallory.send(update(edit(mallory, (doc) => {
      addLine(doc, block, `line-${String(each)}`);
    }))); // prettier-ignore
    }
    const end = await Promise.race([mallory.closed, pause(4_000)]);
    const late = await at.synced('robin');
    expect(late.text()).not.toContain('ppppp');
    expect(witness.frames.slice(rows).some(({ kind }) => kind === 'update')).toBe(false);
    if (end === undefined) mallory.ws.terminate();
  },
);

attack(
  '[A37] reconnect-storm: 900 connects in three seconds, and everybody is served within 15 s',
  async (at) => {
    const since = performance.now();
    const outcomes = new Map<string, number>();
    const connects = Array.from({ length: 900 }, async (_, index) => {
      await pause((index / 900) * 3_000);
      const ws = new WebSocket(at.stage.socket, { headers: { cookie: at.stage.cookies.mallory } });
      ws.on('error', () => undefined);
      ws.on('open', () => {
        ws.send(syncStep1());
      });
      const outcome = await Promise.race([
        once(ws, 'message').then(() => 'served'),
        once(ws, 'close').then(([code]) => String(code)),
        pause(15_000).then(() => 'waits'),
      ]);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      ws.terminate();
    });
    await Promise.all(connects);
    process.stdout.write(
      `900 connects in ${(performance.now() - since).toFixed(0)} ms: ${JSON.stringify([...outcomes])}\n`,
    );
    expect(outcomes.get('waits') ?? 0).toBe(0);
    expect([...outcomes.keys()].filter((outcome) => !['served', '4503'].includes(outcome))).toEqual([]);
  },
);

attack('[A38] hoard: an account has 20 sockets, and the next is told 4503', async (at) => {
  // Not who stormed before: that account has no questions left in this call.
  const held = await Promise.all(Array.from({ length: 20 }, async () => at.synced('bruno')));
  const over = at.socket('bruno');
  expect(await over.closed).toMatchObject({ code: 4503 });
  for (const { ws } of held) expect(ws.readyState).toBe(WebSocket.OPEN);
  for (const { ws } of held) ws.terminate();
  await pause(200);
  await at.synced('bruno');
});

attack(
  '[A36] half-open: silent sockets end within 60 s, unfinished requests within 30 s',
  async () => {
    await expect
      .poll(() => Object.values(half).every(({ ended }) => ended !== null), { timeout: 65_000 })
      .toBe(true);
    for (const [name, { since, ended }] of Object.entries(half)) {
      const lasted = (ended ?? Infinity) - since;
      process.stdout.write(`${name}: ended after ${(lasted / 1_000).toFixed(0)} s\n`);
      expect(lasted, `of ${name}`).toBeLessThan(name.startsWith('silent') ? 60_000 : 30_000);
    }
  },
  90_000,
);
