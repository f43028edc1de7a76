import { AppError } from '#lib/errors.ts';
import { callDates, nextCallAt } from './call-dates.ts';
import { parseCadence, type Cadence } from './cadence.ts';

/** A cadence as the fields of a form hold it; `kind` is `none` where each call is planned by hand. */
export type CadenceFields = {
  kind: string;
  weekday: string;
  nth: string;
  time: string;
  anchor: string;
};

/** What the fields begin with where a series has no cadence, so that choosing a kind is enough. */
const unset: CadenceFields = { kind: 'none', weekday: '1', nth: '1', time: '13:00', anchor: '' };

/** The fields of a cadence. */
export function fieldsOfCadence(cadence: Cadence | null): CadenceFields {
  if (cadence === null) return unset;
  return {
    kind: cadence.kind,
    weekday: String(cadence.weekday),
    nth: cadence.kind === 'monthlyNthWeekday' ? String(cadence.nth) : unset.nth,
    time: cadence.time,
    anchor: cadence.kind === 'biweekly' ? cadence.anchor : unset.anchor,
  };
}

/**
 * The cadence that such fields tell in a zone; null for `none`.
 * @throws AppError `invalid` with a sentence for each field that is not right.
 */
export function cadenceOfFields(fields: CadenceFields, zone: string): Cadence | null {
  if (fields.kind === 'none') return null;
  return parseCadence({
    kind: fields.kind,
    weekday: Number(fields.weekday),
    nth: fields.nth === 'last' ? 'last' : Number(fields.nth),
    time: fields.time,
    anchor: fields.anchor,
    zone,
  });
}

/** What a cadence would mean: its next calls, and which of the planned ones are at no time of it. */
export type CadencePreview<Call> = { dates: Date[]; differing: Call[] };

const SHOWN = 5;

/**
 * The next five dates of a cadence from `now` on, and the planned calls that are held at another time than it gives.
 * @throws AppError `invalid` when its dates cannot be worked out.
 */
export function previewCadence<Call extends { startsAt: string }>(
  cadence: Cadence,
  planned: readonly Call[],
  now: Date,
): CadencePreview<Call> {
  return {
    dates: callDates(cadence, now, SHOWN),
    differing: planned.filter((call) => !hasCallAt(cadence, new Date(call.startsAt))),
  };
}

function hasCallAt(cadence: Cadence, instant: Date): boolean {
  if (Number.isNaN(instant.getTime())) throw new AppError('invalid', { message: 'This call has no date.' });
  return nextCallAt(cadence, new Date(instant.getTime() - 1)).getTime() === instant.getTime();
}
