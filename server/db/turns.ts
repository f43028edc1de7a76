import { AppError } from '#lib/errors.ts';
import { prisma, type Transaction } from './client.ts';
import { isMissing } from './database-errors.ts';

export type Absence = { id: string; userId: string; from: Date; to: Date };

/** When the members of a series are away, from now on, soonest first. */
export async function listAbsences(seriesId: string, tx: Transaction = prisma()): Promise<Absence[]> {
  return tx.absence.findMany({
    where: { seriesId, to: { gt: new Date() } },
    select: { id: true, userId: true, from: true, to: true },
    orderBy: [{ from: 'asc' }, { id: 'asc' }],
  });
}

/** An absence with its series; null when there is none. */
export async function findAbsence(id: string): Promise<(Absence & { seriesId: string }) | null> {
  return prisma().absence.findUnique({
    where: { id },
    select: { id: true, seriesId: true, userId: true, from: true, to: true },
  });
}

/** Takes down that a member is away. `to` is later than `from`, and the member is one: the caller has asked. */
export async function addAbsence(
  absence: Omit<Absence, 'id'> & { seriesId: string },
  tx: Transaction = prisma(),
): Promise<void> {
  await tx.absence.create({ data: absence });
}

/** Takes an absence away; having none is fine. */
export async function removeAbsence(id: string): Promise<void> {
  await prisma().absence.deleteMany({ where: { id } });
}

/**
 * Says whether a member takes notes in turn with the others.
 * @throws AppError `not_found` when they are no member.
 */
export async function setTakesNotes(seriesId: string, userId: string, takesNotes: boolean): Promise<void> {
  try {
    await prisma().membership.update({
      where: { seriesId_userId: { seriesId, userId } },
      data: { takesNotes },
    });
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new AppError('not_found', { message: 'They are no member of this series any more.', cause: error });
  }
}
