import type { ExportCall, ExportFormat } from './export-call.ts';
import { exportForum } from './export-forum.ts';

export type { ExportCall, ExportFormat } from './export-call.ts';
export { exportFormats } from './export-call.ts';

/** A call's notes in one of the export formats, as the text of a file. */
export function exportNotes(call: ExportCall, format: ExportFormat): string {
  switch (format) {
    case 'forum':
    case 'txt':
    case 'md':
    case 'html':
    case 'json':
      return exportForum(call);
  }
}
