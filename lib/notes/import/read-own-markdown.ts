import {
  matchBox,
  matchLabel,
  matchPurpose,
  matchTag,
  INTRO_MARK,
  NOTES_MARK,
  OUTRO_MARK,
  OWN_MARK,
} from '#lib/notes/own-markdown.ts';
import { isPlaceholder } from '#lib/notes/is-placeholder.ts';
import { agendaItemPurposes } from '#lib/notes/schema/agenda-item.ts';
import type { LineTag } from '#lib/notes/schema/line.ts';
import { parseField, type Field } from './header-fields.ts';
import { inlineText } from './inline-text.ts';
import { parseExtras } from './find-tag.ts';
import { readItemExtras } from './read-item-extras.ts';
import { readText, type FoundText, type TextRules } from './read-text.ts';
import type { ReadBlock, ReadItem, ReadLine } from './read-types.ts';
import type { SourceLine } from './scan-lines.ts';
import type { Stamped } from './read-body.ts';

export type OwnReading = {
  title: { text: string; line: number };
  fields: (Field & { line: number })[];
  series: string | null;
  number: number | null;
  blocks: ReadBlock[];
  stamps: Stamped[];
  intro: string;
  outro: string;
  /** Lines that were read as header, intro or outro. */
  around: number[];
};

const RULES: TextRules = { format: 'markdown', definitions: new Map(), gapGlyphs: new Set(), own: true };
const HEADING = /^(#{2,3}) (?:\d+[a-z]*\.(?: |$))?(.*)$/u;
const BULLET = /^( *)-(?: (.*)|)$/u;
/** A check-box in front of an action. */
const BOXED_ACTION = /^\[([ x])\] (?=(?:\*\*(?:[^*\\]|\\.)+?:\*\* )?\*\*ACTION\*\*)/u;
const FENCE = /^(`{3,})(.*)$/u;
/** An odd number of backslashes at the end: the line goes on. */
const GOES_ON = /(?<!\\)(?:\\\\)*\\$/u;

/** Whether a file is Markdown that Callnotes wrote. */
export function isOwnMarkdown(lines: readonly SourceLine[]): boolean {
  return lines.find((line) => !line.blank)?.raw.trim() === OWN_MARK;
}

/** Reads Markdown that Callnotes wrote, by its grammar. Lines that somebody added by hand become lines of notes. */
export function readOwnMarkdown(lines: readonly SourceLine[]): OwnReading {
  const reading: OwnReading = {
    title: { text: '', line: 1 },
    fields: [],
    series: null,
    number: null,
    blocks: [],
    stamps: [],
    intro: '',
    outro: '',
    around: [],
  };
  const start = readTop(lines, reading);
  let index = start;
  while (index < lines.length) {
    const line = lines[index];
    if (line === undefined || line.blank) index += 1;
    else if (line.raw === OUTRO_MARK) {
      reading.outro = rawText(lines.slice(index + 1));
      for (const rest of lines.slice(index)) if (!rest.blank) reading.around.push(rest.number);
      break;
    } else index += readBlock(lines, index, reading);
  }
  return reading;
}

/** Title, fields and intro; the index of the first line of the notes. */
function readTop(lines: readonly SourceLine[], reading: OwnReading): number {
  let index = 0;
  while (index < lines.length) {
    const line = lines[index];
    if (line === undefined) break;
    if (line.raw === INTRO_MARK) return readIntro(lines, index, reading);
    if (line.raw.startsWith('# ') && reading.title.text === '') {
      reading.title = { text: plain(line.raw.slice(2)), line: line.number };
    } else if (reading.title.text !== '' && !line.blank && !readField(line, reading)) return index;
    if (!line.blank) reading.around.push(line.number);
    index += 1;
  }
  return index;
}

function readField(line: SourceLine, reading: OwnReading): boolean {
  const found = /^- (Series|Number|Date|Duration|Recording): (.*)$/u.exec(line.raw);
  if (found === null || reading.blocks.length > 0) return false;
  const [, label = '', value = ''] = found;
  if (label === 'Series') reading.series = plain(value);
  else if (label === 'Number') reading.number = Number.parseInt(value, 10) || null;
  else {
    const field = parseField(`${label}: ${value}`);
    if (field !== null) reading.fields.push({ ...field, line: line.number });
  }
  return true;
}

function readIntro(lines: readonly SourceLine[], index: number, reading: OwnReading): number {
  let end = index + 1;
  while (end < lines.length && lines[end]?.raw !== NOTES_MARK) end += 1;
  reading.intro = rawText(lines.slice(index + 1, end));
  for (const line of lines.slice(index, end + 1)) if (!line.blank) reading.around.push(line.number);
  return end + 1;
}

/** Reads the block at `index`; how many lines it takes. */
function readBlock(lines: readonly SourceLine[], index: number, reading: OwnReading): number {
  const line = lines[index];
  if (line === undefined) return 1;
  const heading = HEADING.exec(line.raw);
  if (heading !== null) {
    reading.blocks.push(readItemHeading(heading, line.number, reading));
    return 1;
  }
  const fence = FENCE.exec(line.raw);
  if (fence !== null) return readCode(lines, index, fence, reading);
  const rows = takeRows(lines, index);
  if (line.raw.startsWith('>')) {
    const content = readRows(
      rows.map((row) => row.raw.replace(/^> ?/u, '')),
      rows,
      false,
      reading,
    );
    reading.blocks.push({ kind: 'quote', content, sourceLines: numbersOf(rows) });
    return rows.length;
  }
  const bullet = BULLET.exec(line.raw);
  const first = bullet === null ? line.raw.trim() : (bullet[2] ?? '');
  const indent = Math.min(9, Math.floor((bullet?.[1] ?? '').length / 2));
  const texts = [first, ...rows.slice(1).map((row) => row.raw.trimStart())];
  reading.blocks.push(readLine(texts, rows, indent, reading));
  return rows.length;
}

/** The line at `index` and those it goes on with. */
function takeRows(lines: readonly SourceLine[], index: number): SourceLine[] {
  const rows: SourceLine[] = [];
  for (const line of lines.slice(index)) {
    rows.push(line);
    if (!GOES_ON.test(line.raw)) break;
  }
  return rows;
}

function readLine(
  texts: readonly string[],
  rows: readonly SourceLine[],
  indent: number,
  reading: OwnReading,
): ReadLine {
  let [first = ''] = texts;
  const box = BOXED_ACTION.exec(first);
  if (box !== null) first = first.slice(box[0].length);
  const label = matchLabel(first);
  if (label !== null) first = first.slice(label[0].length).trimStart();
  const tag = matchTag(first);
  if (tag !== null) first = first.slice(tag[0].length).trimStart();
  const { found } = parseExtras(tag?.[2]);
  const speaker = label === null ? null : unescape(label[1] ?? '');
  const content = readRows([first, ...texts.slice(1)], rows, speaker !== null, reading);
  return {
    kind: 'line',
    speaker,
    content,
    tag: tag === null ? null : (tag[1]?.toLowerCase() as LineTag),
    ...found,
    done: found.done || box?.[1] === 'x',
    indent,
    placeholder: speaker === null && tag === null && isPlaceholder(inlineText(content)),
    sourceLines: numbersOf(rows),
  };
}

function readRows(
  texts: readonly string[],
  rows: readonly SourceLine[],
  labelled: boolean,
  reading: OwnReading,
): FoundText['content'] {
  return texts.flatMap((text, index) => {
    const found = readText(
      text.replace(GOES_ON, (end) => end.slice(1)),
      labelled,
      RULES,
    );
    for (const stamp of found.stamps) {
      reading.stamps.push({ stamp, line: rows[index]?.number ?? 1 });
      if (texts.length > 1) stamp.node.gap = false;
    }
    return index === 0 ? found.content : [{ type: 'hardBreak' as const }, ...found.content];
  });
}

function readItemHeading(heading: RegExpExecArray, line: number, reading: OwnReading): ReadItem {
  const { rest, extras } = readItemExtras(heading[2] ?? '');
  const box = matchBox(rest);
  const unboxed = box === null ? rest : rest.slice(0, box.index);
  const kind = matchPurpose(unboxed);
  const title = kind === null ? unboxed : unboxed.slice(0, kind.index);
  const found = readText(title, false, RULES);
  for (const stamp of found.stamps) reading.stamps.push({ stamp, line });
  return {
    kind: 'item',
    level: heading[1] === '###' ? 2 : 1,
    content: found.content,
    minutes: box === null ? null : Number(box[1]),
    purpose: agendaItemPurposes.find((purpose) => purpose === kind?.[1]) ?? null,
    ...extras,
    sourceLines: [line],
  };
}

function readCode(
  lines: readonly SourceLine[],
  index: number,
  fence: RegExpExecArray,
  reading: OwnReading,
): number {
  let end = index + 1;
  while (end < lines.length && lines[end]?.raw !== fence[1]) end += 1;
  const rows = lines.slice(index, Math.min(end + 1, lines.length));
  const text = lines
    .slice(index + 1, end)
    .map((line) => line.raw)
    .join('\n');
  const language = fence[2] === '' ? null : (fence[2] ?? null);
  reading.blocks.push({
    kind: 'code',
    language,
    text,
    sourceLines: numbersOf(rows.filter((row) => !row.blank)),
  });
  return rows.length;
}

function plain(raw: string): string {
  return inlineText(readText(raw, false, RULES).content);
}

function unescape(name: string): string {
  return name.replace(/\\(.)/gu, '$1');
}

function numbersOf(rows: readonly SourceLine[]): number[] {
  return rows.map((row) => row.number);
}

function rawText(lines: readonly SourceLine[]): string {
  return lines
    .map((line) => line.raw)
    .join('\n')
    .trimEnd();
}
