import { agendaNumbers } from '#lib/agenda/agenda-numbers.ts';
import {
  inlineText,
  type AgendaItemJson,
  type BlockJson,
  type InlineJson,
  type LineJson,
} from '#lib/notes/note-json.ts';
import { computedHeading } from '#lib/notes/computed-heading.ts';
import { isPlaceholder } from '#lib/notes/is-placeholder.ts';
import type { ExportCall } from './export-call.ts';
import { headerText } from './header-text.ts';
import { writtenTag } from './written-tag.ts';
import { writtenTimebox } from './written-timebox.ts';

/** The notes as plain forum text: header, two-level agenda with timeboxes, then the lines under their headings. */
export function exportForum(call: ExportCall): string {
  const blocks = call.notes.content;
  const items = blocks.filter((block): block is AgendaItemJson => block.type === 'agendaItem');
  const numbers = new Map(
    agendaNumbers(items.map((item) => item.attrs.level)).map((number, index) => [items[index], number]),
  );
  const agenda = items.map((item) => agendaLine(item, numbers.get(item) ?? ''));
  const parts = [headerText(call), agenda.join('\n'), notesText(blocks, numbers)].filter(
    (part) => part !== '',
  );
  const text = parts.join('\n\n\n');
  return call.outro === '' ? `${text}\n` : `${text}\n\n${call.outro}\n`;
}

function agendaLine(item: AgendaItemJson, number: string): string {
  const { purpose } = item.attrs;
  const letters = number.replace(/^\d+/u, '');
  const key = letters === '' ? `  ${number}.` : `    ${letters}.`;
  const kind = purpose === null ? '' : ` - ${purpose}`;
  const title = plainText(item.content).replaceAll('\n', ' ');
  return `${key} ${title}${kind} ${writtenTimebox(item.attrs)}`.trimEnd();
}

function notesText(
  blocks: readonly BlockJson[],
  numbers: ReadonlyMap<AgendaItemJson | undefined, string>,
): string {
  const parts: string[] = [];
  let list: string[] = [];
  const close = (): void => {
    if (list.length > 0) parts.push(list.join('\n'));
    list = [];
  };
  for (const [index, block] of blocks.entries()) {
    switch (block.type) {
      case 'agendaItem': {
        close();
        const heading = headingText(block, numbers.get(block) ?? '', hasNotes(blocks, index));
        if (heading !== null) parts.push(heading);
        break;
      }
      case 'line':
        if (standsAlone(block)) {
          close();
          parts.push(plainText(block.content));
        } else {
          list.push(lineText(block));
        }
        break;
      case 'codeBlock':
      case 'quote':
        close();
        parts.push(indented(plainText(block.content)));
        break;
    }
  }
  close();
  return parts.join('\n\n');
}

/** Whether anything stands under an item or its sub-items. */
function hasNotes(blocks: readonly BlockJson[], index: number): boolean {
  const own = blocks[index];
  for (const block of blocks.slice(index + 1)) {
    if (block.type !== 'agendaItem') return true;
    if (own?.type !== 'agendaItem' || own.attrs.level === 2 || block.attrs.level === 1) return false;
  }
  return false;
}

function headingText(item: AgendaItemJson, number: string, hasNotes: boolean): string | null {
  if (item.attrs.writtenHeading !== null) return item.attrs.writtenHeading;
  if (!hasNotes) return null;
  return computedHeading(number, plainText(item.content).replaceAll('\n', ' '));
}

function standsAlone({ attrs, content }: LineJson): boolean {
  return (
    attrs.speaker === null &&
    attrs.speakerName === null &&
    attrs.tag === null &&
    isPlaceholder(inlineText(content))
  );
}

function lineText(line: LineJson): string {
  const indent = '  '.repeat(line.attrs.indent + 1);
  const text = `${writtenTag(line.attrs)}${plainText(line.content)}`;
  const name = line.attrs.speakerName;
  // A full stop behind the colon is a slip that the notes keep; a space would make it look meant.
  const label = name === null ? '' : `${name}:${text.startsWith('.') ? '' : ' '}`;
  return `${indent}• ${label}${text.replaceAll('\n', `\n${indent}  `)}`.trimEnd();
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((row) => `    ${row}`.trimEnd())
    .join('\n');
}

/** Plain text in which a link's address follows its words. */
function plainText(content: readonly InlineJson[] | undefined): string {
  return (content ?? [])
    .map((node) => {
      const text = inlineText([node]);
      const link = node.type === 'text' ? node.marks?.find((mark) => mark.type === 'link') : undefined;
      return link === undefined || link.attrs.href === text ? text : `${text} (${link.attrs.href})`;
    })
    .join('');
}
