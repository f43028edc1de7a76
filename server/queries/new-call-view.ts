import 'server-only';
import { wallTimeOf } from '#lib/times/wall-time.ts';
import { prisma } from '#server/db/client.ts';
import { nextSlot } from '#server/planning/next-slot.ts';
import { seriesView } from './series-view.ts';

export type NewCallView = {
  slug: string;
  seriesTitle: string;
  zone: string;
  number: number;
  title: string;
  lengthMinutes: number;
  /** When the cadence has the next call, as the series' clock says it (`YYYY-MM-DDTHH:MM`); empty without a cadence. */
  startsAt: string;
};

/** What the form for the next call begins with; null for whoever may not plan one. */
export async function newCallView(slug: string): Promise<NewCallView | null> {
  const series = await seriesView(slug);
  if (series === null || !series.access.manage) return null;
  const { cadence } = await prisma().series.findUniqueOrThrow({
    where: { id: series.id },
    select: { cadence: true },
  });
  const slot = await nextSlot({ id: series.id, cadence, zone: series.zone });
  return {
    slug: series.slug,
    seriesTitle: series.title,
    zone: series.zone,
    number: (series.calls[0]?.number ?? 0) + 1,
    title: series.title,
    lengthMinutes: series.lengthMinutes,
    startsAt: slot === null ? '' : wallTimeOf(slot, series.zone),
  };
}
