import { createSeries, findSeriesBySlug, type Series } from '#server/db/series.ts';
import type { Transaction } from '#server/db/client.ts';

/**
 * The series of a slug, inside a transaction of the caller's; one that is absent is made, for its members only:
 * nobody reads it until somebody is given a role or the owner makes it public.
 * @throws AppError `invalid` when the slug cannot be a series' address.
 */
export async function ensureSeries(
  tx: Transaction,
  slug: string,
  make: { title?: string; lengthMinutes?: number } = {},
): Promise<{ series: Series; made: boolean }> {
  // Two commands that name an absent series at once must make one.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`series ${slug}`}, 0))::text`;
  const found = await findSeriesBySlug(slug, tx);
  if (found !== null) return { series: found, made: false };
  const series = await createSeries(
    { visibility: 'members', ...make, slug, title: make.title ?? titleOf(slug) },
    tx,
  );
  return { series, made: true };
}

/** `core-dev` becomes `Core dev`. */
function titleOf(slug: string): string {
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
