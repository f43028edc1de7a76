import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelCall, changeCallPlan, restoreCall } from '#server/db/call-plan.ts';
import { findCallById, setCallStatus, type Call } from '#server/db/calls.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeCall } from '#tests/support/database-factory.ts';

const at = (text: string): Date => new Date(`2031-${text}:00Z`);

describe.each(databaseKinds)('the plan of a call on %s', (kind) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());

  const planned = async (startsAt: Date | null = at('03-03T13:00')): Promise<Call> =>
    makeCall({ title: 'Relay', startsAt, lengthMinutes: 60 });
  const change = async (
    call: Call,
    plan: Partial<Pick<Call, 'title' | 'startsAt' | 'lengthMinutes'>>,
  ): Promise<Call> => {
    const { title, startsAt, lengthMinutes, changedAt } = (await findCallById(call.id)) ?? call;
    return changeCallPlan(call.id, { title, startsAt, lengthMinutes, ...plan }, { seen: changedAt });
  };

  it('keeps the first time it had however often it is moved, until it is moved back', async () => {
    const call = await planned();
    const moved = await change(call, { startsAt: at('03-04T13:00') });
    expect(moved).toMatchObject({ movedFrom: at('03-03T13:00'), calendarSequence: 1 });
    expect(moved.changedAt.getTime()).toBeGreaterThan(call.changedAt.getTime());
    const again = await change(call, { startsAt: at('03-05T13:00') });
    expect(again).toMatchObject({ movedFrom: at('03-03T13:00'), calendarSequence: 2 });
    const back = await change(call, { startsAt: at('03-03T13:00') });
    expect(back).toMatchObject({ movedFrom: null, calendarSequence: 3 });
  });

  it('tells calendars of another length by the sequence, and of another title only by the time of the change', async () => {
    const call = await planned();
    const titled = await change(call, { title: 'Relay and budget' });
    expect(titled).toMatchObject({ title: 'Relay and budget', calendarSequence: 0, movedFrom: null });
    expect(titled.changedAt.getTime()).toBeGreaterThan(call.changedAt.getTime());
    expect(await change(call, { lengthMinutes: 30 })).toMatchObject({ calendarSequence: 1, movedFrom: null });
  });

  it('of a call without a time begins with the first one, which is not a move', async () => {
    const call = await planned(null);
    expect(await change(call, { startsAt: at('03-04T13:00') })).toMatchObject({
      movedFrom: null,
      calendarSequence: 0,
    });
    await expect(change(call, { startsAt: null })).rejects.toMatchObject({
      code: 'invalid',
      details: { startsAt: expect.any(String) },
    });
  });

  it('is not changed by whoever saw it as it was before somebody else changed it', async () => {
    const call = await planned();
    await change(call, { startsAt: at('03-04T13:00') });
    const late = changeCallPlan(
      call.id,
      { title: 'Late', startsAt: at('03-09T13:00'), lengthMinutes: 60 },
      { seen: call.changedAt },
    );
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
    expect(await findCallById(call.id)).toMatchObject({ title: 'Relay', startsAt: at('03-04T13:00') });
  });

  it('is cancelled with a reason and restored, and calendars are told of both', async () => {
    const call = await planned();
    expect(await cancelCall(call.id, 'Holiday')).toMatchObject({
      cancelReason: 'Holiday',
      cancelledAt: expect.any(Date),
      calendarSequence: 1,
      startsAt: at('03-03T13:00'),
    });
    await expect(cancelCall(call.id, null)).rejects.toMatchObject({ code: 'conflict' });
    await expect(change(call, { title: 'No' })).rejects.toMatchObject({ code: 'conflict' });
    expect(await restoreCall(call.id)).toMatchObject({
      cancelReason: null,
      cancelledAt: null,
      calendarSequence: 2,
    });
    await expect(restoreCall(call.id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('stays once the call has begun, and a cancelled call does not begin', async () => {
    const call = await planned();
    await cancelCall(call.id, null);
    await expect(setCallStatus(call.id, 'live', { from: 'planned' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await restoreCall(call.id);
    await setCallStatus(call.id, 'live', { from: 'planned' });
    await expect(change(call, { title: 'Too late' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(cancelCall(call.id, null)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('moved by two at once is moved by one of them', async () => {
    const call = await planned();
    const tried = await Promise.allSettled([
      change(call, { startsAt: at('03-04T13:00') }),
      change(call, { startsAt: at('03-05T13:00') }),
    ]);
    expect(tried.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await findCallById(call.id)).toMatchObject({ calendarSequence: 1 });
  });
});
