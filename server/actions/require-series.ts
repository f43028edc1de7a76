import { AppError } from '#lib/errors.ts';
import type { Actor } from '#lib/policy/access.ts';
import { seriesAccess, type SeriesAccess, type SeriesRight } from '#lib/policy/series-access.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { prisma } from '#server/db/client.ts';

export type SeriesOfAction = {
  id: string;
  slug: string;
  title: string;
  zone: string;
  sample: boolean;
  /** Who asks, and what they may do. */
  actor: Actor;
  access: SeriesAccess;
};

const refusals = {
  manage: 'Only the owner and the chair of this series can do that. Nothing was changed.',
  seeMembers: 'Only members of this series can do that. Nothing was changed.',
  remove: 'Only the owner of this series can remove it. Nothing was removed.',
  invite: 'Only the owner and the chair of this series invite people to it. Nothing was changed.',
  editRoster: 'Only the owner and the chair of this series change its roster. Nothing was changed.',
  addTerms: 'Only those who take part in this series can add to its glossary. Nothing was changed.',
  propose: 'Only those who take part in this series can change its agendas. Nothing was changed.',
} as const satisfies Partial<Record<SeriesRight, string>>;

/**
 * The series that an action names, once policy lets the asker manage it.
 * @throws AppError not_found for a series that is absent or hidden from the asker, forbidden for one they may only read.
 */
export async function requireManagedSeries(
  where: { id: string } | { slug: string },
): Promise<SeriesOfAction> {
  return requireSeries(where, 'manage');
}

/**
 * The series that an action names, once policy allows what the action does.
 * @throws AppError not_found for a series that is absent or hidden from the asker, forbidden for one they may only read.
 */
export async function requireSeries(
  where: { id: string } | { slug: string },
  right: keyof typeof refusals,
): Promise<SeriesOfAction> {
  const actor = await currentActor();
  const userId = actor.kind === 'user' ? actor.userId : '';
  const series = await prisma().series.findUnique({
    where,
    select: {
      id: true,
      slug: true,
      title: true,
      zone: true,
      sample: true,
      visibility: true,
      memberships: { where: { userId }, select: { role: true } },
    },
  });
  const allowed =
    series === null
      ? null
      : seriesAccess(actor, { visibility: series.visibility, role: series.memberships[0]?.role ?? null });
  if (series === null || allowed === null || !allowed.read) {
    throw new AppError('not_found', { message: 'There is no such series, or you may not open it.' });
  }
  if (!allowed[right]) throw new AppError('forbidden', { message: refusals[right] });
  const { id, slug, title, zone, sample } = series;
  return { id, slug, title, zone, sample, actor, access: allowed };
}
