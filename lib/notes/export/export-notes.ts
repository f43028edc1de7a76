import { soundNotes } from '#lib/notes/sound-notes.ts';
import type { ExportCall, ExportFormat } from './export-call.ts';
import { exportForum } from './export-forum.ts';
import { exportHtml } from './export-html.ts';
import { exportJson } from './export-json.ts';
import { exportMarkdown } from './export-markdown.ts';
import { exportText } from './export-text.ts';

export type { ExportCall, ExportFormat } from './export-call.ts';

/** A call's notes in one of the export formats, as the text of a file, whatever attributes somebody wrote into them. */
export function exportNotes(written: ExportCall, format: ExportFormat): string {
  const call = { ...written, notes: soundNotes(written.notes) };
  switch (format) {
    case 'md':
      return exportMarkdown(call);
    case 'forum':
      return exportForum(call);
    case 'txt':
      return exportText(call);
    case 'json':
      return exportJson(call);
    case 'html':
      return exportHtml(call);
  }
}
