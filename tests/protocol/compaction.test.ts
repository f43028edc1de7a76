import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  integer,
  nat,
  property,
  record,
  string,
} from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createNotesUpdate, notesFragment, notesJson } from '#lib/notes/ydoc.ts';
import { mergeRuns } from '#server/collab/merge-runs.ts';
import { buildDocument, loadDocument } from '#server/collab/load-document.ts';
import { MemoryLog, storeDown } from './support/memory-log.ts';
import { edit, syncedClient, update } from './support/raw-client.ts';
import { notesOf, startCollab } from './support/start-collab.ts';
import { addLine, lineText, type } from './support/typing.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

/** One step of somebody writing: who, where, and what. */
const step = record({
  who: integer({ min: 0, max: 2 }),
  kind: constantFrom('type', 'delete', 'line', 'mark', 'remove'),
  at: nat(1_000),
  text: string({ minLength: 1, maxLength: 8 }),
});
type Step = typeof step extends Arbitrary<infer T> ? T : never;

function play(doc: Y.Doc, { kind, at, text }: Step, id: string): void {
  const lines = notesFragment(doc).length;
  const line = at % Math.max(1, lines);
  if (kind === 'line' || lines === 0) addLine(doc, text, id);
  else if (kind === 'remove') notesFragment(doc).delete(line, 1);
  else if (kind === 'type') lineText(doc, line).insert(at % (lineText(doc, line).length + 1), text);
  else {
    const part = lineText(doc, line);
    const from = at % Math.max(1, part.length);
    const length = Math.min(2, part.length - from);
    if (length <= 0) return;
    if (kind === 'delete') part.delete(from, length);
    else part.format(from, length, { bold: {} });
  }
}

/** A log as three people write it, each change after all before it, in random order of persons. */
function writeLog(steps: readonly Step[]): { log: MemoryLog; doc: Y.Doc; callId: string; lineage: string } {
  const log = new MemoryLog();
  const [callId, lineage] = ['call-1', 'lineage-1'];
  const first = createNotesUpdate(notesOf('begin'), lineage);
  log.seed(callId, first);
  const people = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
  for (const person of people) Y.applyUpdate(person, first);
  for (const [index, one] of steps.entries()) {
    const author = people[one.who] ?? people[0]!;
    const before = Y.encodeStateVector(author);
    const updates: Uint8Array[] = [];
    const listen = (bytes: Uint8Array): void => void updates.push(bytes);
    author.on('update', listen);
    play(author, one, `line-${String(index)}`);
    author.off('update', listen);
    expect(before).toBeDefined();
    for (const bytes of updates) {
      log.seed(callId, bytes);
      for (const person of people) Y.applyUpdate(person, bytes);
    }
  }
  return { log, doc: people[0]!, callId, lineage };
}

function sameDocument(one: Y.Doc, other: Y.Doc): void {
  expect(Y.encodeStateVector(one)).toEqual(Y.encodeStateVector(other));
  expect(Y.encodeStateAsUpdate(one)).toEqual(Y.encodeStateAsUpdate(other));
  expect(notesJson(one)).toEqual(notesJson(other));
  expect(one.store.pendingStructs).toBeNull();
}

test('[R23] compaction changes neither state vector nor delete set nor content', async () => {
  await assert(
    asyncProperty(array(step, { maxLength: 60 }), nat(60), async (steps, cutAt) => {
      const { log, doc, callId, lineage } = writeLog(steps);
      const whole = await loadDocument(log, callId, lineage);
      const cut = BigInt(Math.min(cutAt + 1, log.rows.length));
      const prefix = new Y.Doc();
      for (const row of log.of(callId)) if (row.id <= cut) Y.applyUpdate(prefix, row.update);
      await log.compact(callId, { state: Y.encodeStateAsUpdate(prefix), upTo: cut });
      const again = await loadDocument(log, callId, lineage);
      const [before, after] = [whole, again].map((loaded) =>
        buildDocument([loaded.whole, ...loaded.tail], lineage),
      ) as [Y.Doc, Y.Doc];
      sameDocument(after, before);
      expect(Y.encodeStateVector(after)).toEqual(Y.encodeStateVector(doc));
      expect(again.position).toBe(whole.position);
    }),
    { numRuns: 150, seed },
  );
});

test('[R22] merging neighbours of one person changes nothing either, and no row needs a later one', () => {
  assert(
    property(array(step, { maxLength: 60 }), (steps) => {
      const { log, callId } = writeLog(steps);
      const changes = log.of(callId).map(({ update: bytes }, index) => ({
        update: bytes,
        actorId: String(Math.floor(index / 3) % 2),
        count: 1,
      }));
      const merged = mergeRuns(changes);
      const [one, other] = [new Y.Doc(), new Y.Doc()];
      for (const { update: bytes } of changes) Y.applyUpdate(one, bytes);
      for (const { update: bytes } of merged) {
        Y.applyUpdate(other, bytes);
        expect(other.store.pendingStructs).toBeNull();
      }
      sameDocument(one, other);
      expect(merged.reduce((sum, { count }) => sum + count, 0)).toBe(changes.length);
    }),
    { numRuns: 150, seed },
  );
});

test('[R23] a long log is compacted while people write, and reads the same afterwards', async () => {
  const server = await startCollab({ limits: { tailRows: 20, idleMs: 5 } });
  const { callId } = server.call('begin');
  const { cookie } = server.world.person('Asel');
  const writer = await syncedClient(server, callId, cookie);
  for (let key = 0; key < 60; key += 1) {
    writer.send(update(edit(writer, (doc) => type(doc, ` ${String(key)}`))));
    await expect.poll(() => writer.saved(), { interval: 2 }).toBe(key + 1);
  }
  await expect.poll(() => server.log.asked.compact).toBeGreaterThanOrEqual(2);
  expect(server.log.of(callId).length).toBeLessThan(25);
  writer.ws.close();
  await expect.poll(() => server.collab.stats().rooms).toBe(0);
  const fresh = await syncedClient(server, callId, cookie);
  expect(fresh.text()).toBe(writer.text());
  expect(Y.encodeStateVector(fresh.doc)).toEqual(Y.encodeStateVector(writer.doc));
});

test('[R23] a compaction that fails loses nothing and keeps nobody from writing', async () => {
  const server = await startCollab({ limits: { tailRows: 3 } });
  const { callId } = server.call('begin');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  server.log.failWith.compact = storeDown;
  for (let key = 0; key < 10; key += 1) {
    writer.send(update(edit(writer, (doc) => type(doc, ` ${String(key)}`))));
    await expect.poll(() => writer.saved(), { interval: 2 }).toBe(key + 1);
  }
  expect(server.events).toContain('compacting a log failed');
  expect(server.log.of(callId)).toHaveLength(11);
});
