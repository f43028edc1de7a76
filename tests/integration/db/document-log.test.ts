import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  appendUpdates,
  compactDocument,
  documentHeads,
  documentSince,
  loadDocument,
} from '#server/db/document-log.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeCall } from '#tests/support/database-factory.ts';

const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => new Uint8Array(values);
const entry = (callId: string, ...values: number[]) => ({ callId, update: bytes(...values), actorId: null });

describe.each(databaseKinds)('the log of documents on %s', (kind) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());

  it('gives the ids of a batch in the order of its updates, across calls', async () => {
    const [a, b] = [await makeCall(), await makeCall()];
    const many = Array.from({ length: 300 }, (_, n) => entry(n % 2 === 0 ? a.id : b.id, n % 256, n >> 8));
    const ids = await appendUpdates(many);
    expect(ids).toHaveLength(300);
    const stored = await test.database.prisma.documentUpdate.findMany({ where: { id: { in: ids } } });
    const byId = new Map(stored.map((row) => [row.id, row]));
    for (const [index, id] of ids.entries()) {
      expect(byId.get(id)).toMatchObject({ callId: many[index]?.callId });
      expect([...(byId.get(id)?.update ?? [])]).toEqual([...(many[index]?.update ?? [])]);
    }
    expect(await appendUpdates([])).toEqual([]);
  });

  it('keeps who sent an update, and any bytes as they are', async () => {
    const call = await makeCall();
    const all = Uint8Array.from({ length: 256 }, (_, n) => n);
    const [id = 0n] = await appendUpdates([{ callId: call.id, update: all, actorId: 'somebody' }]);
    const row = await test.database.prisma.documentUpdate.findUniqueOrThrow({ where: { id } });
    expect(row.actorId).toBe('somebody');
    const [, last] = (await loadDocument(call.id)).updates;
    expect([...(last?.update ?? [])]).toEqual([...all]);
  });

  it('loads what was appended, oldest first, and what came after a position', async () => {
    const call = await makeCall();
    const [first = 0n, second = 0n] = await appendUpdates([entry(call.id, 1), entry(call.id, 2)]);
    const { snapshot, updates } = await loadDocument(call.id);
    expect(snapshot).toBeNull();
    expect(updates.slice(1).map((update) => update.id)).toEqual([first, second]);
    expect((await documentSince(call.id, first)).updates.map((update) => [...update.update])).toEqual([[2]]);
    expect(await documentSince(call.id, second)).toEqual({ snapshot: null, updates: [] });
  });

  it('replaces updates by a state when compacted, and keeps those after it', async () => {
    const call = await makeCall();
    const [, second = 0n, third = 0n] = await appendUpdates([
      entry(call.id, 1),
      entry(call.id, 2),
      entry(call.id, 3),
    ]);
    await compactDocument(call.id, { state: bytes(7, 7), upTo: second });
    const loaded = await loadDocument(call.id);
    expect(loaded.snapshot?.upTo).toBe(second);
    expect([...(loaded.snapshot?.state ?? [])]).toEqual([7, 7]);
    expect(loaded.updates.map((update) => update.id)).toEqual([third]);
  });

  it('gives who read to before a compaction the snapshot too, and who read past it only the rest', async () => {
    const call = await makeCall();
    const [first = 0n, second = 0n, third = 0n] = await appendUpdates(
      [1, 2, 3].map((n) => entry(call.id, n)),
    );
    await compactDocument(call.id, { state: bytes(7), upTo: second });
    const missed = await documentSince(call.id, first);
    expect(missed.snapshot).toMatchObject({ upTo: second });
    expect(missed.updates.map(({ id }) => id)).toEqual([third]);
    expect((await documentSince(call.id, second)).snapshot).toBeNull();
  });

  it('tells in one query how far several logs reach, compacted or not', async () => {
    const [one, other] = [await makeCall(), await makeCall()];
    const [first = 0n] = await appendUpdates([entry(one.id, 1)]);
    const [second = 0n] = await appendUpdates([entry(other.id, 1)]);
    await compactDocument(other.id, { state: bytes(7), upTo: second });
    expect(await documentHeads([one.id, other.id, 'unknown'])).toEqual(
      new Map([
        [one.id, first],
        [other.id, second],
      ]),
    );
  });

  it('never lets an older state replace a newer one', async () => {
    const call = await makeCall();
    const [first = 0n, second = 0n] = await appendUpdates([entry(call.id, 1), entry(call.id, 2)]);
    await compactDocument(call.id, { state: bytes(2), upTo: second });
    await compactDocument(call.id, { state: bytes(1), upTo: first });
    const { snapshot } = await loadDocument(call.id);
    expect(snapshot?.upTo).toBe(second);
    expect([...(snapshot?.state ?? [])]).toEqual([2]);
  });

  it('shows the ids of one call in rising order to whoever reads while several write', async () => {
    const call = await makeCall();
    let done = false;
    const writers = Array.from({ length: 4 }, async () => {
      for (let n = 0; n < 25; n += 1) await appendUpdates([entry(call.id, n)]);
    });
    const reading = (async () => {
      const seen: bigint[] = [];
      let position = 0n;
      for (let last = false; !last;) {
        last = done;
        for (const { id } of (await documentSince(call.id, position)).updates) {
          seen.push(id);
          position = id;
        }
      }
      return seen;
    })();
    await Promise.all(writers);
    done = true;
    const seen = await reading;
    const all = (await loadDocument(call.id)).updates.map((update) => update.id);
    expect(seen).toEqual(all);
    expect(all).toHaveLength(101);
  });

  it.each(['update', 'snapshot'] as const)('refuses to load a document with a damaged %s', async (what) => {
    const call = await makeCall();
    const [id = 0n] = await appendUpdates([entry(call.id, 1, 2, 3)]);
    if (what === 'snapshot') {
      await compactDocument(call.id, { state: bytes(1), upTo: id });
      await test.database.prisma.documentSnapshot.update({
        where: { callId: call.id },
        data: { state: bytes(2) },
      });
    } else {
      await test.database.prisma.documentUpdate.update({ where: { id }, data: { update: bytes(1, 2, 4) } });
    }
    await expect(loadDocument(call.id)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(`damaged at position ${String(id)}`),
    });
    if (what === 'update')
      await expect(documentSince(call.id, 0n)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('writes nothing of a batch when one of its calls was deleted, and names that call', async () => {
    const call = await makeCall();
    const before = (await loadDocument(call.id)).updates.length;
    await expect(appendUpdates([entry(call.id, 1), entry('deleted', 2)])).rejects.toMatchObject({
      code: 'gone',
      details: { deleted: expect.any(String) },
    });
    expect((await loadDocument(call.id)).updates).toHaveLength(before);
    await expect(loadDocument('deleted')).rejects.toMatchObject({ code: 'not_found' });
  });
});
