import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCall, setCallStatus, type Call } from '#server/db/calls.ts';
import { prisma } from '#server/db/client.ts';
import { setRole } from '#server/db/memberships.ts';
import { planCall } from '#server/planning/plan-call.ts';
import { planNextCall } from '#server/planning/plan-next-call.ts';
import { checkProjection } from '#server/projection/check-projection.ts';
import { editNotes } from '#server/projection/edit-notes.ts';
import { projectStoredCall } from '#server/projection/reproject.ts';
import { insertBlocks } from '#lib/notes/edit-blocks.ts';
import type { NotesJson } from '#lib/notes/note-json.ts';
import { makeSeries, makeUser } from '#tests/support/database-factory.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';

/** A call with these notes and their rows, held and published. */
async function published(seriesId: string, content: NotesJson, number?: number): Promise<Call> {
  return prisma().$transaction(async (tx) => {
    const call = await createCall(
      { seriesId, notes: content, ...(number === undefined ? {} : { number }) },
      tx,
    );
    await projectStoredCall(tx, call.id);
    await setCallStatus(call.id, 'live', { tx });
    await setCallStatus(call.id, 'review', { tx });
    return setCallStatus(call.id, 'published', { tx });
  });
}

/** What stands on the agenda: `1 Title`, and under it `(action) text`. */
async function agenda(callId: string): Promise<string[]> {
  const where = { where: { callId } };
  const [items, lines] = [await prisma().agendaItem.findMany(where), await prisma().line.findMany(where)];
  return [
    ...items.map(({ position, key, title }) => ({ position, text: `${key} ${title}` })),
    ...lines.map(({ position, tag, text }) => ({ position, text: tag === null ? text : `(${tag}) ${text}` })),
  ]
    .toSorted((one, other) => one.position - other.position)
    .map(({ text }) => text);
}

describe.each(databaseKinds)('planning calls on %s', (kind) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await withDatabase(kind);
  });
  afterAll(() => database.close());

  const minutes = notes(
    item({ id: 'ropes', proposer: 'Nadia (guest)', minutes: 10, state: 'noTime' }, 'Ropes'),
    item({ id: 'sails', state: 'done' }, 'Sails'),
    line({ id: 'paint', tag: 'action', ownerName: 'Odile', owner: 'odile' }, 'Paint the boat'),
    line({ id: 'follow' }, 'Minutes to follow'),
  );

  test('the next call has the next number, the time of the cadence, and what is still open', async () => {
    const series = await makeSeries({
      zone: 'Europe/Paris',
      cadence: { kind: 'weekly', weekday: 1, time: '14:00' },
      lengthMinutes: 45,
    });
    const before = await published(series.id, minutes, 30);
    const call = await planCall({ seriesId: series.id, actorId: null });
    expect(call).toMatchObject({ number: 31, title: series.title, lengthMinutes: 45, status: 'planned' });
    expect(call.startsAt?.getTime()).toBeGreaterThan(Date.now());
    expect(call.slot).toEqual(call.startsAt);
    expect(await agenda(call.id)).toEqual([
      '1 Review previous actions',
      '(action) Paint the boat',
      '#30, 2 Sails: Minutes to follow',
      '2 Ropes',
      '',
    ]);
    const ropes = await prisma().agendaItem.findFirstOrThrow({ where: { callId: call.id, title: 'Ropes' } });
    expect(ropes).toMatchObject({
      proposer: 'Nadia (guest)',
      minutes: 10,
      carriedSince: 30,
      carriedTimes: 1,
      fromCallId: before.id,
      fromItemId: 'ropes',
    });
    const paint = await prisma().line.findFirstOrThrow({ where: { callId: call.id, tag: 'action' } });
    expect(paint).toMatchObject({ bornCallId: before.id, bornLineId: 'paint' });
    expect(await prisma().action.count({ where: { callId: call.id } })).toBe(0);
    expect(await checkProjection(call.id)).toEqual([]);

    const after = await planCall({ seriesId: series.id, actorId: null });
    expect(after.number).toBe(32);
    expect((after.slot?.getTime() ?? 0) - (call.slot?.getTime() ?? 0)).toBeGreaterThanOrEqual(
      6.9 * 86_400_000,
    );
  });

  test('the template stands first, and an action that was ticked stays away', async () => {
    const series = await makeSeries();
    await createCall({
      seriesId: series.id,
      number: -1,
      kind: 'template',
      notes: notes(
        item({ id: 'hello' }, 'Welcome'),
        line({ id: 'ask', prompt: 'Who is new?' }),
        item({ id: 'review' }, 'Review previous actions'),
      ),
    });
    const before = await published(series.id, minutes);
    await prisma().actionTick.create({ data: { callId: before.id, lineId: 'paint', done: true } });
    const call = await planCall({ seriesId: series.id, actorId: null, number: 7, title: 'Autumn' });
    expect(call).toMatchObject({ number: 7, title: 'Autumn', startsAt: null, slot: null });
    expect(await agenda(call.id)).toEqual([
      '1 Welcome',
      '',
      '2 Review previous actions',
      '#1, 2 Sails: Minutes to follow',
      '3 Ropes',
      '',
    ]);
    const [welcome] = await prisma().agendaItem.findMany({ where: { callId: call.id, title: 'Welcome' } });
    expect(welcome?.templateItemId).toBe('hello');
  });

  test('notetaker and backup are proposed by the rota: never a reader, never who is away or does not take turns', async () => {
    const series = await makeSeries();
    const join = async (name: string, role: 'participant' | 'reader' = 'participant') => {
      const user = await makeUser({ name });
      await setRole(series.id, user.id, role);
      return user.id;
    };
    const [away, never, odile, piet] = [
      await join('Anna'),
      await join('Bea'),
      await join('Odile'),
      await join('Piet'),
    ];
    await join('Cleo', 'reader');
    await prisma().membership.update({
      where: { seriesId_userId: { seriesId: series.id, userId: never } },
      data: { takesNotes: false },
    });
    const at = new Date(Date.now() + 86_400_000);
    await prisma().absence.create({
      data: {
        seriesId: series.id,
        userId: away,
        from: new Date(at.getTime() - 1000),
        to: new Date(at.getTime() + 1000),
      },
    });
    const call = await planCall({ seriesId: series.id, actorId: null, startsAt: at });
    expect(call).toMatchObject({ notetakerId: odile, backupId: piet, notetakerAcceptedAt: null });
  });

  test('publishing makes one next call, however many ask', async () => {
    const series = await makeSeries();
    const before = await published(series.id, minutes);
    const asked = await Promise.all([1, 2, 3].map(async () => planNextCall(before.id, null)));
    expect(asked.map(({ outcome }) => outcome).toSorted()).toEqual(['made', 'nothing', 'nothing']);
    expect(await prisma().call.count({ where: { seriesId: series.id } })).toBe(2);
  });

  test('published again, a call adds to the next one only what that does not have', async () => {
    const series = await makeSeries();
    const before = await published(series.id, minutes);
    const made = await planNextCall(before.id, null);
    const next = made.outcome === 'nothing' ? null : made.call;
    expect(await planNextCall(before.id, null)).toEqual({ outcome: 'nothing' });

    await prisma().actionTick.create({ data: { callId: before.id, lineId: 'paint', done: true } });
    await editNotes(before.id, null, (doc) => {
      insertBlocks(doc, 99, [line({ id: 'varnish', tag: 'action' }, 'Varnish the mast')]);
    });
    const again = await planNextCall(before.id, null);
    expect(again).toMatchObject({ outcome: 'carried', call: { id: next?.id } });
    expect(await agenda(next?.id ?? '')).toEqual([
      '1 Review previous actions',
      '(action) Paint the boat',
      '#1, 2 Sails: Minutes to follow',
      '(action) Varnish the mast',
      '2 Ropes',
      '',
    ]);
    expect(await checkProjection(next?.id ?? '')).toEqual([]);
  });

  test('a call that others have followed makes none, and a call that was cancelled is no next one', async () => {
    const series = await makeSeries();
    const first = await published(series.id, minutes);
    const second = await published(series.id, notes(item({ id: 'a', state: 'done' }, 'Sails')));
    expect(await planNextCall(first.id, null)).toEqual({ outcome: 'nothing' });
    const made = await planNextCall(second.id, null);
    const next = made.outcome === 'nothing' ? '' : made.call.id;
    await prisma().call.update({ where: { id: next }, data: { cancelledAt: new Date() } });
    const after = await planNextCall(second.id, null);
    expect(after).toMatchObject({ outcome: 'made', call: { number: 4 } });
  });

  test('two planned at once get two numbers, and a number that is taken changes nothing', async () => {
    const series = await makeSeries();
    const made = await Promise.all([1, 2].map(async () => planCall({ seriesId: series.id, actorId: null })));
    expect(made.map(({ number }) => number).toSorted((one, other) => one - other)).toEqual([1, 2]);
    await expect(planCall({ seriesId: series.id, actorId: null, number: 2 })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await prisma().call.count({ where: { seriesId: series.id } })).toBe(2);
    await expect(planCall({ seriesId: 'nowhere', actorId: null })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
