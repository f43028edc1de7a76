import { AppError } from '#lib/errors.ts';
import { nextSequence } from '#lib/calendar/next-sequence.ts';
import { queueChangeMails } from './call-mails.ts';
import { prisma, type Transaction } from './client.ts';
import type { Call } from './generated/client.ts';

/** What a chair sets about when a planned call is held. */
export type CallPlan = { title: string; startsAt: Date | null; lengthMinutes: number };

export type ChangePlanOptions = {
  /** `changedAt` of the call as whoever changes it has seen it; another one means that somebody else was quicker. */
  seen: Date;
  now?: Date;
};

/**
 * Gives a planned call another title, time or length. The first time it was planned for is kept, calendars are told by the
 * sequence, and members by mail when it is about the next two days.
 * @throws AppError `not_found` when the call is gone, `conflict` when it is not planned any more, is cancelled, or was changed
 * since it was seen, `invalid` when its time is taken away.
 */
export async function changeCallPlan(
  callId: string,
  plan: CallPlan,
  { seen, now = new Date() }: ChangePlanOptions,
): Promise<Call> {
  return changeCall(callId, now, async (before) => {
    mustBePlanned(before);
    if (before.cancelledAt !== null) throw changedMeanwhile();
    if (before.changedAt.getTime() !== seen.getTime()) throw changedMeanwhile();
    if (before.startsAt !== null && plan.startsAt === null) {
      throw new AppError('invalid', {
        message:
          'A call that has a time can be moved or cancelled, but not left without one. Nothing was changed.',
        details: { startsAt: 'Write a day and a time.' },
      });
    }
    return { ...plan, movedFrom: firstPlanned(before, plan.startsAt) };
  });
}

/**
 * Cancels a planned call. Nothing of it is lost: it can be read as before, and restored.
 * @throws AppError `not_found` when the call is gone, `conflict` when it is not planned any more or cancelled already.
 */
export async function cancelCall(callId: string, reason: string | null, now = new Date()): Promise<Call> {
  return changeCall(callId, now, (before) => {
    mustBePlanned(before);
    if (before.cancelledAt !== null) {
      throw new AppError('conflict', { message: 'This call is cancelled already. Nothing was changed.' });
    }
    return { cancelledAt: now, cancelReason: reason };
  });
}

/**
 * Takes the cancellation of a call back.
 * @throws AppError `not_found` when the call is gone, `conflict` when it is not cancelled.
 */
export async function restoreCall(callId: string, now = new Date()): Promise<Call> {
  return changeCall(callId, now, (before) => {
    if (before.cancelledAt === null) {
      throw new AppError('conflict', { message: 'This call is not cancelled. Nothing was changed.' });
    }
    return { cancelledAt: null, cancelReason: null };
  });
}

type Changes = Partial<
  Pick<Call, 'title' | 'startsAt' | 'lengthMinutes' | 'movedFrom' | 'cancelledAt' | 'cancelReason'>
>;

async function changeCall(
  callId: string,
  now: Date,
  changesOf: (before: Call) => Changes | Promise<Changes>,
): Promise<Call> {
  return prisma().$transaction(async (tx) => {
    const before = await lockedCall(tx, callId);
    const changes = await changesOf(before);
    const call = await tx.call.update({
      where: { id: callId },
      data: { ...changes, calendarSequence: sequenceAfter(before, changes), changedAt: now },
    });
    await queueChangeMails(tx, { before, after: call, now });
    return call;
  });
}

async function lockedCall(tx: Transaction, callId: string): Promise<Call> {
  // Read by a statement of its own: one that waited for the lock still sees what was there before it waited.
  await tx.$queryRaw`SELECT "id" FROM "Call" WHERE "id" = ${callId} FOR NO KEY UPDATE`;
  const call = await tx.call.findUnique({ where: { id: callId } });
  if (call === null || call.kind !== 'call')
    throw new AppError('not_found', { message: 'This call is gone.' });
  return call;
}

function mustBePlanned({ status }: Call): void {
  if (status === 'planned') return;
  throw new AppError('conflict', {
    message: 'This call has begun, so it can no longer be moved or cancelled. Nothing was changed.',
  });
}

function changedMeanwhile(): AppError {
  return new AppError('conflict', {
    message:
      'Somebody else has changed this call meanwhile. What you wrote still stands here; look at the call and save again.',
  });
}

/** The instant a call was planned for first; null when it is held then. */
function firstPlanned(before: Call, startsAt: Date | null): Date | null {
  const first = before.movedFrom ?? before.startsAt;
  return first?.getTime() === startsAt?.getTime() ? null : first;
}

function sequenceAfter(before: Call, changes: Changes): number {
  const after = { ...before, ...changes };
  // A call without a time stands in no calendar.
  if (before.startsAt === null || after.startsAt === null) return before.calendarSequence;
  return nextSequence(
    { sequence: before.calendarSequence, ...asCalendar(before, before.startsAt) },
    asCalendar(after, after.startsAt),
  );
}

function asCalendar(call: Pick<Call, 'lengthMinutes' | 'cancelledAt'>, startsAt: Date) {
  return {
    startsAt: startsAt.toISOString(),
    lengthMinutes: call.lengthMinutes,
    status: call.cancelledAt === null ? ('planned' as const) : ('cancelled' as const),
  };
}
