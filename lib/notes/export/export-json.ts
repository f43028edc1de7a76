import { NOTES_SCHEMA_VERSION } from '#lib/notes/schema/version.ts';
import type { ExportCall } from './export-call.ts';

/** Raised when the shape around the notes changes; the notes themselves carry the version of their schema. */
export const EXPORT_JSON_VERSION = 1;

/** The call's fields and its whole document, ids and instants included. */
export function exportJson(call: ExportCall): string {
  const { notes, seriesSlug, seriesTitle, bornIn: _numbers, ...fields } = call;
  const file = {
    format: 'callnotes',
    version: EXPORT_JSON_VERSION,
    schemaVersion: NOTES_SCHEMA_VERSION,
    series: { slug: seriesSlug, title: seriesTitle },
    call: fields,
    notes,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}
