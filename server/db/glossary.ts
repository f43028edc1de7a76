import { AppError } from '#lib/errors.ts';
import { MAX_TERMS, termKey, type GlossaryTerm, type StoredTerm } from '#lib/glossary/glossary-term.ts';
import { prisma, type Transaction } from './client.ts';
import { isMissing, isTaken } from './database-errors.ts';

const select = { id: true, form: true, others: true, meaning: true } as const;

/** The terms of a series, in the order of their letters. */
export async function listTerms(seriesId: string, tx: Transaction = prisma()): Promise<StoredTerm[]> {
  return tx.glossaryTerm.findMany({ where: { seriesId }, select, orderBy: { key: 'asc' } });
}

/**
 * Adds those terms that the series does not have yet, whatever their case, and says which they were. Two who add at
 * once get no term twice, and no more terms than a series may have.
 * @throws AppError `too_many` when there is no room for them, and nothing is added; `not_found` without the series.
 */
export async function addTerms(seriesId: string, terms: readonly GlossaryTerm[]): Promise<StoredTerm[]> {
  return prisma().$transaction(async (tx) => {
    // The row lock makes those who add to one series wait for one another, so that the count is true.
    const found = await tx.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "Series" WHERE "id" = ${seriesId} FOR NO KEY UPDATE`;
    if (found.length === 0) throw new AppError('not_found', { message: 'This series is gone.' });
    const there = await tx.glossaryTerm.findMany({ where: { seriesId }, select: { key: true } });
    const taken = new Set(there.map(({ key }) => key));
    const added = terms
      .map(({ form, others, meaning }) => ({
        seriesId,
        form,
        key: termKey(form),
        others: [...others],
        meaning,
      }))
      .filter(({ key }) => !taken.has(key));
    if (taken.size + added.length > MAX_TERMS) {
      throw new AppError('too_many', {
        message: `A glossary has room for ${String(MAX_TERMS)} terms, and this one has ${String(taken.size)}. Nothing was added.`,
      });
    }
    return tx.glossaryTerm.createManyAndReturn({ data: added, select });
  });
}

/**
 * Writes a term of a series anew.
 * @throws AppError `not_found` when it is gone, `conflict` when the series has the other form as a term already.
 */
export async function updateTerm(
  { seriesId, id }: { seriesId: string; id: string },
  { form, others, meaning }: GlossaryTerm,
  tx: Transaction = prisma(),
): Promise<void> {
  const data = { form, key: termKey(form), others: [...others], meaning };
  try {
    await tx.glossaryTerm.update({ where: { id, seriesId }, data });
  } catch (error) {
    if (isTaken(error)) throw termTaken(form, error);
    if (isMissing(error)) throw termGone(error);
    throw error;
  }
}

/**
 * Removes a term of a series and says how it was written.
 * @throws AppError `not_found` when it is gone already.
 */
export async function removeTerm(
  { seriesId, id }: { seriesId: string; id: string },
  tx: Transaction = prisma(),
): Promise<string> {
  try {
    return (await tx.glossaryTerm.delete({ where: { id, seriesId }, select: { form: true } })).form;
  } catch (error) {
    if (isMissing(error)) throw termGone(error);
    throw error;
  }
}

/** The error of a form that the series has already. */
export function termTaken(form: string, cause?: unknown): AppError {
  const problem = `“${form}” is in the glossary already.`;
  return new AppError('conflict', {
    message: `${problem} Nothing was changed.`,
    details: { form: problem },
    cause,
  });
}

function termGone(cause: unknown): AppError {
  return new AppError('not_found', { message: 'Somebody has removed this term meanwhile.', cause });
}
