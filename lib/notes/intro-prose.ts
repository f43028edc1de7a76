import { parseField } from '#lib/notes/import/header-fields.ts';

/**
 * The text above the agenda without what the call's fields say: the title, and the lines with date, length
 * and recording. What a page shows below its own header.
 */
export function introProse(intro: string, title: string): string {
  const kept = intro.split('\n').filter((line) => {
    const body = line.replace(/^\s*(?:[-*•]\s+|#{1,6}\s+)?/u, '').trim();
    if (body === title.trim()) return false;
    const kind = parseField(body)?.kind;
    return kind !== 'date' && kind !== 'duration' && kind !== 'recording';
  });
  return kept
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .replace(/^\n+|\s+$/gu, '');
}
