import { AppError } from '#lib/errors.ts';
import { maySetTurns } from '#lib/policy/own-turns.ts';
import { requireSeries, type SeriesOfAction } from './require-series.ts';

/**
 * The series, once policy lets the asker say of a member when they take notes.
 * @throws AppError as `requireSeries` does.
 */
export async function requireTurnsOf(seriesId: string, userId: string): Promise<SeriesOfAction> {
  const series = await requireSeries({ id: seriesId }, 'propose');
  if (!maySetTurns(series.actor, series.access, userId)) {
    throw new AppError('forbidden', {
      message: 'Only they themselves, the owner and the chairs can say that. Nothing was changed.',
    });
  }
  return series;
}
