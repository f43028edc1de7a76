import { cadenceOfFields, previewCadence, type CadenceFields } from '#lib/cadence/cadence-form.ts';
import { cadenceWords } from '#lib/cadence/cadence-words.ts';
import type { Cadence } from '#lib/cadence/cadence.ts';
import { isAppError } from '#lib/errors.ts';
import { formatInZoneInWords } from '#lib/times/format-instant.ts';
import type { PlannedCall } from '#server/queries/series-settings-view.ts';

type CadencePreviewProps = {
  fields: CadenceFields & { zone: string };
  planned: PlannedCall[];
  /** The instant from which on dates are shown. */
  now: string;
};

/** What a cadence means: its words, its next dates, and the planned calls that stay at another time. */
export function CadencePreview({ fields, planned, now }: CadencePreviewProps) {
  const read = readFields(fields);
  return (
    <section aria-label="Next dates" aria-live="polite" className="rounded-control bg-sunken px-3 py-2">
      {read.cadence === null ? (
        <p className="text-soft">{read.problem ?? 'Each call is planned by hand, at a time of its own.'}</p>
      ) : (
        <Dates cadence={read.cadence} planned={planned} now={now} />
      )}
    </section>
  );
}

function Dates({ cadence, planned, now }: { cadence: Cadence } & Omit<CadencePreviewProps, 'fields'>) {
  const { dates, differing } = previewCadence(cadence, planned, new Date(now));
  return (
    <>
      <p className="font-medium">{cadenceWords(cadence)}</p>
      <ol className="mt-1">
        {dates.map((date) => (
          <li key={date.toISOString()}>
            <time dateTime={date.toISOString()}>{formatInZoneInWords(date, cadence.zone)}</time>
          </li>
        ))}
      </ol>
      {differing.length === 0 ? null : (
        <div className="mt-2 border-t pt-2">
          <p>Planned already, at another time that stays:</p>
          <ul>
            {differing.map(({ number, startsAt }) => (
              <li key={number}>
                #{number}, <time dateTime={startsAt}>{formatInZoneInWords(startsAt, cadence.zone)}</time>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

type Read = { cadence: Cadence | null; problem: string | null };

function readFields({ zone, ...fields }: CadencePreviewProps['fields']): Read {
  try {
    return { cadence: cadenceOfFields(fields, zone.trim()), problem: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { cadence: null, problem: Object.values(error.details).join(' ') };
  }
}
