import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { FlushWindow, type Due } from '#server/collab/flush-window.ts';
import { defaultLimits } from '#server/collab/limits.ts';
import { ManualClock, networkTurns, turns } from './support/manual-clock.ts';
import { edit, presence, syncedClient, syncStep1, update, type RawClient } from './support/raw-client.ts';
import { startCollab } from './support/start-collab.ts';
import { addLine, type } from './support/typing.ts';

const typed = (client: RawClient, text: string): Uint8Array => update(edit(client, (doc) => type(doc, text)));
const kinds = (client: RawClient, from: number): string[] =>
  client.frames.slice(from).map(({ kind }) => kind);

function noted(clock: ManualClock): { window: FlushWindow; told: (Due & { at: number })[] } {
  const told: (Due & { at: number })[] = [];
  const window = new FlushWindow({
    clock,
    limits: { ...defaultLimits, textWindowMs: 8, presenceWindowMs: 32 },
    flush: (due) => told.push({ ...due, at: clock.now() }),
  });
  return { window, told };
}

test('[R29] the first text after a quiet time goes at the end of the turn, what follows once a window', async () => {
  const clock = new ManualClock();
  const { window, told } = noted(clock);
  window.askText();
  window.askText();
  expect(told).toEqual([]);
  await turns();
  expect(told).toEqual([{ text: true, cursors: false, at: 0 }]);
  window.askText();
  await clock.advance(5);
  window.askText();
  expect(told).toHaveLength(1);
  await clock.advance(20);
  expect(told).toEqual([
    { text: true, cursors: false, at: 0 },
    { text: true, cursors: false, at: 8 },
  ]);
});

test('[R29] cursors go with all text, and alone when their window has passed', async () => {
  const clock = new ManualClock();
  const { window, told } = noted(clock);
  window.askCursors();
  await turns();
  expect(told).toEqual([{ text: false, cursors: true, at: 0 }]);
  window.askCursors();
  await clock.advance(10);
  window.askText();
  await turns();
  expect(told.at(-1)).toEqual({ text: true, cursors: true, at: 10 });
  window.askCursors();
  await clock.advance(100);
  expect(told.at(-1)).toEqual({ text: false, cursors: true, at: 42 });
  window.askText();
  window.hurry();
  await turns();
  expect(told.at(-1)).toEqual({ text: true, cursors: false, at: 110 });
  window.askText();
  window.destroy();
  await clock.advance(100);
  expect(told).toHaveLength(4);
});

test('[R29] where telling takes long, cursors alone go more rarely, a tenth of a second apart at most', async () => {
  const clock = new ManualClock();
  const told: (Due & { at: number })[] = [];
  let cost = 0.5;
  const window = new FlushWindow({
    clock,
    limits: { ...defaultLimits, textWindowMs: 5, presenceWindowMs: 33 },
    flush: (due) => {
      told.push({ ...due, at: clock.now() });
      clock.pass(cost);
    },
  });
  const gapOfCursors = async (): Promise<number> => {
    for (let key = 0; key < 40; key += 1) {
      window.askText();
      await clock.advance(40);
    }
    window.askText();
    window.askCursors();
    await clock.advance(40);
    expect(told.at(-1)).toMatchObject({ text: true, cursors: true });
    const before = told.at(-1)?.at ?? 0;
    window.askCursors();
    await clock.advance(150);
    expect(told.at(-1)).toMatchObject({ text: false, cursors: true });
    return (told.at(-1)?.at ?? 0) - before;
  };
  expect(await gapOfCursors()).toBeLessThan(45);
  cost = 1.5;
  expect(await gapOfCursors()).toBeCloseTo(75, 0);
  cost = 20;
  expect(await gapOfCursors()).toBe(100);
  window.destroy();
});

test('[R29] where telling takes long, text goes three times as rarely as that, and nobody waits for ever', async () => {
  const clock = new ManualClock();
  const told: number[] = [];
  let cost = 4;
  const window = new FlushWindow({
    clock,
    limits: { ...defaultLimits, textWindowMs: 5 },
    flush: () => {
      told.push(clock.now());
      clock.pass(cost);
      window.askText();
    },
  });
  window.askText();
  await turns();
  await clock.advance(36);
  // That it took long once says nothing yet.
  expect(told).toEqual([0, 5, 17, 29]);
  cost = 1;
  await clock.advance(28);
  expect(told.slice(4)).toEqual([41, 46, 51, 56, 61, 66]);
  cost = 20;
  await clock.advance(140);
  expect(told.slice(10, 14)).toEqual([71, 91, 124, 157]);
  window.destroy();
});

test('[R29] what several people write in one window is one frame, and one row of each of them', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call('hello');
  const [asel, bruno] = [server.world.person('Asel'), server.world.person('Bruno')];
  const one = await syncedClient(server, callId, asel.cookie);
  const other = await syncedClient(server, callId, bruno.cookie);
  const watcher = await syncedClient(server, callId, server.world.person('Cyd').cookie);
  one.send(typed(one, '!'));
  await expect.poll(() => watcher.text()).toBe('hello!');
  const from = watcher.frames.length;
  const rows = server.log.of(callId).length;

  for (const key of 'abc') one.send(typed(one, key));
  other.send(update(edit(other, (doc) => addLine(doc, 'mine', 'line-2'))));
  for (const key of 'xyz') other.send(update(edit(other, (doc) => type(doc, key, 1))));
  await networkTurns(20);
  expect(kinds(watcher, from)).toEqual([]);
  await clock.advance(5);
  await expect.poll(() => watcher.text()).toBe('hello!abc\nminexyz');
  expect(kinds(watcher, from)).toEqual(['update']);
  await clock.advance(100);
  await expect.poll(() => [one.saved(), other.saved()]).toEqual([4, 4]);
  const actors = server.log
    .of(callId)
    .slice(rows)
    .map(({ actorId }) => actorId);
  expect(new Set(actors)).toEqual(new Set([asel.userId, bruno.userId]));
  expect(actors).toHaveLength(2);
});

test('[R29] a window that brought something is followed by none that brings nothing', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  writer.send(typed(writer, ' one'));
  await expect.poll(() => watcher.text()).toBe('hello one');
  await clock.advance(6);
  // The window is over: what is typed now does not wait for another one.
  writer.send(typed(writer, ' two'));
  await expect.poll(() => watcher.text()).toBe('hello one two');
});

test('[R29] who wrote all of a window gets none of it back, and who asks meanwhile gets it with the answer', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  writer.send(typed(writer, ' one'));
  await expect.poll(() => writer.saved()).toBe(1);
  const from = writer.frames.length;
  writer.send(typed(writer, ' two'));
  await networkTurns(20);
  const late = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  expect(late.text()).toBe('hello one two');
  await clock.advance(100);
  await expect.poll(() => writer.saved()).toBe(2);
  expect(kinds(writer, from)).toEqual(['saved']);

  writer.send(typed(writer, ' three'));
  writer.send(syncStep1());
  await expect.poll(() => kinds(writer, from)).toContain('syncStep2');
  const answer = writer.frames.slice(from).flatMap((frame) => ('update' in frame ? [frame.update] : []));
  const doc = new Y.Doc();
  for (const bytes of answer) Y.applyUpdate(doc, bytes);
  expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(writer.doc));
});

test('[R29] a key and the cursor that moved with it come in one piece', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const pieces: number[] = [];
  const socket = (watcher.ws as unknown as { _socket: NodeJS.EventEmitter })._socket;
  socket.on('data', (bytes: Buffer) => pieces.push(bytes.length));
  const from = watcher.frames.length;
  const key = typed(writer, '!');
  socketOf(writer).cork();
  writer.send(key);
  writer.send(presence(writer.doc.clientID, 1, { cursor: 1 }));
  socketOf(writer).uncork();
  await expect.poll(() => watcher.frames.length - from).toBe(2);
  expect(kinds(watcher, from)).toEqual(['update', 'presence']);
  expect(pieces).toHaveLength(1);
});

test('[R32] more than a window takes waits in the network, and nothing of it is lost', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock, limits: { windowUpdates: 10, messageBurst: 1_000 } });
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  writer.send(typed(writer, '.'));
  await expect.poll(() => watcher.text()).toBe('hello.');
  const from = watcher.frames.length;
  for (let key = 0; key < 95; key += 1) writer.send(typed(writer, 'x'));
  // A full window does not wait for its time: none passes here but for the last five letters.
  await expect.poll(() => watcher.text()).toBe(`hello.${'x'.repeat(90)}`);
  expect(kinds(watcher, from)).toHaveLength(9);
  await clock.advance(5);
  await expect.poll(() => watcher.text()).toBe(writer.text());
  await clock.advance(1_000);
  await expect.poll(() => writer.saved()).toBe(96);
});

test('[R32] a writer is not read while too much waits for its commit, and others go on hearing', async () => {
  const server = await startCollab({ limits: { uncommittedBytes: 50_000, byteBurst: 1e9 } });
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const open = server.log.block('append');
  const lines = 12;
  for (let line = 0; line < lines; line += 1) {
    writer.send(update(edit(writer, (doc) => addLine(doc, 'y'.repeat(20_000), `line-${String(line)}`))));
    await networkTurns(20);
  }
  await expect.poll(() => watcher.text().length).toBeGreaterThan(60_000);
  await networkTurns(50);
  expect(watcher.text().length).toBeLessThan(150_000);
  expect(writer.saved()).toBe(0);
  open();
  await expect.poll(() => writer.saved()).toBe(lines);
  await expect.poll(() => watcher.text()).toBe(writer.text());
});

function socketOf(client: RawClient): { cork(): void; uncork(): void } {
  return (client.ws as unknown as { _socket: { cork(): void; uncork(): void } })._socket;
}
