import 'server-only';
import { seriesView } from './series-view.ts';

export type NewCallView = {
  slug: string;
  seriesTitle: string;
  zone: string;
  number: number;
  title: string;
  lengthMinutes: number;
};

/** What the form for the next call begins with; null for whoever may not plan one. */
export async function newCallView(slug: string): Promise<NewCallView | null> {
  const series = await seriesView(slug);
  if (series === null || !series.access.manage) return null;
  return {
    slug: series.slug,
    seriesTitle: series.title,
    zone: series.zone,
    number: (series.calls[0]?.number ?? 0) + 1,
    title: series.title,
    lengthMinutes: series.lengthMinutes,
  };
}
