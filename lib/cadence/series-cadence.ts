import { isAppError } from '#lib/errors.ts';
import { cadenceWords } from './cadence-words.ts';
import { parseCadence, type Cadence } from './cadence.ts';

type WithoutZone<Kind> = Kind extends Cadence ? Omit<Kind, 'zone'> : never;

/** A cadence as a series stores it: its zone is the series' own. */
export type SeriesCadence = WithoutZone<Cadence>;

/** A cadence as it is stored with the series whose zone it has. */
export function storedCadence(cadence: Cadence | null): SeriesCadence | null {
  if (cadence === null) return null;
  const { zone: _zone, ...stored } = cadence;
  return stored;
}

/** The cadence of a series; null when there is none, or what is stored cannot be read. */
export function seriesCadence(series: { cadence: unknown; zone: string }): Cadence | null {
  const { cadence, zone } = series;
  if (typeof cadence !== 'object' || cadence === null) return null;
  try {
    return parseCadence({ ...cadence, zone });
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** How often the calls of a series are held, in words; null when nobody has said. */
export function cadenceText(series: {
  cadence: unknown;
  zone: string;
  cadenceNote: string | null;
}): string | null {
  const cadence = seriesCadence(series);
  const words = [cadence === null ? null : cadenceWords(cadence), series.cadenceNote].filter(
    (part) => part !== null && part !== '',
  );
  return words.length === 0 ? null : words.join(', ');
}
