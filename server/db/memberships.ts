import { AppError } from '#lib/errors.ts';
import type { SeriesRole } from '#lib/policy/access.ts';
import { prisma, type Transaction } from './client.ts';
import { isMissing } from './database-errors.ts';

/**
 * Gives a user a role in a series, in place of any other.
 * @throws AppError `not_found` when the series or the user is gone.
 */
export async function setRole(
  seriesId: string,
  userId: string,
  role: SeriesRole,
  tx: Transaction = prisma(),
): Promise<void> {
  try {
    await tx.membership.upsert({
      where: { seriesId_userId: { seriesId, userId } },
      create: { seriesId, userId, role },
      update: { role },
    });
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new AppError('not_found', { message: 'The series or the user is gone.', cause: error });
  }
}

/** Takes a user's role in a series away; having none is fine. */
export async function removeRole(
  seriesId: string,
  userId: string,
  tx: Transaction = prisma(),
): Promise<void> {
  await tx.membership.deleteMany({ where: { seriesId, userId } });
}

/** The members of a series with their roles, by name. */
export async function listMembers(
  seriesId: string,
  tx: Transaction = prisma(),
): Promise<{ userId: string; name: string; email: string | null; role: SeriesRole }[]> {
  const rows = await tx.membership.findMany({
    where: { seriesId },
    include: { user: { select: { name: true, email: true } } },
    orderBy: { user: { name: 'asc' } },
  });
  return rows.map(({ userId, role, user }) => ({ userId, role, ...user }));
}
