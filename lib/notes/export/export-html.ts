import { agendaNumbers } from '#lib/agenda/agenda-numbers.ts';
import { introProse } from '#lib/notes/intro-prose.ts';
import type {
  AgendaItemJson,
  BlockJson,
  InlineJson,
  LineJson,
  MarkJson,
  TextJson,
} from '#lib/notes/note-json.ts';
import { isSafeHref } from '#lib/notes/schema/is-safe-href.ts';
import type { ExportCall } from './export-call.ts';
import { writtenLength, writtenStart } from './header-text.ts';
import { writtenMark } from './written-mark.ts';
import { readableTag } from './written-tag.ts';
import { writtenTimebox } from './written-timebox.ts';
import { escapeHtml } from './escape-html.ts';

const STYLE =
  'body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:16px/1.5 system-ui,sans-serif}' +
  'p{margin:.2rem 0;white-space:pre-line}blockquote{margin:.5rem 0;padding-left:1rem;border-left:3px solid #999;white-space:pre-line}' +
  'pre{overflow-x:auto}.gap{background:#fd6}.text{white-space:pre-line}' +
  [1, 2, 3, 4, 5, 6, 7, 8, 9]
    .map((depth) => `.in${String(depth)}{margin-left:${String(depth * 1.5)}rem}`)
    .join('');

/** The notes as one small HTML document: every text escaped, only safe addresses linked, nothing loaded. */
export function exportHtml(call: ExportCall): string {
  const title = escapeHtml(call.title);
  const prose = introProse(call.intro, call.title);
  const parts = [
    `<h1>${title}</h1>`,
    factLine(call),
    prose === '' ? '' : `<div class="text">${escapeHtml(prose)}</div>`,
    ...notesHtml(call),
    call.outro === '' ? '' : `<footer class="text">${escapeHtml(call.outro)}</footer>`,
  ].filter((part) => part !== '');
  return [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head>`,
    '<body>',
    ...parts,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function factLine(call: ExportCall): string {
  const when =
    call.startsAt === null
      ? ''
      : `<time datetime="${escapeHtml(call.startsAt)}">${escapeHtml(writtenStart(call.startsAt))}</time>, ${escapeHtml(writtenLength(call.lengthMinutes).toLowerCase())}`;
  const recording = isSafeHref(call.recordingUrl) ? link(call.recordingUrl, 'Recording') : '';
  const facts = [escapeHtml(call.seriesTitle), when, recording].filter((fact) => fact !== '');
  return `<p>${facts.join(' · ')}</p>`;
}

function notesHtml(call: ExportCall): string[] {
  const blocks: readonly BlockJson[] = call.notes.content;
  const items = blocks.filter((block): block is AgendaItemJson => block.type === 'agendaItem');
  const numbers = agendaNumbers(items.map((item) => item.attrs.level));
  return blocks.map((block) => {
    switch (block.type) {
      case 'agendaItem':
        return headingHtml(block, numbers[items.indexOf(block)] ?? '');
      case 'line':
        return lineHtml(block, call);
      case 'codeBlock':
        return `<pre><code>${inlineHtml(block.content)}</code></pre>`;
      case 'quote':
        return `<blockquote>${inlineHtml(block.content)}</blockquote>`;
    }
  });
}

function headingHtml({ attrs, content }: AgendaItemJson, number: string): string {
  const name = attrs.level === 1 ? 'h2' : 'h3';
  const kind = attrs.purpose === null ? '' : ` - ${attrs.purpose}`;
  const box = writtenTimebox(attrs);
  return `<${name}>${number} ${inlineHtml(content)}${kind}${box === '' ? '' : ` ${escapeHtml(box)}`}${escapeHtml(writtenMark(attrs))}</${name}>`;
}

function lineHtml({ attrs, content }: LineJson, call: ExportCall): string {
  const depth = Math.max(0, Math.min(9, Math.trunc(attrs.indent)));
  const place = depth === 0 ? '' : ` class="in${String(depth)}"`;
  const name = attrs.speakerName === null ? '' : `<strong>${escapeHtml(attrs.speakerName)}:</strong> `;
  const tag = attrs.tag === null ? '' : `<em>${escapeHtml(readableTag(attrs, call))}:</em> `;
  return `<p${place}>${name}${tag}${inlineHtml(content)}</p>`;
}

function inlineHtml(content: readonly InlineJson[] | undefined): string {
  return (content ?? []).map((node) => nodeHtml(node)).join('');
}

function nodeHtml(node: InlineJson): string {
  switch (node.type) {
    case 'text':
      return textHtml(node);
    case 'hardBreak':
      return '<br>';
    case 'mention':
      return `<strong>@${escapeHtml(node.attrs.name)}</strong>`;
    case 'stamp': {
      const at = node.attrs.at === null ? '' : ` datetime="${escapeHtml(node.attrs.at)}"`;
      const gap = node.attrs.gap ? ' class="gap"' : '';
      return `<time${at}${gap}>${escapeHtml(node.attrs.text)}</time>`;
    }
    case 'gap':
      return `<span class="gap" title="Missed here">${escapeHtml(node.attrs.text)}</span>`;
  }
}

const TAGS = { bold: 'strong', italic: 'em', strike: 's', code: 'code' } as const;

function textHtml(node: TextJson): string {
  return (node.marks ?? []).reduceRight((inner, mark) => markHtml(mark, inner), escapeHtml(node.text));
}

function markHtml(mark: MarkJson, inner: string): string {
  if (mark.type !== 'link') return `<${TAGS[mark.type]}>${inner}</${TAGS[mark.type]}>`;
  return isSafeHref(mark.attrs.href)
    ? `<a href="${escapeHtml(mark.attrs.href)}" rel="noopener noreferrer nofollow">${inner}</a>`
    : inner;
}

function link(href: string, words: string): string {
  return `<a href="${escapeHtml(href)}" rel="noopener noreferrer nofollow">${escapeHtml(words)}</a>`;
}
