import { randomUUID } from 'node:crypto';
import type { NotesJson } from '#lib/notes/note-json.ts';
import { personIdFor } from '#lib/speakers/person-id.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';

/**
 * Notes as they stand when these rows have been typed: `# Heading` for an agenda item, `Name: words` for a line of
 * somebody, else a line of nobody. Without rows, one empty line.
 */
export function writtenNotes(seriesId: string, rows: readonly string[]): NotesJson {
  const at = new Date().toISOString();
  const written = rows.length === 0 ? [''] : rows;
  return notes(
    ...written.map((row) => {
      const id = randomUUID();
      if (row.startsWith('# ')) return item({ id }, row.slice(2));
      const [, name = null, said = row] = /^(\p{Lu}[\p{L} ]*): (.*)$/u.exec(row) ?? [];
      const speaker = name === null ? {} : { speaker: personIdFor(seriesId, name), speakerName: name };
      return said === '' ? line({ id, ...speaker }) : line({ id, at, ...speaker }, said);
    }),
  );
}
