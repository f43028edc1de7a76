import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { MemoryLog } from './support/memory-log.ts';
import { presence, syncedClient, syncStep2, type RawClient } from './support/raw-client.ts';
import { twoProcesses, typed } from './support/two-processes.ts';

/** What the log alone makes of a call, and whether a row leans on one that is not there. */
function stored(log: MemoryLog, callId: string): { doc: Y.Doc; whole: boolean } {
  const doc = new Y.Doc();
  const snapshot = log.snapshots.get(callId);
  if (snapshot !== undefined) Y.applyUpdate(doc, snapshot.state);
  let whole = true;
  for (const row of log.of(callId)) {
    Y.applyUpdate(doc, row.update);
    whole &&= doc.store.pendingStructs === null;
  }
  return { doc, whole };
}

function same(one: Y.Doc, other: Y.Doc): void {
  expect(Y.encodeStateVector(one)).toEqual(Y.encodeStateVector(other));
  expect(Y.encodeStateAsUpdate(one)).toEqual(Y.encodeStateAsUpdate(other));
}

test('[R45] what is typed at one process is seen at the other before it is committed', async () => {
  const { log, one, other, world } = await twoProcesses();
  const { callId } = one.call('begin');
  const writer = await syncedClient(one, callId, world.person('Asel').cookie);
  const watcher = await syncedClient(other, callId, world.person('Bruno').cookie);
  const open = log.block('append');
  typed(writer, ' here');
  await expect.poll(() => watcher.text()).toBe('begin here');
  expect(writer.saved()).toBe(0);
  open();
  await expect.poll(() => writer.saved()).toBe(1);
  same(writer.doc, watcher.doc);
  expect(log.of(callId)).toHaveLength(2);
});

test('[R46] no row leans on one that is not there, also when the process that has it dies', async () => {
  const { log, one, other, world } = await twoProcesses();
  const { callId } = one.call('begin');
  const asel = await syncedClient(one, callId, world.person('Asel').cookie);
  const bruno = await syncedClient(other, callId, world.person('Bruno').cookie);
  // The first process never commits; what it showed to the other is built upon there.
  let failing = true;
  log.failWith.append = (callIds) => (failing && callIds.length === 1 ? new Error('cut off') : null);
  typed(asel, ' first');
  await expect.poll(() => bruno.text()).toBe('begin first');
  failing = false;
  typed(bruno, ' second');
  await expect.poll(() => bruno.saved()).toBe(1);
  const { doc, whole } = stored(log, callId);
  expect(whole).toBe(true);
  expect(doc.getXmlFragment('notes').toJSON()).toContain('begin first second');
});

test('[R46] a change of a process that dies before it commits is written by who was shown it, and only then called saved', async () => {
  const { log, one, other, world } = await twoProcesses({ lentMs: 150 });
  const { callId } = one.call('begin');
  const { cookie } = world.person('Asel');
  const asel = await syncedClient(one, callId, cookie);
  const bruno = await syncedClient(other, callId, world.person('Bruno').cookie);
  log.failWith.append = () => new Error('cut off');
  const bytes = typed(asel, ' first');
  await expect.poll(() => bruno.text()).toBe('begin first');
  // Asel comes back at the other process, which has the text and not in the log.
  const again = await syncedClient(other, callId, cookie);
  again.send(syncStep2(bytes));
  await expect.poll(() => other.events).toContain('saving notes failed, will be tried again');
  expect(again.saved()).toBe(0);
  log.failWith = {};
  await expect.poll(() => again.saved()).toBe(1);
  expect(stored(log, callId).doc.getXmlFragment('notes').toJSON()).toContain('begin first');
});

test('[R48] what was lost on the way is read from the log, also when nothing follows', async () => {
  const { network, one, other, world } = await twoProcesses({ compareAloneMs: 20, compareMs: 100 });
  const { callId } = one.call('begin');
  const writer = await syncedClient(one, callId, world.person('Asel').cookie);
  const watcher = await syncedClient(other, callId, world.person('Bruno').cookie);
  typed(writer, ' one');
  await expect.poll(() => watcher.text()).toBe('begin one');
  network.loses = ({ kind }) => kind === 'changes' || kind === 'stored';
  typed(writer, ' two');
  await expect.poll(() => watcher.text()).toBe('begin one two');
  same(writer.doc, watcher.doc);
});

test('[R48] a lost message shows in the next one, and is made up for at once', async () => {
  const { network, one, other, world } = await twoProcesses();
  const { callId } = one.call('begin');
  const writer = await syncedClient(one, callId, world.person('Asel').cookie);
  const watcher = await syncedClient(other, callId, world.person('Bruno').cookie);
  typed(writer, ' one');
  await expect.poll(() => watcher.text()).toBe('begin one');
  network.loses = ({ kind }) => kind === 'changes';
  typed(writer, ' two');
  await expect.poll(() => writer.saved()).toBe(2);
  // The other hears that something is stored which it never got.
  await expect.poll(() => watcher.text(), { timeout: 3_000 }).toBe('begin one two');
  network.loses = () => false;
  typed(writer, ' three');
  await expect.poll(() => watcher.text(), { timeout: 3_000 }).toBe('begin one two three');
});

test('[R48] while the others cannot be reached the log keeps the processes together, and saved means committed', async () => {
  const { log, network, one, other, world } = await twoProcesses({ compareAloneMs: 30 });
  const { callId } = one.call('begin');
  const writer = await syncedClient(one, callId, world.person('Asel').cookie);
  const watcher = await syncedClient(other, callId, world.person('Bruno').cookie);
  network.down();
  typed(writer, ' alone');
  await expect.poll(() => writer.saved()).toBe(1);
  await expect.poll(() => watcher.text()).toBe('begin alone');
  typed(watcher, ' too');
  await expect.poll(() => writer.text()).toBe('begin alone too');
  network.back();
  typed(writer, ' again');
  await expect.poll(() => watcher.text()).toBe('begin alone too again');
  same(writer.doc, watcher.doc);
  same(stored(log, callId).doc, writer.doc);
});

test('[R23] two processes compact one log at once, and neither replaces a row it has not read', async () => {
  const { log, network, one, other, world } = await twoProcesses({
    tailRows: 6,
    compareAloneMs: 20,
    compareMs: 50,
  });
  const { callId } = one.call('begin');
  const asel = await syncedClient(one, callId, world.person('Asel').cookie);
  const bruno = await syncedClient(other, callId, world.person('Bruno').cookie);
  let count = 0;
  network.loses = () => (count += 1) % 3 === 0;
  for (let key = 0; key < 40; key += 1) {
    typed(asel, `a${String(key)} `);
    typed(bruno, `b${String(key)} `);
    await expect.poll(() => [asel.saved(), bruno.saved()], { interval: 2 }).toEqual([key + 1, key + 1]);
  }
  expect(log.asked.compact).toBeGreaterThan(4);
  network.loses = () => false;
  await expect.poll(() => asel.text() === bruno.text()).toBe(true);
  same(asel.doc, bruno.doc);
  const { doc, whole } = stored(log, callId);
  expect(whole).toBe(true);
  same(doc, asel.doc);
  for (const token of ['a0 ', 'a39 ', 'b0 ', 'b39 ']) expect(asel.text().split(token)).toHaveLength(2);
});

/** Whom a client sees, by name, as its frames so far tell. */
function seen(client: RawClient): string[] {
  const names = new Map<number, string | null>();
  for (const frame of client.frames) {
    if (frame.kind !== 'presence') continue;
    for (const { clientId, state } of frame.entries) {
      names.set(clientId, (state?.['user'] as { name: string } | undefined)?.name ?? null);
    }
  }
  return [...names.values()].filter((name) => name !== null).toSorted();
}

test('[R47] people of other processes are seen with the name of their session, move, and go', async () => {
  const { one, other, world } = await twoProcesses();
  const { callId } = one.call('begin');
  const asel = await syncedClient(one, callId, world.person('Asel').cookie);
  const bruno = await syncedClient(other, callId, world.person('Bruno').cookie);
  asel.send(presence(11, 1, { user: { name: 'somebody else' }, cursor: 1 }));
  bruno.send(presence(22, 1, { cursor: 1 }));
  await expect.poll(() => seen(asel)).toEqual(['Asel', 'Bruno']);
  await expect.poll(() => seen(bruno)).toEqual(['Asel', 'Bruno']);
  asel.send(presence(11, 2, { cursor: 7 }));
  await expect
    .poll(() => JSON.stringify(bruno.frames.filter(({ kind }) => kind === 'presence').at(-1)))
    .toContain('"cursor":7');
  const late = await syncedClient(other, callId, world.person('Cyd').cookie);
  await expect.poll(() => seen(late)).toEqual(['Asel', 'Bruno']);
  asel.ws.close();
  await expect.poll(() => seen(bruno)).toEqual(['Bruno']);
});

test('[R47] the people of a process that died are gone when it has been silent for too long', async () => {
  const { network, one, other, world } = await twoProcesses();
  const { callId } = one.call('begin');
  const asel = await syncedClient(one, callId, world.person('Asel').cookie);
  const bruno = await syncedClient(other, callId, world.person('Bruno').cookie);
  asel.send(presence(11, 1, {}));
  await expect.poll(() => seen(bruno)).toEqual(['Asel']);
  network.silent(one.bus);
  await expect.poll(() => seen(bruno)).toEqual([]);
});

test('[R47] nobody speaks for somebody of another process', async () => {
  const { one, other, world } = await twoProcesses();
  const { callId } = one.call('begin');
  const asel = await syncedClient(one, callId, world.person('Asel').cookie);
  const bruno = await syncedClient(other, callId, world.person('Bruno').cookie);
  asel.send(presence(11, 1, {}));
  await expect.poll(() => seen(bruno)).toEqual(['Asel']);
  bruno.send(presence(11, 9, { cursor: 'stolen' }));
  bruno.send(presence(22, 1, { cursor: 'own' }));
  await expect.poll(() => seen(asel)).toEqual(['Asel', 'Bruno']);
  expect(JSON.stringify(asel.frames)).not.toContain('stolen');
});

test('[R47] a room opened later is told who is there, and a message about it that was lost is repeated', async () => {
  const { network, one, other, world } = await twoProcesses({ compareAloneMs: 20, compareMs: 60 });
  const { callId } = one.call('begin');
  const asel = await syncedClient(one, callId, world.person('Asel').cookie);
  const bruno = await syncedClient(other, callId, world.person('Bruno').cookie);
  network.loses = ({ kind }) => kind === 'presence';
  asel.send(presence(11, 1, {}));
  await expect.poll(() => network.sent.some(({ kind }) => kind === 'presence')).toBe(true);
  expect(seen(bruno)).toEqual([]);
  network.loses = () => false;
  await expect.poll(() => seen(bruno)).toEqual(['Asel']);
});
