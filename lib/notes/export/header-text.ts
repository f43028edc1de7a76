import { parseField, firstAddress, type Field } from '#lib/notes/import/header-fields.ts';
import { parseDate, parseDuration, parseTime } from '#lib/notes/import/parse-date-time.ts';
import type { ExportCall } from './export-call.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** `Monday 2020-06-29 at 12:00 UTC`; empty when the start is not known. */
export function writtenStart(startsAt: string | null): string {
  if (startsAt === null) return '';
  const instant = new Date(startsAt);
  const iso = instant.toISOString();
  return `${WEEKDAYS[instant.getUTCDay()] ?? ''} ${iso.slice(0, 10)} at ${iso.slice(11, 16)} UTC`;
}

/** `1 Hour`, `90 minutes`. */
export function writtenLength(minutes: number): string {
  if (minutes % 60 !== 0) return `${String(minutes)} minutes`;
  return minutes === 60 ? '1 Hour' : `${String(minutes / 60)} Hours`;
}

/**
 * The text above the agenda with the call's stored fields in it. A line of an imported header stays as it
 * was written while it says what is stored, and is written anew when it does not; fields that no line
 * carries are added on top.
 */
export function headerText(call: ExportCall): string {
  const lines = call.intro === '' ? [] : call.intro.split('\n');
  const seen = new Set<Field['kind']>();
  const kept = lines.map((line) => headerLine(line, call, seen));
  const missing = missingFields(call, seen).map(([label, value]) => `  • ${label}: ${value}`.trimEnd());
  const titled = lines.some((line) => line.includes(call.title));
  const added = [...(titled ? [] : [call.title, '']), ...missing];
  if (added.length === 0) return kept.join('\n');
  return [...added, ...(kept.length === 0 ? [] : ['', ...kept])].join('\n').trimEnd();
}

function headerLine(line: string, call: ExportCall, seen: Set<Field['kind']>): string {
  const body = line.replace(/^\s*(?:[-*•]\s+|#{1,6}\s+)?/u, '');
  const field = parseField(body.trimEnd());
  if (field === null || seen.has(field.kind)) return line;
  const value = storedValue(field, call);
  if (value === null) return line;
  seen.add(field.kind);
  return value === undefined
    ? line
    : `${line.slice(0, line.length - body.length)}${field.key}: ${value}`.trimEnd();
}

/** The value a field line must be given: undefined when it already says so, null when it is no stored field. */
function storedValue(field: Field, call: ExportCall): string | undefined | null {
  switch (field.kind) {
    case 'date':
      return saysStart(field.value, call.startsAt) ? undefined : writtenStart(call.startsAt);
    case 'duration':
      return parseDuration(field.value) === call.lengthMinutes
        ? undefined
        : writtenLength(call.lengthMinutes);
    case 'recording':
      return firstAddress(field.value) === call.recordingUrl ? undefined : (call.recordingUrl ?? '');
    case 'attendees':
    case 'scribe':
    case 'chair':
    case 'link':
    case 'other':
      return null;
  }
}

function saysStart(value: string, startsAt: string | null): boolean {
  const date = parseDate(value);
  if (startsAt === null) return date === null || parseTime(value) === null;
  if (date === null) return false;
  const time = parseTime(value.replace(/\d{4}[-./]\d{1,2}[-./]\d{1,2}T?|\b\d{4}\b/gu, ' '));
  if (time === null) return true;
  const instant = Date.parse(`${date.date}T00:00:00Z`) + (time.minutes - (time.offset ?? 0)) * 60_000;
  return instant === Date.parse(startsAt);
}

function missingFields(call: ExportCall, seen: ReadonlySet<Field['kind']>): [string, string][] {
  const fields: [string, string][] = [];
  if (!seen.has('date') && call.startsAt !== null)
    fields.push(['Meeting Date/Time', writtenStart(call.startsAt)]);
  if (!seen.has('duration') && call.startsAt !== null)
    fields.push(['Meeting Duration', writtenLength(call.lengthMinutes)]);
  if (!seen.has('recording') && call.recordingUrl !== null) fields.push(['Video stream', call.recordingUrl]);
  return fields;
}
