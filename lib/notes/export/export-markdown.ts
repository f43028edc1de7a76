import { agendaNumbers } from '#lib/agenda/agenda-numbers.ts';
import { introProse } from '#lib/notes/intro-prose.ts';
import {
  inlineText,
  type AgendaItemJson,
  type InlineJson,
  type LineJson,
  type QuoteJson,
} from '#lib/notes/note-json.ts';
import {
  INTRO_MARK,
  matchBox,
  matchLabel,
  matchPurpose,
  matchTag,
  NOTES_MARK,
  OUTRO_MARK,
  OWN_MARK,
} from '#lib/notes/own-markdown.ts';
import type { ExportCall } from './export-call.ts';
import { writtenStart } from './header-text.ts';
import { markOf, markWords } from './written-mark.ts';
import { markdownInline } from './markdown-inline.ts';
import { markdownTag } from './written-tag.ts';

/** The notes as Markdown that any page renders and that Callnotes reads back as it was. */
export function exportMarkdown(call: ExportCall): string {
  const items = call.notes.content.filter((block): block is AgendaItemJson => block.type === 'agendaItem');
  const numbers = agendaNumbers(items.map((item) => item.attrs.level));
  const prose = introProse(call.intro, call.title);
  const parts = [
    OWN_MARK,
    `# ${oneLine([{ type: 'text', text: call.title }])}`,
    fieldLines(call),
    ...(prose === '' ? [] : [`${INTRO_MARK}\n${prose}\n${NOTES_MARK}`]),
    ...blockParts(call, items, numbers),
    ...(call.outro === '' ? [] : [`${OUTRO_MARK}\n${call.outro}`]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function fieldLines(call: ExportCall): string {
  const fields: [string, string][] = [
    ['Series', oneLine([{ type: 'text', text: call.seriesTitle }])],
    ['Number', String(call.number)],
    ...(call.startsAt === null ? [] : [['Date', writtenStart(call.startsAt)] satisfies [string, string]]),
    ['Duration', `${String(call.lengthMinutes)} minutes`],
    ...(call.recordingUrl === null
      ? []
      : [['Recording', `<${call.recordingUrl}>`] satisfies [string, string]]),
  ];
  return fields.map(([label, value]) => `- ${label}: ${value}`).join('\n');
}

/** Headings, runs of lines, code and quotes, each to be set off by a blank line. */
function blockParts(
  { notes, bornIn }: ExportCall,
  items: readonly AgendaItemJson[],
  numbers: readonly string[],
): string[] {
  const parts: string[] = [];
  let lines: string[] = [];
  const close = (): void => {
    if (lines.length > 0) parts.push(lines.join('\n'));
    lines = [];
  };
  for (const block of notes.content) {
    if (block.type === 'line') {
      lines.push(lineText(block, bornIn));
      continue;
    }
    close();
    if (block.type === 'agendaItem') parts.push(headingText(block, items, numbers));
    else if (block.type === 'quote') parts.push(quoteText(block));
    else parts.push(codeText(inlineText(block.content), block.attrs.language));
  }
  close();
  return parts;
}

function headingText(
  item: AgendaItemJson,
  items: readonly AgendaItemJson[],
  numbers: readonly string[],
): string {
  const { attrs } = item;
  const written = oneLine(item.content);
  const title = matchBox(written) === null && matchPurpose(written) === null ? written : escapeEnd(written);
  const kind = attrs.purpose === null ? '' : ` - ${attrs.purpose}`;
  const box = attrs.minutes === null ? '' : ` (${String(attrs.minutes)}’)`;
  const number = numbers[items.indexOf(item)] ?? '';
  const carried = markOf(attrs);
  const words = carried === null ? '' : markWords(carried);
  return `${'#'.repeat(attrs.level + 1)} ${number}. ${title}${kind}${box}${words}${extras(item, items)}`;
}

/** What an item carries beside its title, as a comment for the reader; empty for an ordinary item. */
function extras({ attrs }: AgendaItemJson, items: readonly AgendaItemJson[]): string {
  const seen = attrs.seeItem === null ? -1 : items.findIndex((item) => item.attrs.id === attrs.seeItem);
  const kept = {
    ...(attrs.timebox === null ? {} : { timebox: attrs.timebox }),
    ...(attrs.proposer === null ? {} : { proposer: attrs.proposer }),
    ...(attrs.state === 'open' ? {} : { state: attrs.state }),
    ...(seen < 0 ? {} : { seeItem: seen }),
    ...(attrs.writtenHeading === null ? {} : { writtenHeading: attrs.writtenHeading }),
    ...(markOf(attrs) === null ? {} : { carried: markOf(attrs) }),
  };
  if (Object.keys(kept).length === 0) return '';
  // An angle bracket would end the comment early, or begin another.
  const json = JSON.stringify(kept)
    .replaceAll('<', String.raw`\u003c`)
    .replaceAll('>', String.raw`\u003e`);
  return ` <!-- ${json} -->`;
}

function lineText({ attrs, content }: LineJson, bornIn: ExportCall['bornIn']): string {
  const indent = '  '.repeat(attrs.indent);
  const rows = markdownInline(content);
  const name = attrs.speakerName;
  const label = name === null ? '' : `**${escapeName(name)}:** `;
  const { box, keyword } = markdownTag(attrs, bornIn);
  const [first = '', ...more] = rows;
  const start = escapeStart(first, name === null && attrs.tag === null, attrs.tag === null);
  return [`${box}${label}${keyword}${start}`, ...more]
    .map((row, index, all) => {
      const begin = `${indent}${index === 0 ? '- ' : '  '}${row}`;
      return index < all.length - 1 ? `${begin}\\` : begin.trimEnd();
    })
    .join('\n');
}

function quoteText({ content }: QuoteJson): string {
  const rows = markdownInline(content);
  return rows.map((row, index) => (index < rows.length - 1 ? `> ${row}\\` : `> ${row}`.trimEnd())).join('\n');
}

function codeText(text: string, language: string | null): string {
  const ticks = Math.max(
    2,
    ...[...text.matchAll(/^[ \t]*(`{3,})/gmu)].map((found) => (found[1] ?? '').length),
  );
  const fence = '`'.repeat(ticks + 1);
  return `${fence}${language ?? ''}\n${text === '' ? '' : `${text}\n`}${fence}`;
}

function oneLine(content: readonly InlineJson[] | undefined): string {
  return markdownInline(content).join(' ');
}

/** Keeps the start of plain text from being read as a label or a tag. */
function escapeStart(row: string, mayLabel: boolean, mayTag: boolean): string {
  const found = (mayLabel ? matchLabel(row) : null) ?? (mayTag ? matchTag(row) : null);
  if (found === null) return row;
  const colon = found[0].lastIndexOf(':');
  return `${row.slice(0, colon)}\\${row.slice(colon)}`;
}

/** Keeps the end of a title from being read as a timebox or a kind of item. */
function escapeEnd(title: string): string {
  const sign = Math.max(title.lastIndexOf('('), title.lastIndexOf('- '));
  return `${title.slice(0, sign)}\\${title.slice(sign)}`;
}

function escapeName(name: string): string {
  return name.replace(/[\\*_[\]<>`~&:]/gu, String.raw`\$&`);
}
