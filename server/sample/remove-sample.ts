import { prisma } from '#server/db/client.ts';
import { deleteSeries } from '#server/db/series.ts';

/**
 * Takes the sample series away with its calls and its invented accounts.
 * @throws AppError not_found when it is gone already.
 */
export async function removeSampleSeries(seriesId: string): Promise<void> {
  await prisma().$transaction(async (tx) => {
    const invented = await tx.user.findMany({
      where: {
        email: null,
        passwordHash: null,
        guest: false,
        memberships: { some: { seriesId }, every: { seriesId } },
      },
      select: { id: true },
    });
    await deleteSeries(seriesId, tx);
    await tx.user.deleteMany({ where: { id: { in: invented.map((user) => user.id) } } });
  });
}
