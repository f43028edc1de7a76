import { inlineText, type BlockJson, type NotesJson } from '#lib/notes/note-json.ts';
import { soundNotes } from '#lib/notes/sound-notes.ts';
import type { ExportCall, ExportFormat } from './export-call.ts';
import { exportForum } from './export-forum.ts';
import { exportHtml } from './export-html.ts';
import { exportJson } from './export-json.ts';
import { exportMarkdown } from './export-markdown.ts';
import { exportText } from './export-text.ts';

export type { ExportCall, ExportFormat } from './export-call.ts';

/**
 * A call's notes in one of the export formats, as the text of a file, whatever attributes somebody wrote into them. Lines on
 * which only something is asked for are left out, but for JSON.
 */
export function exportNotes(written: ExportCall, format: ExportFormat): string {
  const notes = soundNotes(written.notes);
  const call = { ...written, notes: format === 'json' ? notes : withoutOpenPrompts(notes) };
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

function withoutOpenPrompts(notes: NotesJson): NotesJson {
  return { ...notes, content: notes.content.filter((block) => !isOpenPrompt(block)) };
}

function isOpenPrompt(block: BlockJson): boolean {
  return block.type === 'line' && block.attrs.prompt !== null && inlineText(block.content).trim() === '';
}
