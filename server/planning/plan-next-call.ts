import { randomUUID } from 'node:crypto';
import { carryOver } from '#lib/carry-over/carry-over.ts';
import { missingBlocks } from '#lib/carry-over/missing-blocks.ts';
import { insertBlocks } from '#lib/notes/edit-blocks.ts';
import { notesJson } from '#lib/notes/ydoc.ts';
import { AppError } from '#lib/errors.ts';
import { bus } from '#server/bus.ts';
import type { Call } from '#server/db/calls.ts';
import { prisma, type Transaction } from '#server/db/client.ts';
import { editNotesIn } from '#server/projection/edit-notes.ts';
import { projectionLimits } from '#server/projection/project-call.ts';
import { reprojectCall } from '#server/projection/reproject.ts';
import { carryOverOf } from './carry-over-of.ts';
import { lockPlanning, planCall } from './plan-call.ts';

/**
 * What became of the call after one that was published: `made` when there was none, `carried` when what is open of the
 * published one was added to one that was planned already, `nothing` when that has everything, or the series has gone on.
 */
export type NextCall = { outcome: 'made' | 'carried'; call: Call } | { outcome: 'nothing' };

/**
 * Sees to it that a call that was published has a next one, and that this one has everything that is still open. However
 * often and from wherever it is asked, one call is made. The caller has asked policy.
 * @throws AppError `not_found` when the call is gone, `unavailable` when stored notes are damaged; nothing is changed then.
 */
export async function planNextCall(callId: string, actorId: string | null): Promise<NextCall> {
  // The rows may be some seconds behind what was written last.
  await reprojectCall(callId);
  const { next, logId } = await prisma().$transaction(async (tx) => {
    const published = await tx.call.findUnique({
      where: { id: callId },
      select: { id: true, seriesId: true, number: true },
    });
    if (published === null) throw new AppError('not_found', { message: 'This call is gone.' });
    await lockPlanning(tx, published.seriesId);
    return nextOf(tx, published, actorId);
  }, projectionLimits);
  if (logId !== null && next.outcome !== 'nothing')
    bus().publish('document', { callId: next.call.id, logId });
  return next;
}

type Published = { id: string; seriesId: string; number: number };

async function nextOf(
  tx: Transaction,
  published: Published,
  actorId: string | null,
): Promise<{ next: NextCall; logId: bigint | null }> {
  const { seriesId, number } = published;
  const following = await tx.call.findFirst({
    where: { seriesId, kind: 'call', number: { gt: number }, cancelledAt: null },
    orderBy: { number: 'asc' },
  });
  // The series has gone on: what was open went along with the calls since.
  if (following !== null && following.status !== 'planned')
    return { next: { outcome: 'nothing' }, logId: null };
  const call = following ?? (await planCall({ seriesId, actorId }, tx));
  const logId = await carryInto(tx, call, published, actorId);
  if (following === null) return { next: { outcome: 'made', call }, logId: null };
  return { next: logId === null ? { outcome: 'nothing' } : { outcome: 'carried', call }, logId };
}

/** Adds to a call what it lacks of the published one; gives the position in its log, null when it has everything. */
async function carryInto(
  tx: Transaction,
  call: Call,
  { id, seriesId }: Published,
  actorId: string | null,
): Promise<bigint | null> {
  const blocks = carryOver(await carryOverOf(tx, { seriesId, before: call.number, lastId: id }));
  const { logId } = await editNotesIn(tx, call.id, actorId, (doc) => {
    for (const { index, blocks: missing } of missingBlocks(notesJson(doc), blocks, randomUUID)) {
      insertBlocks(doc, index, missing);
    }
  });
  return logId;
}
