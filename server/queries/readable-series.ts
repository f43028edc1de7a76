import 'server-only';
import { cache } from 'react';
import { seriesAccess, type SeriesAccess } from '#lib/policy/series-access.ts';
import type { Actor, SeriesRole } from '#lib/policy/access.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { prisma } from '#server/db/client.ts';
import type { Series } from '#server/db/series.ts';

/** A series that the asker may read, and what else they may do with it. */
export type ReadableSeries = {
  series: Series;
  actor: Actor;
  /** Their own role; null when they are no member. */
  role: SeriesRole | null;
  access: SeriesAccess;
};

/** The series of a slug for the page of whoever asks; null when there is none that they may read. One look-up per request. */
export const readableSeries = cache(async (slug: string): Promise<ReadableSeries | null> => {
  const actor = await currentActor();
  const userId = actor.kind === 'user' ? actor.userId : '';
  const found = await prisma().series.findUnique({
    where: { slug: slug.toLowerCase() },
    include: { memberships: { where: { userId }, select: { role: true } } },
  });
  if (found === null) return null;
  const { memberships, ...series } = found;
  const role = memberships[0]?.role ?? null;
  const access = seriesAccess(actor, { visibility: series.visibility, role });
  return access.read ? { series, actor, role, access } : null;
});
