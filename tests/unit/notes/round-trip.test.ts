import * as fc from '#tests/support/fast-check.ts';
import { describe, expect, it } from 'vitest';
import type { ExportCall } from '#lib/notes/export/export-call.ts';
import { exportNotes } from '#lib/notes/export/export-notes.ts';
import { readNotes } from '#lib/notes/import/read-notes.ts';
import { toNotesJson } from '#lib/notes/import/to-notes-json.ts';
import type { NotesJson } from '#lib/notes/note-json.ts';
import { item, notes as notesOf } from '#tests/support/notes-factory.ts';
import { anyNotes, calmNotes, canonical } from './notes-arbitrary.ts';

/** `ROUND_TRIPS=n` with `SEED=random` goes looking for more. */
const runs = { numRuns: Number(process.env['ROUND_TRIPS'] ?? 200) };

function call(notes: NotesJson): ExportCall {
  return {
    seriesTitle: 'Lantern core call',
    seriesSlug: 'lantern',
    number: 12,
    title: 'Lantern core call #12',
    startsAt: '2026-03-02T14:00:00Z',
    zone: 'UTC',
    lengthMinutes: 60,
    recordingUrl: null,
    intro: '',
    outro: '',
    notes,
  };
}

function readBack(text: string): NotesJson {
  const { notes } = toNotesJson(readNotes(text), { personId: (name) => name, newId: () => 'id' });
  return canonical(notes);
}

describe('Markdown', () => {
  it('gives any notes back as they were', () => {
    fc.assert(
      fc.property(anyNotes, (notes) => {
        expect(readBack(exportNotes(call(notes), 'md'))).toEqual(notes);
      }),
      runs,
    );
  });
});

describe('a heading as it was written', () => {
  it.each([' <!-- ', ' -->', 'a <!-- {"state":"done"} --> b'])(
    'comes back with %j in it',
    (writtenHeading) => {
      const written = notesOf(item({ id: 'one', writtenHeading }), item({ id: 'two' }, 'Ropes'));
      expect(readBack(exportNotes(call(written), 'md'))).toEqual(canonical(written));
    },
  );
});

describe('forum text', () => {
  it('gives notes of plain words back as they were', () => {
    fc.assert(
      fc.property(calmNotes, (notes) => {
        expect(readBack(exportNotes(call(notes), 'forum'))).toEqual(notes);
      }),
      runs,
    );
  });
});
