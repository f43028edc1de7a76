import 'server-only';
import { createHash } from 'node:crypto';
import type { CalendarFile } from '#lib/calendar/answer-request.ts';
import { seriesEvent } from '#lib/calendar/series-event.ts';
import { writeCalendarCall, writeFeed } from '#lib/calendar/write-calendar.ts';
import { seriesAccess } from '#lib/policy/series-access.ts';
import { callAccess } from '#server/auth/call-access.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { prisma } from '#server/db/client.ts';
import type { Series } from '#server/db/series.ts';
import { loadEnv } from '#server/env.ts';

const REFRESH_MINUTES = 60;
const MOST_CALLS = 500;

/** The calendar of a public series; null for any other, whoever asks. */
export async function publicCalendar(slug: string): Promise<CalendarFile | null> {
  const series = await prisma().series.findUnique({ where: { slug: slug.toLowerCase() } });
  return series?.visibility === 'public' ? seriesCalendar(series) : null;
}

/** The calendar that the secret of a member opens; null for any other, and once the member may not read the series. */
export async function memberCalendar(token: string): Promise<CalendarFile | null> {
  const membership = await prisma().membership.findUnique({
    where: { feedToken: token },
    include: { series: true, user: true },
  });
  if (membership === null) return null;
  const { series, user, role } = membership;
  const { id: userId, name, guest, instanceOwner } = user;
  const actor = { kind: 'user', userId, name, guest, instanceOwner, sessionId: '' } as const;
  const access = seriesAccess(actor, { visibility: series.visibility, role });
  return access.read ? seriesCalendar(series) : null;
}

/** The calendar file of one call, for whoever may read the call; null for anybody else and for a call without a time. */
export async function callCalendar(slug: string, number: number): Promise<CalendarFile | null> {
  const found = await prisma().call.findFirst({
    where: { kind: 'call', number, startsAt: { not: null }, series: { slug: slug.toLowerCase() } },
    select: { id: true, series: true },
  });
  if (found === null) return null;
  const allowed = await callAccess(await currentActor(), found.id);
  if (allowed === null || !allowed.access.read) return null;
  const [event] = await eventsOf(found.series, found.id);
  if (event === undefined) return null;
  return calendarFile({
    body: writeCalendarCall(event),
    changedAt: new Date(event.changedAt),
    fileName: `${found.series.slug}-${String(number)}.ics`,
  });
}

async function seriesCalendar(series: Series): Promise<CalendarFile> {
  const calls = await eventsOf(series, null);
  const changes = [series.changedAt.getTime(), ...calls.map((call) => Date.parse(call.changedAt))];
  return calendarFile({
    body: writeFeed({
      title: series.title,
      url: `${loadEnv().publicUrl}/${series.slug}`,
      refreshMinutes: REFRESH_MINUTES,
      calls,
    }),
    changedAt: new Date(Math.max(...changes)),
    fileName: `${series.slug}.ics`,
  });
}

/** The calls of a series that have a time, as calendars have them: the last ones, in the order of their time; or one of them. */
async function eventsOf(series: Series, callId: string | null) {
  const calls = await prisma().call.findMany({
    where: {
      seriesId: series.id,
      kind: 'call',
      startsAt: { not: null },
      ...(callId === null ? {} : { id: callId }),
    },
    orderBy: [{ startsAt: 'desc' }, { number: 'desc' }],
    take: MOST_CALLS,
    select: {
      id: true,
      number: true,
      title: true,
      startsAt: true,
      lengthMinutes: true,
      cancelledAt: true,
      cancelReason: true,
      calendarSequence: true,
      changedAt: true,
      recordingUrl: true,
      items: {
        orderBy: { position: 'asc' },
        select: { key: true, level: true, title: true, minutes: true, proposer: true },
      },
      status: true,
      startedAt: true,
      endedAt: true,
      publishedAt: true,
      reopenedAt: true,
    },
  });
  const planned = calls.filter((call) => call.status === 'planned').map((call) => call.id);
  const agendaChanges = await lastChanges(planned);
  const { publicUrl } = loadEnv();
  return calls.toReversed().flatMap(({ startsAt, items, ...call }) => {
    if (startsAt === null) return [];
    const { changedAt, startedAt, endedAt, publishedAt, reopenedAt } = call;
    const changes = [changedAt, startedAt, endedAt, publishedAt, reopenedAt, agendaChanges.get(call.id)];
    return seriesEvent({
      ...call,
      startsAt,
      changedAt: new Date(Math.max(...changes.map((change) => change?.getTime() ?? 0))),
      cancelled: call.cancelledAt !== null,
      agenda: items,
      series,
      url: `${publicUrl}/${series.slug}/${String(call.number)}`,
    });
  });
}

/** When the agendas of planned calls were last changed, which are part of their events. */
async function lastChanges(callIds: string[]): Promise<Map<string, Date>> {
  const rows = await prisma().$queryRaw<{ callId: string; changedAt: Date }[]>`
    SELECT "callId", max("createdAt") AS "changedAt" FROM (
      SELECT "callId", "createdAt" FROM "DocumentUpdate" WHERE "callId" = ANY(${callIds})
      UNION ALL SELECT "callId", "createdAt" FROM "DocumentSnapshot" WHERE "callId" = ANY(${callIds})) changes
    GROUP BY "callId"`;
  return new Map(rows.map(({ callId, changedAt }) => [callId, changedAt]));
}

function calendarFile(file: Omit<CalendarFile, 'version'>): CalendarFile {
  return { ...file, version: createHash('sha256').update(file.body).digest('base64url') };
}
