import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { notesJson, notesMeta } from '#lib/notes/ydoc.ts';
import {
  createCall,
  findCall,
  findCallByGuestToken,
  findCallById,
  listCalls,
  setCallStatus,
  updateCall,
} from '#server/db/calls.ts';
import { loadDocument } from '#server/db/document-log.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeCall, makeSeries, makeUser, someNotes } from '#tests/support/database-factory.ts';

describe.each(databaseKinds)('calls on %s', (kind) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());

  it('begin with their notes as the first update of their document, under their lineage', async () => {
    const user = await makeUser();
    const notes = someNotes('The tide comes at nine');
    const call = await makeCall({ notes, actorId: user.id });
    const { snapshot, updates } = await loadDocument(call.id);
    expect(snapshot).toBeNull();
    expect(updates).toHaveLength(1);
    const doc = new Y.Doc();
    for (const { update } of updates) Y.applyUpdate(doc, update);
    expect(notesJson(doc)).toEqual(notes);
    expect(notesMeta(doc)?.lineage).toBe(call.lineage);
    const [row] = await test.database.prisma.documentUpdate.findMany({ where: { callId: call.id } });
    expect(row?.actorId).toBe(user.id);
  });

  it('take title and length from their series, and the number after the highest', async () => {
    const series = await makeSeries({ title: 'Rope Guild', lengthMinutes: 45 });
    const first = await makeCall({ seriesId: series.id });
    expect(first).toMatchObject({ number: 1, title: 'Rope Guild', lengthMinutes: 45, status: 'planned' });
    await makeCall({ seriesId: series.id, number: 33 });
    expect((await makeCall({ seriesId: series.id })).number).toBe(34);
    expect((await listCalls(series.id)).map((call) => call.number)).toEqual([34, 33, 1]);
  });

  it('get numbers of their own when many are made at once', async () => {
    const series = await makeSeries();
    const calls = await Promise.all(Array.from({ length: 20 }, () => makeCall({ seriesId: series.id })));
    const numbers = calls.map((call) => call.number).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('are refused with a number that is taken, and leave nothing behind', async () => {
    const series = await makeSeries();
    await makeCall({ seriesId: series.id, number: 5 });
    const before = await test.database.prisma.documentUpdate.count();
    await expect(makeCall({ seriesId: series.id, number: 5 })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('call number 5 already'),
    });
    expect(await test.database.prisma.documentUpdate.count()).toBe(before);
  });

  it('are refused without any block of notes, and for a series that is gone', async () => {
    await expect(makeCall({ notes: { type: 'doc', content: [] } })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(createCall({ seriesId: 'nowhere', notes: someNotes() })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('keep the bytes they were imported from, and the doubts', async () => {
    const bytes = Buffer.from('Team call #7\r\nÅse: hello');
    const doubts = [{ line: 1, kind: 'date', text: 'no date' }];
    const call = await makeCall({
      importSource: { fileName: 'seven.txt', bytes, doubts },
      heldOn: '2021-03-04',
    });
    expect(call.heldOn?.toISOString()).toBe('2021-03-04T00:00:00.000Z');
    const stored = await test.database.prisma.importSource.findUniqueOrThrow({ where: { callId: call.id } });
    expect(Buffer.from(stored.bytes).equals(bytes)).toBe(true);
    expect(stored.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(stored.doubts).toEqual(doubts);
  });

  it("are found by series and number, by id and by the guests' secret", async () => {
    const series = await makeSeries();
    const call = await makeCall({ seriesId: series.id, number: 9 });
    expect((await findCall(series.slug.toUpperCase(), 9))?.id).toBe(call.id);
    expect((await findCallById(call.id))?.series.slug).toBe(series.slug);
    expect((await findCallByGuestToken(call.guestToken))?.id).toBe(call.id);
    expect(await findCall(series.slug, 10)).toBeNull();
    expect(await findCallById('nobody')).toBeNull();
    expect(await findCallByGuestToken('guess')).toBeNull();
    expect(call.guestToken.length).toBeGreaterThanOrEqual(24);
  });

  it('keep the instants of their life: started once, ended, published, reopened', async () => {
    const { id } = await makeCall();
    const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 5, 12, minute));
    expect(await setCallStatus(id, 'live', { at: at(1) })).toMatchObject({
      status: 'live',
      startedAt: at(1),
    });
    expect(await setCallStatus(id, 'review', { at: at(2) })).toMatchObject({
      status: 'review',
      endedAt: at(2),
    });
    expect(await setCallStatus(id, 'live', { at: at(3) })).toMatchObject({ startedAt: at(1) });
    await setCallStatus(id, 'review', { at: at(4) });
    expect(await setCallStatus(id, 'published', { at: at(5) })).toMatchObject({
      endedAt: at(4),
      publishedAt: at(5),
      reopenedAt: null,
    });
    expect(await setCallStatus(id, 'review', { at: at(6) })).toMatchObject({
      status: 'review',
      endedAt: at(4),
      publishedAt: at(5),
      reopenedAt: at(6),
    });
    await expect(setCallStatus('nobody', 'live')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are moved from one state to the next by one of those who ask at once', async () => {
    const { id } = await makeCall({ status: 'live' });
    await setCallStatus(id, 'review', { from: 'live' });
    await setCallStatus(id, 'published', { from: 'review' });
    await expect(setCallStatus(id, 'review', { from: 'live' })).rejects.toMatchObject({ code: 'conflict' });
    expect(await findCallById(id)).toMatchObject({ status: 'published', reopenedAt: null });
    await expect(setCallStatus('nobody', 'live', { from: 'planned' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('change only the settings that are named', async () => {
    const user = await makeUser();
    const call = await makeCall();
    const changed = await updateCall(call.id, { notetakerId: user.id, agendaLocked: true });
    expect(changed).toEqual({ ...call, notetakerId: user.id, agendaLocked: true });
    await expect(updateCall('nobody', { title: 'X' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(updateCall(call.id, { notetakerId: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
  });
});
