import { prisma, type Transaction } from '#server/db/client.ts';

/** A call that is planned and will be held. */
export type PlannedCall = { id: string; number: number };

/** The next call of a series that is planned and not cancelled, behind a call of a number when one is given; null for none. */
export async function nextPlannedCall(
  seriesId: string,
  tx: Transaction = prisma(),
  after = -1,
): Promise<PlannedCall | null> {
  return tx.call.findFirst({
    where: { seriesId, kind: 'call', status: 'planned', cancelledAt: null, number: { gt: after } },
    orderBy: [{ startsAt: { sort: 'asc', nulls: 'last' } }, { number: 'asc' }],
    select: { id: true, number: true },
  });
}
