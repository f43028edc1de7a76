import type { NotesJson } from '#lib/notes/note-json.ts';
import { prisma, type Transaction } from '#server/db/client.ts';
import { findTemplate } from '#server/db/templates.ts';
import { storedNotes } from '#server/projection/stored-notes.ts';

/**
 * What each new call of a series begins with, as its template says now; null when the series has none.
 * @throws AppError `unavailable` when the stored template is damaged.
 */
export async function templateNotes(seriesId: string, tx: Transaction = prisma()): Promise<NotesJson | null> {
  const template = await findTemplate(seriesId, tx);
  return template === null ? null : (await storedNotes(tx, template.callId)).notes;
}
