import { AppError } from '#lib/errors.ts';
import type { NotesJson } from '#lib/notes/note-json.ts';
import { createCall } from './calls.ts';
import { prisma, type Transaction } from './client.ts';

/** The number that the template of each series has, so that it has one place in the list and is nobody's call. */
const TEMPLATE_NUMBER = -1;

/** A series' template as a document of its own. */
export type Template = { callId: string; lineage: string };

/** The template of a series; null when it has none. */
export async function findTemplate(seriesId: string, tx: Transaction = prisma()): Promise<Template | null> {
  const row = await tx.call.findUnique({
    where: { seriesId_number: { seriesId, number: TEMPLATE_NUMBER }, kind: 'template' },
    select: { id: true, lineage: true },
  });
  return row === null ? null : { callId: row.id, lineage: row.lineage };
}

/**
 * Makes the template of a series, which begins with the notes.
 * @throws AppError `not_found` without the series, `conflict` when it has a template already.
 */
export async function createTemplate(
  seriesId: string,
  notes: NotesJson,
  actorId: string | null,
  tx?: Transaction,
): Promise<Template> {
  try {
    const call = await createCall(
      { seriesId, kind: 'template', number: TEMPLATE_NUMBER, title: 'Template', notes, actorId },
      tx,
    );
    return { callId: call.id, lineage: call.lineage };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    throw new AppError('conflict', { message: 'This series has a template already.', cause: error });
  }
}
