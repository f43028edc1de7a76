import 'server-only';
import { cache } from 'react';
import type { CallStatus, Visibility } from '#lib/policy/access.ts';
import type { SeriesAccess } from '#lib/policy/series-access.ts';
import { cadenceText } from '#lib/cadence/series-cadence.ts';
import { countOpenActions } from '#server/db/action-ticks.ts';
import { prisma } from '#server/db/client.ts';
import { readableSeries } from './readable-series.ts';

export type SeriesCall = {
  number: number;
  title: string;
  startsAt: string | null;
  heldOn: string | null;
  status: CallStatus;
  notetaker: string | null;
  decisions: number;
  actions: number;
  /** How many of them are not done, wherever that was said. */
  openActions: number;
  gaps: number;
};

export type SeriesView = {
  id: string;
  slug: string;
  title: string;
  intro: string;
  zone: string;
  cadence: string | null;
  lengthMinutes: number;
  visibility: Visibility;
  sample: boolean;
  access: SeriesAccess;
  calls: SeriesCall[];
};

/** A series and its calls, newest first; null when there is none of this name that the asker may see. */
export const seriesView = cache(async (slug: string): Promise<SeriesView | null> => {
  const found = await readableSeries(slug);
  if (found === null) return null;
  const { series, access } = found;

  const calls = await prisma().call.findMany({
    where: { seriesId: series.id, kind: 'call' },
    orderBy: { number: 'desc' },
    take: 500,
    select: {
      id: true,
      number: true,
      title: true,
      startsAt: true,
      heldOn: true,
      status: true,
      notetaker: { select: { name: true } },
      _count: { select: { decisions: true, actions: true, gaps: true } },
    },
  });
  const open = await countOpenActions(series.id);
  return {
    id: series.id,
    slug: series.slug,
    title: series.title,
    intro: series.intro,
    zone: series.zone,
    cadence: cadenceText(series),
    lengthMinutes: series.lengthMinutes,
    visibility: series.visibility,
    sample: series.sample,
    access,
    calls: calls.map((call) => ({
      number: call.number,
      title: call.title,
      startsAt: call.startsAt?.toISOString() ?? null,
      heldOn: call.heldOn?.toISOString().slice(0, 10) ?? null,
      status: call.status,
      notetaker: call.notetaker?.name ?? null,
      ...call._count,
      openActions: open.get(call.id) ?? 0,
    })),
  };
});
