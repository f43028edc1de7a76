import 'server-only';
import type { Actor } from '#lib/policy/access.ts';
import { cadenceText } from '#lib/cadence/series-cadence.ts';
import { seriesAccess } from '#lib/policy/series-access.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { setupNeeded } from '#server/auth/setup-needed.ts';
import { prisma } from '#server/db/client.ts';
import { callLink, callLinkColumns, type CallLink, type CallLinkRow } from './call-link.ts';
import { visibleSeries } from './visible-series.ts';

export type HomeSeries = {
  id: string;
  slug: string;
  title: string;
  cadence: string | null;
  zone: string;
  sample: boolean;
  calls: number;
  /** The call that is going on, else the next one planned. */
  next: CallLink | null;
  /** The last call that is over. */
  last: CallLink | null;
  manage: boolean;
};

export type HomeView = {
  series: HomeSeries[];
  /** Calls a guest came in to by their links. */
  guestCalls: (CallLink & { slug: string; seriesTitle: string })[];
  signedIn: boolean;
  canAddSeries: boolean;
  setupNeeded: boolean;
};

/** What stands on the first page: every series the asker may see, with the calls that matter now. */
export async function homeView(): Promise<HomeView> {
  const actor = await currentActor();
  const [series, guestCalls, setup] = await Promise.all([
    listSeries(actor),
    listGuestCalls(actor),
    setupNeeded(),
  ]);
  return {
    series,
    guestCalls,
    signedIn: actor.kind === 'user',
    canAddSeries: actor.kind === 'user' && actor.instanceOwner,
    setupNeeded: setup,
  };
}

async function listSeries(actor: Actor): Promise<HomeSeries[]> {
  const userId = actor.kind === 'user' ? actor.userId : '';
  const rows = await prisma().series.findMany({
    where: visibleSeries(actor),
    orderBy: [{ sample: 'asc' }, { title: 'asc' }],
    take: 200,
    select: {
      id: true,
      slug: true,
      title: true,
      cadence: true,
      cadenceNote: true,
      zone: true,
      sample: true,
      visibility: true,
      memberships: { where: { userId }, select: { role: true } },
      _count: { select: { calls: { where: { kind: 'call' } } } },
      calls: { where: { kind: 'call' }, select: callLinkColumns, orderBy: { number: 'desc' }, take: 50 },
    },
  });
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    title: row.title,
    cadence: cadenceText(row),
    zone: row.zone,
    sample: row.sample,
    calls: row._count.calls,
    next: linkOrNull(nextCall(row.calls)),
    last: linkOrNull(row.calls.find((call) => call.status === 'review' || call.status === 'published')),
    manage: seriesAccess(actor, { visibility: row.visibility, role: row.memberships[0]?.role ?? null })
      .manage,
  }));
}

async function listGuestCalls(actor: Actor): Promise<HomeView['guestCalls']> {
  if (actor.kind !== 'user' || !actor.guest) return [];
  const rows = await prisma().call.findMany({
    where: { guests: { some: { userId: actor.userId } }, series: { visibility: { not: 'public' } } },
    orderBy: { createdAt: 'desc' },
    take: 50,
    select: { ...callLinkColumns, series: { select: { slug: true, title: true } } },
  });
  return rows.map((row) => ({ ...callLink(row), slug: row.series.slug, seriesTitle: row.series.title }));
}

/** A cancelled call only where nothing else is planned and its time is still to come. */
function nextCall(calls: readonly CallLinkRow[]): CallLinkRow | undefined {
  const planned = calls.filter((call) => call.status === 'planned');
  return (
    calls.find((call) => call.status === 'live') ??
    planned.findLast((call) => call.cancelledAt === null) ??
    planned.findLast((call) => call.startsAt !== null && call.startsAt > new Date())
  );
}

function linkOrNull(call: CallLinkRow | undefined): CallLink | null {
  return call === undefined ? null : callLink(call);
}
