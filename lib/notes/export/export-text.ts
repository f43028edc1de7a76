import { agendaNumbers } from '#lib/agenda/agenda-numbers.ts';
import { introProse } from '#lib/notes/intro-prose.ts';
import { inlineText, type AgendaItemJson, type BlockJson } from '#lib/notes/note-json.ts';
import type { ExportCall } from './export-call.ts';
import { writtenLength, writtenStart } from './header-text.ts';
import { writtenMark } from './written-mark.ts';
import { readableTag } from './written-tag.ts';
import { writtenTimebox } from './written-timebox.ts';

/** The notes as plain text for mail and terminals: headings underlined, one line for each thing said. */
export function exportText(call: ExportCall): string {
  const items = call.notes.content.filter((block): block is AgendaItemJson => block.type === 'agendaItem');
  const numbers = agendaNumbers(items.map((item) => item.attrs.level));
  const facts = [
    call.startsAt === null
      ? ''
      : `${writtenStart(call.startsAt)}, ${writtenLength(call.lengthMinutes).toLowerCase()}`,
    call.recordingUrl === null ? '' : `Recording: ${call.recordingUrl}`,
  ].filter((fact) => fact !== '');
  const parts = [
    underlined(call.title, '='),
    facts.join('\n'),
    introProse(call.intro, call.title),
    notesText(call, items, numbers),
    call.outro,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function notesText(call: ExportCall, items: readonly AgendaItemJson[], numbers: readonly string[]): string {
  let text = '';
  for (const block of call.notes.content) {
    if (block.type === 'agendaItem') {
      const number = numbers[items.indexOf(block)] ?? '';
      const kind = block.attrs.purpose === null ? '' : ` - ${block.attrs.purpose}`;
      const title =
        `${number} ${flat(inlineText(block.content))}${kind} ${writtenTimebox(block.attrs)}`.trimEnd() +
        writtenMark(block.attrs);
      text += `\n${block.attrs.level === 1 ? underlined(title, '-') : title}\n\n`;
    } else {
      text += `${blockText(block, call)}\n`;
    }
  }
  return text.replace(/\n{3,}/gu, '\n\n').trim();
}

function blockText(block: Exclude<BlockJson, AgendaItemJson>, call: ExportCall): string {
  const body = inlineText(block.content);
  if (block.type === 'codeBlock') return hanging('    ', '    ', body);
  if (block.type === 'quote') return hanging('> ', '> ', body);
  const indent = '  '.repeat(block.attrs.indent);
  const name = block.attrs.speakerName === null ? '' : `${block.attrs.speakerName}: `;
  const tag = readableTag(block.attrs, call).replace(/^\w+/u, (word) => word.toUpperCase());
  return hanging(indent, `${indent}  `, `${name}${tag === '' ? '' : `${tag}: `}${body}`);
}

function hanging(first: string, rest: string, text: string): string {
  return text
    .split('\n')
    .map((row, index) => `${index === 0 ? first : rest}${row}`.trimEnd())
    .join('\n');
}

function underlined(text: string, sign: string): string {
  return `${text}\n${sign.repeat(text.length)}`;
}

function flat(text: string): string {
  return text.replaceAll('\n', ' ');
}
