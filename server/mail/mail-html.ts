import { escapeHtml } from '#lib/notes/export/escape-html.ts';

/**
 * A mail's text as simple HTML: its paragraphs, with web addresses as links. Whatever else looks like HTML in it is shown
 * as it was written.
 */
export function mailHtml(text: string): string {
  const paragraphs = text
    .trim()
    .split(/\n{2,}/u)
    .map((paragraph) => `<p>${paragraph.split('\n').map(linked).join('<br>')}</p>`);
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"></head>',
    '<body style="font:16px/1.5 system-ui,sans-serif;max-width:36em">',
    ...paragraphs,
    '</body></html>',
  ].join('\n');
}

function linked(line: string): string {
  return line
    .split(/(https?:\/\/[^\s<>"']+)/u)
    .map((part, index) => {
      const shown = escapeHtml(part);
      return index % 2 === 1 ? `<a href="${shown}">${shown}</a>` : shown;
    })
    .join('');
}
