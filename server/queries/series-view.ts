import 'server-only';
import { cache } from 'react';
import type { Visibility } from '#lib/policy/access.ts';
import type { SeriesAccess } from '#lib/policy/series-access.ts';
import { cadenceText } from '#lib/cadence/series-cadence.ts';
import { countOpenActions } from '#server/db/action-ticks.ts';
import { prisma } from '#server/db/client.ts';
import { loadEnv } from '#server/env.ts';
import { callLink, callLinkColumns, type CallLink } from './call-link.ts';
import { readableSeries, type ReadableSeries } from './readable-series.ts';

export type SeriesCall = CallLink & {
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
  follow: SeriesFollow;
};

/** How its calls come to the reader's calendar and mailbox. */
export type SeriesFollow = {
  /** Address of the calendar that anybody may follow; null unless the series is public. */
  publicCalendar: string | null;
  /** What a member has of their own; null for everybody else. */
  own: {
    /** Address of their calendar; null until they ask for one. */
    calendar: string | null;
    reminders: boolean;
    /** Whether this server sends mail at all. */
    mailed: boolean;
  } | null;
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
      ...callLinkColumns,
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
      ...callLink(call),
      notetaker: call.notetaker?.name ?? null,
      ...call._count,
      openActions: open.get(call.id) ?? 0,
    })),
    follow: await followOf(found),
  };
});

async function followOf({ series, actor, role }: ReadableSeries): Promise<SeriesFollow> {
  const { publicUrl, smtpUrl } = loadEnv();
  const publicCalendar = series.visibility === 'public' ? `${publicUrl}/${series.slug}/calendar.ics` : null;
  if (actor.kind !== 'user' || role === null) return { publicCalendar, own: null };
  const { feedToken, reminders } = await prisma().membership.findUniqueOrThrow({
    where: { seriesId_userId: { seriesId: series.id, userId: actor.userId } },
    select: { feedToken: true, reminders: true },
  });
  const calendar = feedToken === null ? null : `${publicUrl}/calendar/${feedToken}.ics`;
  return { publicCalendar, own: { calendar, reminders, mailed: smtpUrl !== null } };
}
