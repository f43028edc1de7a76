import { AppError } from '#lib/errors.ts';
import type { SeriesCadence } from '#lib/cadence/series-cadence.ts';
import { parseSlug } from '#lib/series/slug.ts';
import type { Visibility } from '#lib/policy/access.ts';
import { prisma, type Transaction } from './client.ts';
import { isMissing, isTaken } from './database-errors.ts';
import { Prisma, type Series } from './generated/client.ts';

export type { Series } from './generated/client.ts';

export type NewSeries = {
  slug: string;
  title: string;
  intro?: string;
  /** IANA zone; UTC by default. */
  zone?: string;
  /** When its calls are held; planned by hand when absent. */
  cadence?: SeriesCadence | null;
  cadenceNote?: string | null;
  lengthMinutes?: number;
  visibility?: Visibility;
  sample?: boolean;
};

/**
 * Makes a series.
 * @throws AppError `invalid` for a slug or a zone that cannot be used, `conflict` when the slug is taken.
 */
export async function createSeries(input: NewSeries, tx: Transaction = prisma()): Promise<Series> {
  const slug = parseSlug(input.slug);
  const title = input.title.trim();
  if (title === '')
    throw new AppError('invalid', {
      message: 'A series needs a title.',
      details: { title: 'Write a title.' },
    });
  try {
    const { cadence, ...fields } = input;
    return await tx.series.create({
      data: {
        ...fields,
        ...(cadence == null ? {} : { cadence }),
        slug,
        title,
        zone: parseZone(input.zone ?? 'UTC'),
      },
    });
  } catch (error) {
    throw isTaken(error) ? slugTaken(error) : error;
  }
}

/** What the owners and chairs of a series set about it. */
export type SeriesSettings = {
  slug: string;
  title: string;
  intro: string;
  /** IANA zone. */
  zone: string;
  /** Null when each call is planned by hand. */
  cadence: SeriesCadence | null;
  cadenceNote: string | null;
  lengthMinutes: number;
  visibility: Visibility;
  recordingChannel: string | null;
};

/**
 * Saves the settings of a series. A slug that it gives up goes on leading to it, and no other series can take it.
 * @throws AppError `invalid` for a slug or a zone that cannot be used, `conflict` when the slug is taken, `not_found` when
 * the series is gone.
 */
export async function saveSeriesSettings(id: string, settings: SeriesSettings): Promise<Series> {
  const { cadence, ...fields } = settings;
  const slug = parseSlug(settings.slug);
  const data = { ...fields, slug, zone: parseZone(settings.zone), changedAt: new Date() };
  try {
    return await prisma().$transaction(async (tx) => {
      const before = await tx.series.findUniqueOrThrow({ where: { id }, select: { slug: true } });
      if (before.slug !== slug) await tx.formerSlug.deleteMany({ where: { slug, seriesId: id } });
      const saved = await tx.series.update({
        where: { id },
        data: { ...data, cadence: cadence ?? Prisma.DbNull },
      });
      if (before.slug !== slug) await tx.formerSlug.create({ data: { slug: before.slug, seriesId: id } });
      return saved;
    });
  } catch (error) {
    if (isTaken(error)) throw slugTaken(error);
    if (isMissing(error)) throw new AppError('not_found', { message: 'This series is gone.', cause: error });
    throw error;
  }
}

/** The series that had a slug before it got another; null when none had. */
export async function findSeriesByFormerSlug(
  slug: string,
  tx: Transaction = prisma(),
): Promise<Pick<Series, 'id' | 'slug' | 'visibility'> | null> {
  const former = await tx.formerSlug.findUnique({
    where: { slug: slug.toLowerCase() },
    select: { series: { select: { id: true, slug: true, visibility: true } } },
  });
  return former?.series ?? null;
}

/** The series of a slug, in whatever case it is written; null when there is none. */
export async function findSeriesBySlug(slug: string, tx: Transaction = prisma()): Promise<Series | null> {
  return tx.series.findUnique({ where: { slug: slug.toLowerCase() } });
}

/** Every series, by title. */
export async function listSeries(tx: Transaction = prisma()): Promise<Series[]> {
  return tx.series.findMany({ orderBy: [{ title: 'asc' }, { slug: 'asc' }] });
}

/**
 * Removes a series with its calls, notes, people and roles.
 * @throws AppError `not_found` when it is gone already.
 */
export async function deleteSeries(id: string, tx: Transaction = prisma()): Promise<void> {
  try {
    await tx.series.delete({ where: { id } });
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new AppError('not_found', { message: 'This series is gone already.', cause: error });
  }
}

function slugTaken(cause: unknown): AppError {
  const problem = 'Another series has this address, or had it before.';
  return new AppError('conflict', {
    message: `${problem} Nothing was changed.`,
    details: { slug: problem },
    cause,
  });
}

function parseZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch (cause) {
    const problem = `"${zone}" is not a time zone. Use a name such as UTC or Europe/Zurich.`;
    throw new AppError('invalid', { message: problem, details: { zone: problem }, cause });
  }
}
