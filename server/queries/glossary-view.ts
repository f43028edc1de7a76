import 'server-only';
import { cache } from 'react';
import type { StoredTerm } from '#lib/glossary/glossary-term.ts';
import type { Visibility } from '#lib/policy/access.ts';
import type { SeriesAccess } from '#lib/policy/series-access.ts';
import { listTerms } from '#server/db/glossary.ts';
import { readableSeries } from './readable-series.ts';

export type GlossaryView = {
  seriesId: string;
  slug: string;
  seriesTitle: string;
  visibility: Visibility;
  access: SeriesAccess;
  terms: StoredTerm[];
};

/** The glossary of a series; null when there is no such series that the asker may read. */
export const glossaryView = cache(async (slug: string): Promise<GlossaryView | null> => {
  const found = await readableSeries(slug);
  if (found === null) return null;
  const { series, access } = found;
  return {
    seriesId: series.id,
    slug: series.slug,
    seriesTitle: series.title,
    visibility: series.visibility,
    access,
    terms: await listTerms(series.id),
  };
});
