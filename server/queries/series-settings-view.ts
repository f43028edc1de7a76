import 'server-only';
import { seriesCadence } from '#lib/cadence/series-cadence.ts';
import { fieldsOfCadence, type CadenceFields } from '#lib/cadence/cadence-form.ts';
import type { Visibility } from '#lib/policy/access.ts';
import type { SeriesAccess } from '#lib/policy/series-access.ts';
import { prisma } from '#server/db/client.ts';
import { readableSeries } from './readable-series.ts';

/** A call that is planned already and stays when it is, whatever the cadence becomes. */
export type PlannedCall = { number: number; startsAt: string };

export type SeriesSettingsView = {
  id: string;
  slug: string;
  title: string;
  intro: string;
  zone: string;
  cadence: CadenceFields;
  cadenceNote: string;
  lengthMinutes: number;
  visibility: Visibility;
  recordingChannel: string;
  /** Planned calls to come, the next one first. */
  planned: PlannedCall[];
  /** How many calls it has. */
  calls: number;
  /** When this was read, for the dates to come. */
  now: string;
  access: SeriesAccess;
};

/** What the settings of a series are; null for whoever may not change them. */
export async function seriesSettingsView(slug: string): Promise<SeriesSettingsView | null> {
  const found = await readableSeries(slug);
  if (found === null || !found.access.manage) return null;
  const { series, access } = found;
  const now = new Date();
  const calls = await prisma().call.count({ where: { seriesId: series.id, kind: 'call' } });
  const planned = await prisma().call.findMany({
    where: {
      seriesId: series.id,
      kind: 'call',
      status: 'planned',
      cancelledAt: null,
      startsAt: { gt: now },
    },
    orderBy: { startsAt: 'asc' },
    take: 20,
    select: { number: true, startsAt: true },
  });
  return {
    id: series.id,
    slug: series.slug,
    title: series.title,
    intro: series.intro,
    zone: series.zone,
    cadence: fieldsOfCadence(seriesCadence(series)),
    cadenceNote: series.cadenceNote ?? '',
    lengthMinutes: series.lengthMinutes,
    visibility: series.visibility,
    recordingChannel: series.recordingChannel ?? '',
    planned: planned.flatMap(({ number, startsAt }) =>
      startsAt === null ? [] : { number, startsAt: startsAt.toISOString() },
    ),
    calls,
    now: now.toISOString(),
    access,
  };
}
