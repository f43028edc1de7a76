import { nextCallAt } from '#lib/cadence/call-dates.ts';
import { seriesCadence } from '#lib/cadence/series-cadence.ts';
import { prisma, type Transaction } from '#server/db/client.ts';

/**
 * The instant that the cadence of a series gives its next call: the first after its latest slot or now, whichever is
 * later; null where each call is planned by hand.
 */
export async function nextSlot(
  series: { id: string; cadence: unknown; zone: string },
  tx: Transaction = prisma(),
): Promise<Date | null> {
  const cadence = seriesCadence(series);
  if (cadence === null) return null;
  const latest = await tx.call.aggregate({
    where: { seriesId: series.id, kind: 'call' },
    _max: { slot: true },
  });
  const now = new Date();
  const { slot } = latest._max;
  return nextCallAt(cadence, slot !== null && slot > now ? slot : now);
}
