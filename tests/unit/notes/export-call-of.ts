import * as Y from 'yjs';
import type { ExportCall } from '#lib/notes/export/export-call.ts';
import type { ReadNotes } from '#lib/notes/import/read-types.ts';
import { toNotesJson } from '#lib/notes/import/to-notes-json.ts';
import { createNotesUpdate, notesJson } from '#lib/notes/ydoc.ts';

/** The call that an import makes, its notes gone through a Yjs document as the server stores them. */
export function exportCallOf(read: ReadNotes): ExportCall {
  let count = 0;
  const { notes, intro, outro } = toNotesJson(read, {
    personId: (name) => `person-${name.toLowerCase()}`,
    newId: () => {
      count += 1;
      return `id-${String(count)}`;
    },
  });
  const doc = new Y.Doc();
  Y.applyUpdate(doc, createNotesUpdate(notes, 'lineage'));
  return {
    seriesTitle: read.series,
    seriesSlug: 'series',
    number: read.number ?? 1,
    title: read.title,
    startsAt: read.start,
    zone: 'UTC',
    lengthMinutes: read.durationMinutes ?? 60,
    recordingUrl: read.recording,
    intro,
    outro,
    notes: notesJson(doc),
  };
}
