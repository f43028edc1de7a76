import { AppError } from '#lib/errors.ts';
import { findSeriesOfPerson } from '#server/db/people.ts';
import { requireSeries } from './require-series.ts';

/**
 * The series of the person whom an action names, once policy lets the asker change the roster. It is the series': what
 * changes there changes every call, published ones too, so that a notetaker's right to one call does not reach it.
 * @throws AppError not_found for a person who is absent or of a series hidden from the asker, forbidden where the asker
 * may only read.
 */
export async function requireRosterPerson(personId: string): Promise<{ seriesId: string }> {
  const seriesId = await findSeriesOfPerson(personId);
  if (seriesId === null) {
    throw new AppError('not_found', { message: 'There is no such person on a roster that you may open.' });
  }
  const series = await requireSeries({ id: seriesId }, 'editRoster');
  return { seriesId: series.id };
}
