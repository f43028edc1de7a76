import 'server-only';
import { cache } from 'react';
import type { StoredTerm } from '#lib/glossary/glossary-term.ts';
import { seriesAccess } from '#lib/policy/series-access.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { prisma } from '#server/db/client.ts';
import { listTerms } from '#server/db/glossary.ts';

export type GlossaryView = {
  seriesId: string;
  slug: string;
  seriesTitle: string;
  visibility: 'public' | 'members' | 'link';
  terms: StoredTerm[];
  mayAdd: boolean;
  /** Whether the asker corrects and removes terms. */
  mayEdit: boolean;
};

/** The glossary of a series; null when there is no such series that the asker may read. */
export const glossaryView = cache(async (slug: string): Promise<GlossaryView | null> => {
  const actor = await currentActor();
  const userId = actor.kind === 'user' ? actor.userId : '';
  const series = await prisma().series.findUnique({
    where: { slug: slug.toLowerCase() },
    select: {
      id: true,
      slug: true,
      title: true,
      visibility: true,
      memberships: { where: { userId }, select: { role: true } },
    },
  });
  if (series === null) return null;
  const { visibility } = series;
  const access = seriesAccess(actor, { visibility, role: series.memberships[0]?.role ?? null });
  if (!access.read) return null;
  return {
    seriesId: series.id,
    slug: series.slug,
    seriesTitle: series.title,
    visibility,
    terms: await listTerms(series.id),
    mayAdd: access.addTerms,
    mayEdit: access.manage,
  };
});
