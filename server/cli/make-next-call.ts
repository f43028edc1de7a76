import type { NotesJson } from '#lib/notes/note-json.ts';
import type { CallStatus } from '#lib/policy/access.ts';
import { createCall, setCallStatus, type Call } from '#server/db/calls.ts';
import { prisma, type Transaction } from '#server/db/client.ts';
import { planCall } from '#server/planning/plan-call.ts';
import { projectionLimits } from '#server/projection/project-call.ts';
import { projectStoredCall } from '#server/projection/reproject.ts';
import { ensureSeries } from './ensure-series.ts';

/**
 * Makes the next call of a series with its rows, in the open database; a series that is absent is made, and a call
 * that is not planned starts now. It begins with what every next call begins with (see `planCall`), or with what
 * `notesOf` writes for the series' id.
 * @throws AppError `invalid` when the slug cannot be a series' address, or the notes have no block.
 */
export async function makeNextCall(
  slug: string,
  status: CallStatus,
  notesOf?: (seriesId: string) => NotesJson,
): Promise<Call> {
  return prisma().$transaction(async (tx) => {
    const { series } = await ensureSeries(tx, slug);
    const made = await makeCall(tx, series.id, status === 'planned' ? {} : { startsAt: new Date() });
    return status === 'planned' ? made : setCallStatus(made.id, status, { tx });
  }, projectionLimits);

  async function makeCall(tx: Transaction, seriesId: string, when: { startsAt?: Date }): Promise<Call> {
    if (notesOf === undefined) return planCall({ seriesId, actorId: null, ...when }, tx);
    const made = await createCall({ seriesId, ...when, notes: notesOf(seriesId) }, tx);
    await projectStoredCall(tx, made.id);
    return made;
  }
}
