import { AppError } from '#lib/errors.ts';
import { prisma } from './client.ts';
import { followAccountName } from './people.ts';

/** What became of a new name: what the account was called before, and the series on whose rosters it could not follow. */
export type NameChange = { before: string; keptIn: { title: string }[] };

/**
 * Calls an account otherwise. On the rosters of the series it is a member of, the person connected to it follows where they
 * were called like the account, and goes on being named by the name so far.
 * @throws AppError `gone` when there is no such account.
 */
export async function changeAccountName(userId: string, name: string): Promise<NameChange> {
  return prisma().$transaction(async (tx) => {
    // Locked, so that of two new names at once the second finds the first on the rosters.
    const [user] = await tx.$queryRaw<{ name: string }[]>`
      SELECT "name" FROM "User" WHERE "id" = ${userId} FOR NO KEY UPDATE`;
    if (user === undefined) {
      throw new AppError('gone', { message: 'This account is not there any more. Nothing was changed.' });
    }
    const before = user.name;
    await tx.user.update({ where: { id: userId }, data: { name } });
    const series = await tx.series.findMany({
      where: { memberships: { some: { userId } }, people: { some: { userId } } },
      // Locked in one order, whoever else locks several.
      orderBy: { id: 'asc' },
      select: { id: true, title: true },
    });
    const keptIn: NameChange['keptIn'] = [];
    for (const { id, title } of series) {
      if (!(await followAccountName(id, { userId, before, name }, tx))) keptIn.push({ title });
    }
    return { before, keptIn };
  });
}
