import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ProjectionThread } from '#server/projection/projection-thread.ts';
import { openDatabase, type Database } from '#server/db/client.ts';
import { appendUpdates, loadDocument } from '#server/db/document-log.ts';
import { databaseKinds, freshDatabase, type DatabasePlace } from '#tests/support/database.ts';
import { makeCall, someNotes } from '#tests/support/database-factory.ts';
import { addLine } from '#tests/protocol/support/typing.ts';

const program = new URL('../../support/projection-thread.mjs', import.meta.url);

describe.each(databaseKinds)('projecting on a thread, on %s', (kind) => {
  let place: DatabasePlace;
  let database: Database;
  let thread: ProjectionThread;
  const folder = mkdtempSync(path.join(tmpdir(), 'cn-thread-'));
  beforeAll(async () => {
    place = await freshDatabase(kind);
    // Like the server, whose embedded database others may join.
    database = await openDatabase({ ...place, as: 'server' });
    thread = new ProjectionThread({ ...place, program });
  });
  afterAll(async () => {
    await thread.close();
    await database.close();
    await place.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function changedCall(text: string) {
    const call = await makeCall({ notes: someNotes('First') });
    const { updates } = await loadDocument(call.id);
    const doc = new Y.Doc();
    for (const { update } of updates) Y.applyUpdate(doc, update);
    const before = Y.encodeStateVector(doc);
    addLine(doc, text, `line-${call.id}`);
    const update = Y.encodeStateAsUpdate(doc, before);
    const [logPosition = 0n] = await appendUpdates([{ callId: call.id, update, actorId: null }]);
    return { callId: call.id, updates: [...updates.map((row) => row.update), update], logPosition };
  }

  const lines = async (callId: string): Promise<unknown[]> =>
    database.prisma.line.findMany({ where: { callId } });

  it('[R38] writes the rows that an encoded document stands for', async () => {
    const document = await changedCall('Second');
    await thread.project(document);
    expect(await lines(document.callId)).toHaveLength(2);
    const call = await database.prisma.call.findUniqueOrThrow({ where: { id: document.callId } });
    expect(call.projectedTo).toBe(document.logPosition);
    expect(document.updates[0]?.length).toBeGreaterThan(0);
  });

  it('[R38] says what is wrong with a document, and does the next all the same', async () => {
    const document = await changedCall('Second');
    await expect(thread.project({ ...document, updates: [Uint8Array.of(9, 9, 9)] })).rejects.toMatchObject({
      code: 'unavailable',
    });
    await thread.project(document);
    expect(await lines(document.callId)).toHaveLength(2);
    expect(thread.crashes).toBe(0);
  });

  it('[R38] fails what a thread was given that ends by itself, and the next starts another', async () => {
    const flag = path.join(folder, kind);
    const source = `
      import { existsSync, writeFileSync } from 'node:fs';
      import { parentPort } from 'node:worker_threads';
      const flag = ${JSON.stringify(flag)};
      if (existsSync(flag)) await import(${JSON.stringify(program.href)});
      else parentPort.on('message', () => { writeFileSync(flag, ''); process.exit(1); });`;
    const fragile = new ProjectionThread({
      ...place,
      program: new URL(`data:text/javascript,${encodeURIComponent(source)}`),
    });
    const document = await changedCall('Second');
    await expect(fragile.project(document)).rejects.toMatchObject({ code: 'unavailable' });
    expect(existsSync(flag)).toBe(true);
    expect(fragile.crashes).toBe(1);
    await fragile.project(document);
    expect(await lines(document.callId)).toHaveLength(2);
    await fragile.close();
  });
});
