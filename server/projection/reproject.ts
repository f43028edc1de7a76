import { prisma } from '#server/db/client.ts';
import { lockCall, projectionLimits, writeProjection, type ProjectCallResult } from './project-call.ts';
import { storedNotes } from './stored-notes.ts';

/**
 * Rebuilds the rows of one call from its stored document, whatever they stand for now. The document is read
 * under the call's lock, so a server that projects the same call meanwhile comes before or after, never between.
 * @throws AppError `unavailable` when the stored document is damaged.
 */
export async function reprojectCall(callId: string): Promise<ProjectCallResult> {
  return prisma().$transaction(async (tx) => {
    const call = await lockCall(tx, callId);
    if (call === null) return { outcome: 'gone' };
    const stored = await storedNotes(tx, callId);
    return writeProjection(tx, { callId, seriesId: call.seriesId, ...stored });
  }, projectionLimits);
}

export type ReprojectedCall = { callId: string; label: string; rows: number };

/** Rebuilds the rows of every call, one after the other; tells of each as it is done. */
export async function reprojectAll(tell: (call: ReprojectedCall) => void): Promise<number> {
  const calls = await prisma().call.findMany({
    select: { id: true, number: true, series: { select: { slug: true } } },
    orderBy: [{ series: { slug: 'asc' } }, { number: 'asc' }],
  });
  for (const call of calls) {
    const result = await reprojectCall(call.id);
    const rows = result.outcome === 'written' ? result.rows : 0;
    tell({ callId: call.id, label: `${call.series.slug}/${String(call.number)}`, rows });
  }
  return calls.length;
}
