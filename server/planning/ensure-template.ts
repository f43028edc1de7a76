import { randomUUID } from 'node:crypto';
import { isAppError } from '#lib/errors.ts';
import { templateStart } from '#lib/notes/template-start.ts';
import { prisma } from '#server/db/client.ts';
import { createTemplate, findTemplate, type Template } from '#server/db/templates.ts';
import { projectStoredCall } from '#server/projection/reproject.ts';

/**
 * The template of a series, made with a start to change when there is none. The caller has asked policy.
 * @throws AppError `not_found` without the series.
 */
export async function ensureTemplate(seriesId: string, actorId: string | null): Promise<Template> {
  const found = await findTemplate(seriesId);
  if (found !== null) return found;
  try {
    return await prisma().$transaction(async (tx) => {
      const made = await createTemplate(seriesId, templateStart(randomUUID), actorId, tx);
      await projectStoredCall(tx, made.callId);
      return made;
    });
  } catch (error) {
    // Somebody else made it in the same moment.
    const made = isAppError(error) && error.code === 'conflict' ? await findTemplate(seriesId) : null;
    if (made === null) throw error;
    return made;
  }
}
