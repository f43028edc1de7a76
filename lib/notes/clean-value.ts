/**
 * What a document's attribute may hold is checked nowhere else: another program may have written it over the
 * wire. Each function here turns any value into one that a row can hold, and never throws.
 */

/** Text without what the database refuses: the null character and unpaired surrogates become U+FFFD. */
export function cleanText(value: string): string {
  return value.replaceAll(/[\0\p{Cs}]/gu, '\uFFFD');
}

/** Text, or null when the value is not text or holds nothing but space. */
export function cleanOptionalText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? cleanText(value) : null;
}

/** No id of ours comes near this; a longer one would not fit a database index. */
const LONGEST_ID = 200;

/** An id, or null when the value is no text, is blank or is longer than any id of ours. */
export function cleanId(value: unknown): string | null {
  const id = cleanOptionalText(value);
  return id !== null && id.length <= LONGEST_ID ? id : null;
}

/** An ISO instant in UTC with milliseconds, or null when the value is no instant between the years 1 and 9999. */
export function cleanInstant(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return null;
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString() : null;
}

/** A calendar date `YYYY-MM-DD`, or null when there is no such day. */
export function cleanDate(value: unknown): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/u.test(value)) return null;
  const instant = cleanInstant(`${value}T00:00:00.000Z`);
  return instant?.startsWith(value) === true ? value : null;
}

/** A whole number within bounds, or null when the value is no number. */
export function cleanInteger(value: unknown, least: number, most: number): number | null {
  if (typeof value !== 'number' || Number.isNaN(value)) return null;
  return Math.min(most, Math.max(least, Math.round(value)));
}

/** Whether the value is exactly `true`. */
export function cleanFlag(value: unknown): boolean {
  return value === true;
}

/** The value when it is one of the allowed, else null. */
export function cleanChoice<Choice extends string>(
  value: unknown,
  choices: readonly Choice[],
): Choice | null {
  return choices.find((choice) => choice === value) ?? null;
}

/** A copy of a JSON value with every string in it cleaned. */
export function cleanJson<Value>(value: Value): Value {
  return cleanUnknown(value) as Value;
}

function cleanUnknown(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanUnknown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([key, entry]) => [cleanText(key), cleanUnknown(entry)]),
  );
}
