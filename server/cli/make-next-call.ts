import { randomUUID } from 'node:crypto';
import type { NotesJson } from '#lib/notes/note-json.ts';
import { newNotes } from '#lib/notes/new-notes.ts';
import type { CallStatus } from '#lib/policy/access.ts';
import { createCall, setCallStatus, type Call } from '#server/db/calls.ts';
import { prisma } from '#server/db/client.ts';
import { projectStoredCall } from '#server/projection/reproject.ts';
import { ensureSeries } from './ensure-series.ts';

/**
 * Makes the next call of a series with its rows, in the open database; a series that is absent is made, and a call
 * that is not planned starts now. `notesOf` writes what it begins with, for the series' id: a small agenda unless
 * something else is given.
 * @throws AppError `invalid` when the slug cannot be a series' address, or the notes have no block.
 */
export async function makeNextCall(
  slug: string,
  status: CallStatus,
  notesOf: (seriesId: string) => NotesJson = () => newNotes(randomUUID),
): Promise<Call> {
  return prisma().$transaction(async (tx) => {
    const { series } = await ensureSeries(tx, slug);
    const startsAt = status === 'planned' ? null : new Date();
    const made = await createCall({ seriesId: series.id, startsAt, notes: notesOf(series.id) }, tx);
    await projectStoredCall(tx, made.id);
    return status === 'planned' ? made : setCallStatus(made.id, status, { tx });
  });
}
