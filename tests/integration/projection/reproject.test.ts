import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { notesFragment } from '#lib/notes/ydoc.ts';
import { createCall, type Call } from '#server/db/calls.ts';
import { prisma } from '#server/db/client.ts';
import { appendUpdates, compactDocument, loadDocument } from '#server/db/document-log.ts';
import { createSeries } from '#server/db/series.ts';
import { catchUpProjections } from '#server/projection/catch-up.ts';
import { checkProjection } from '#server/projection/check-projection.ts';
import { listProjectedCalls } from '#server/projection/projected-calls.ts';
import { reprojectCall } from '#server/projection/reproject.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { gap, item, line, notes } from '#tests/support/notes-factory.ts';

let counter = 0;

async function projectedCall(): Promise<Call> {
  counter += 1;
  const series = await createSeries({ slug: `rebuilt-${String(counter)}`, title: 'Rebuilt' });
  const call = await createCall({
    seriesId: series.id,
    notes: notes(
      item({ id: 'i1' }, 'Release'),
      line({ id: 'l1', speaker: `rosa-${String(counter)}`, speakerName: 'Rosa', tag: 'action' }, 'We ship'),
      line({ id: 'l2', tag: 'decision' }, 'Keep it ', gap({ id: 'g1' })),
    ),
  });
  await reprojectCall(call.id);
  return call;
}

/** Appends one more line to a call's stored document, as a room would. */
async function addLine(callId: string, id: string): Promise<bigint> {
  const stored = await loadDocument(callId);
  const doc = new Y.Doc();
  if (stored.snapshot !== null) Y.applyUpdate(doc, stored.snapshot.state);
  for (const { update } of stored.updates) Y.applyUpdate(doc, update);
  const before = Y.encodeStateVector(doc);
  const element = new Y.XmlElement('line');
  element.setAttribute('id', id);
  notesFragment(doc).push([element]);
  const [position] = await appendUpdates([
    { callId, update: Y.encodeStateAsUpdate(doc, before), actorId: null },
  ]);
  return position ?? 0n;
}

async function compact(callId: string): Promise<void> {
  const { updates } = await loadDocument(callId);
  const doc = new Y.Doc();
  for (const { update } of updates) Y.applyUpdate(doc, update);
  const upTo = updates.at(-1)?.id ?? 0n;
  await compactDocument(callId, { state: Y.encodeStateAsUpdate(doc), upTo });
}

async function lineIds(callId: string): Promise<string[]> {
  const rows = await prisma().line.findMany({ where: { callId }, orderBy: { position: 'asc' } });
  return rows.map(({ id }) => id);
}

describe.each(databaseKinds)('on the %s database', (kind) => {
  let opened: TestDatabase;
  let call: Call;
  beforeAll(async () => {
    opened = await withDatabase(kind);
  });
  beforeEach(async () => {
    call = await projectedCall();
  });
  afterAll(async () => opened.close());

  test('a document whose log lacks a row is refused, and its rows stay as they are', async () => {
    const lost = await addLine(call.id, 'l3');
    await addLine(call.id, 'l4');
    await reprojectCall(call.id);
    await prisma().documentUpdate.delete({ where: { id: lost } });
    await expect(reprojectCall(call.id)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(checkProjection(call.id)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await lineIds(call.id)).toEqual(['l1', 'l2', 'l3', 'l4']);
  });

  test('rows that were just projected check clean', async () => {
    expect(await checkProjection(call.id)).toEqual([]);
  });

  test('rows that were tampered with are each named, and rebuilding mends them', async () => {
    const callId = call.id;
    await prisma().line.update({
      where: { callId_id: { callId, id: 'l1' } },
      data: { text: 'We do not ship' },
    });
    await prisma().gap.deleteMany({ where: { callId } });
    await prisma().decision.create({ data: { callId, lineId: 'l1', text: 'Never said' } });
    expect(await checkProjection(callId)).toEqual([
      'lines: l1 differs from the document.',
      'gaps: g1 is missing.',
      'decisions: l1 is not in the document.',
    ]);
    expect(await reprojectCall(callId)).toEqual({ outcome: 'written', rows: 3 });
    expect(await checkProjection(callId)).toEqual([]);
  });

  test('a person who is missing from the roster is named, and rebuilding brings the person back', async () => {
    await prisma().person.deleteMany({ where: { seriesId: call.seriesId } });
    expect(await checkProjection(call.id)).toContainEqual(
      expect.stringContaining('is missing from the roster.'),
    );
    await reprojectCall(call.id);
    expect(await checkProjection(call.id)).toEqual([]);
  });

  test('the check compares at the position the rows stand for, not with what was typed since', async () => {
    await addLine(call.id, 'later');
    expect(await checkProjection(call.id)).toEqual([]);
    const found = (await listProjectedCalls()).find(({ id }) => id === call.id);
    expect(found?.head).toBeGreaterThan(found?.projectedTo ?? 0n);
  });

  test('a server that starts projects what a killed one left behind', async () => {
    const head = await addLine(call.id, 'later');
    await catchUpProjections();
    expect(await lineIds(call.id)).toEqual(['l1', 'l2', 'later']);
    const found = (await listProjectedCalls()).find(({ id }) => id === call.id);
    expect(found).toMatchObject({ head, projectedTo: head });
  });

  test('a compacted document checks and rebuilds as before', async () => {
    await addLine(call.id, 'later');
    await reprojectCall(call.id);
    await compact(call.id);
    expect(await checkProjection(call.id)).toEqual([]);
    expect(await reprojectCall(call.id)).toEqual({ outcome: 'written', rows: 0 });
  });

  test('rows that lag behind what was compacted are told, for they cannot be compared', async () => {
    await addLine(call.id, 'later');
    await compact(call.id);
    expect(await checkProjection(call.id)).toEqual([expect.stringContaining('The rows stand for position')]);
    await catchUpProjections();
    expect(await checkProjection(call.id)).toEqual([]);
  });

  test('a damaged document is refused and its rows stay', async () => {
    await prisma().$executeRaw`UPDATE "DocumentUpdate" SET "checksum" = '\\x00' WHERE "callId" = ${call.id}`;
    await expect(reprojectCall(call.id)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await lineIds(call.id)).toEqual(['l1', 'l2']);
    // Other tests of this file catch up all calls; this one can never be read again.
    await prisma().call.delete({ where: { id: call.id } });
  });
});
