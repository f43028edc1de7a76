import type { NotesFormat } from './read-types.ts';
import type { SourceLine } from './scan-lines.ts';

/** Whether a file is Markdown or plain forum text: by its contents first, by its name where they do not tell. */
export function detectFormat(
  lines: readonly SourceLine[],
  options: { fileName?: string; format?: 'auto' | NotesFormat },
): NotesFormat {
  if (options.format !== undefined && options.format !== 'auto') return options.format;
  let dots = 0;
  let marks = 0;
  for (const line of lines) {
    if (/^\s*[•◦▪‣]\s/u.test(line.raw)) dots += 1;
    if (/^#{1,6}\s|^```|^\|.*\|$|\*\*[^*]{1,80}\*\*|\]\(https?:/u.test(line.raw)) marks += 1;
  }
  if (dots > marks) return 'forum';
  if (marks > 0 || /\.(?:md|markdown|mdown)$/iu.test(options.fileName ?? '')) return 'markdown';
  return 'forum';
}
