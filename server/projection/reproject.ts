import { prisma, type Transaction } from '#server/db/client.ts';
import { lockCall, projectionLimits, writeProjection, type ProjectCallResult } from './project-call.ts';
import { storedNotes } from './stored-notes.ts';

/**
 * Rebuilds the rows of one call from its stored document, whatever they stand for now. The document is read
 * under the call's lock, so a server that projects the same call meanwhile comes before or after, never between.
 * @throws AppError `unavailable` when the stored document is damaged.
 */
export async function reprojectCall(callId: string): Promise<ProjectCallResult> {
  return prisma().$transaction(async (tx) => projectStoredCall(tx, callId), projectionLimits);
}

/** The same inside a transaction of the caller's, such as the one that makes the call. */
export async function projectStoredCall(tx: Transaction, callId: string): Promise<ProjectCallResult> {
  const call = await lockCall(tx, callId);
  if (call === null) return { outcome: 'gone' };
  const stored = await storedNotes(tx, callId);
  return writeProjection(tx, { callId, seriesId: call.seriesId, ...stored });
}
