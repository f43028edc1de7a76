import { array, assert, asyncProperty, nat, property } from '#tests/support/fast-check.ts';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { mergeRuns } from '#server/collab/merge-runs.ts';
import { notesDoc } from '#lib/notes/ydoc.ts';
import { buildDocument, loadDocument } from '#server/collab/load-document.ts';
import { storeDown } from './support/memory-log.ts';
import { edit, syncedClient, update } from './support/raw-client.ts';
import { sameDocument, step, writeLog } from './support/random-log.ts';
import { startCollab } from './support/start-collab.ts';
import { type } from './support/typing.ts';

test('[R23] compaction changes neither state vector nor delete set nor content', async () => {
  await assert(
    asyncProperty(array(step, { maxLength: 60 }), nat(60), async (steps, cutAt) => {
      const { log, doc, callId, lineage } = writeLog(steps);
      const whole = await loadDocument(log, callId, lineage);
      const cut = BigInt(Math.min(cutAt + 1, log.rows.length));
      const prefix = notesDoc();
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
    { numRuns: 150 },
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
      const [one, other] = [notesDoc(), notesDoc()];
      for (const { update: bytes } of changes) Y.applyUpdate(one, bytes);
      for (const { update: bytes } of merged) {
        Y.applyUpdate(other, bytes);
        expect(other.store.pendingStructs).toBeNull();
      }
      sameDocument(one, other);
      expect(merged.reduce((sum, { count }) => sum + count, 0)).toBe(changes.length);
    }),
    { numRuns: 150 },
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
