import { agendaNumbers } from '#lib/agenda/agenda-numbers.ts';
import { computedHeading } from '#lib/notes/computed-heading.ts';
import { normalizeName } from '#lib/speakers/person-id.ts';
import { chooseSpeakers, speakersOf, type Speaker } from './choose-speakers.ts';
import { detectFormat } from './detect-format.ts';
import { findCandidates } from './find-candidates.ts';
import { glyphOf, plainGaps, type Glyph } from './find-ellipses.ts';
import { inlineText } from './inline-text.ts';
import type { Attendee } from './parse-attendees.ts';
import { placedLines } from './placed-lines.ts';
import { findAgendaList, readAgendaItems, readItem, type AgendaList } from './read-agenda.ts';
import { BodyReader, type BodyRules } from './read-body.ts';
import { readCallFacts } from './read-call-facts.ts';
import { readAttendees, readHeader, type Header } from './read-header.ts';
import { findOutro } from './read-outro.ts';
import { readPieces, type Piece } from './read-pieces.ts';
import { isOwnMarkdown, readOwnMarkdown } from './read-own-markdown.ts';
import { findSections, outline, sectionLines, type Section } from './read-sections.ts';
import type { TextRules } from './read-text.ts';
import type { NotesFormat, ReadBlock, ReadItem, ReadNotes } from './read-types.ts';
import { reviewReading } from './review-reading.ts';
import { scanLines, type SourceLine } from './scan-lines.ts';
import { settleStamps } from './settle-stamps.ts';
import { splitSpeech } from './split-speech.ts';

export type ReadOptions = { fileName?: string; format?: 'auto' | NotesFormat };

/**
 * What a file of notes says: header, agenda, lines with their speakers, and everything the reader was unsure
 * of. Every line that is not blank stands in a block, in the intro or outro, or is named by a doubt.
 * @throws AppError `invalid` when it is not text, `too_large` above the size limits.
 */
export function readNotes(text: string, options: ReadOptions = {}): ReadNotes {
  const lines = scanLines(text);
  if (isOwnMarkdown(lines)) return ownNotes(lines, options.fileName ?? null);
  const format = detectFormat(lines, options);
  const pieces = readPieces(lines, format);
  const attendees = readAttendees(pieces);
  const speakers = chooseSpeakers(findCandidates(pieces, attendees), attendees, format);
  const isSpeech = (body: string): boolean => splitSpeech(body, true, speakers) !== null;
  const { list, header } = readTop(pieces, format, isSpeech);
  const rules = bodyRules(lines, pieces, format, speakers, attendees);

  const agenda = list === null ? [] : readAgendaItems(list, rules);
  const bodyStart = list?.end ?? header.end;
  const bodyEnd = findOutro(pieces, bodyStart, format, (piece) => {
    return findSections([piece], 0, format, agenda, isSpeech).length > 0;
  });
  const sections = findSections(pieces.slice(0, bodyEnd), bodyStart, format, agenda, isSpeech);
  const laid = outline(agenda, sections, (section) => sectionItem(section, rules));
  const body = new BodyReader(rules);
  const blocks = readBlocks(pieces, bodyStart, bodyEnd, sections, laid, body);

  forgetComputedHeadings(blocks);

  const introEnd = firstLine(list === null ? pieces[bodyStart] : pieces[list.start]);
  const outroStart = bodyEnd < pieces.length ? firstLine(pieces[bodyEnd]) : null;
  const facts = readCallFacts(header, pieces, lines, options.fileName ?? null);
  const settled = settleStamps(body.stamps, blocks, facts);
  return {
    format,
    ...facts.call,
    attendees: attendees.map((attendee) => attendee.name),
    stampShiftHours: settled.shiftHours,
    blocks,
    intro: rawText(lines, 1, introEnd ?? lines.length + 1),
    outro: outroStart === null ? '' : rawText(lines, outroStart, lines.length + 1),
    doubts: reviewReading({ facts, settled, body, speakers, agenda, sections, laid, pieces, blocks }),
    placed: placedLines(lines, blocks, introEnd, outroStart),
  };
}

/** Notes in Markdown that Callnotes wrote. */
function ownNotes(lines: readonly SourceLine[], fileName: string | null): ReadNotes {
  const own = readOwnMarkdown(lines);
  const header = { end: 0, fields: own.fields, title: own.title, prose: [] };
  const facts = readCallFacts(header, [], lines, fileName);
  facts.call.title = own.title.text;
  facts.call.series = own.series ?? facts.call.series;
  facts.call.number = own.number;
  const settled = settleStamps(own.stamps, own.blocks, facts);
  const items = own.blocks.filter((block): block is ReadItem => block.kind === 'item');
  const speakers = speakersOf(own.blocks);
  return {
    format: 'markdown',
    ...facts.call,
    attendees: [],
    stampShiftHours: settled.shiftHours,
    blocks: own.blocks,
    intro: own.intro,
    outro: own.outro,
    doubts: reviewReading({
      facts,
      settled,
      body: { doubts: [], clocks: [] },
      speakers,
      agenda: [],
      sections: [],
      laid: { items, placed: [] },
      pieces: [],
      blocks: own.blocks,
    }),
    placed: new Set([...own.around, ...own.blocks.flatMap((block) => block.sourceLines)]),
  };
}

/** The header and the agenda list; a list that stands behind other sections is part of the notes. */
function readTop(
  pieces: readonly Piece[],
  format: NotesFormat,
  isSpeech: (text: string) => boolean,
): { list: AgendaList | null; header: Header } {
  const list = findAgendaList(pieces, format);
  if (list !== null) {
    const header = readHeader(pieces, list.start, isSpeech);
    if (header.end === list.start) return { list, header };
  }
  return { list: null, header: readHeader(pieces, null, isSpeech) };
}

function bodyRules(
  lines: readonly SourceLine[],
  pieces: readonly Piece[],
  format: NotesFormat,
  speakers: ReadonlyMap<string, Speaker>,
  attendees: readonly Attendee[],
): BodyRules {
  const aliases = new Set(attendees.flatMap((attendee) => attendee.aliases));
  const definitions = new Map<string, string>();
  if (format === 'markdown') {
    for (const line of lines) {
      const found = /^\s{0,3}\[([^\]]{1,200})\]:\s+(\S+)/u.exec(line.raw);
      if (found !== null) definitions.set((found[1] ?? '').toLowerCase(), found[2] ?? '');
    }
  }
  return {
    format,
    own: false,
    definitions,
    gapGlyphs: findGapGlyphs(pieces, speakers),
    speakers,
    isPerson: (name) => speakers.has(normalizeName(name)) || aliases.has(normalizeName(name)),
  };
}

/** The ways of writing an ellipsis that can only be a gap somewhere in this file, and so are gaps everywhere. */
function findGapGlyphs(pieces: readonly Piece[], speakers: ReadonlyMap<string, Speaker>): Set<Glyph> {
  const glyphs = new Set<Glyph>();
  for (const piece of pieces) {
    if (piece.kind !== 'para') continue;
    const speech = splitSpeech(piece.line.text, true, speakers);
    const text = speech?.rest ?? piece.line.text;
    for (const found of plainGaps(text, speech !== null)) glyphs.add(glyphOf(found));
  }
  return glyphs;
}

/** A heading that the agenda does not have, as an item of its own. */
function sectionItem(section: Section, rules: TextRules): ReadItem {
  const item = readItem(section.title, section.level, sectionLines(section), rules);
  if (section.box !== null) {
    item.minutes = section.box.minutes;
    item.timebox = `(${section.box.text})`;
  }
  const plain = inlineText(readItem(section.written, 1, [], rules).content);
  if (plain !== inlineText(item.content)) item.writtenHeading = plain;
  return item;
}

function readBlocks(
  pieces: readonly Piece[],
  start: number,
  end: number,
  sections: readonly Section[],
  laid: ReturnType<typeof outline>,
  body: BodyReader,
): ReadBlock[] {
  const under = new Map<ReadItem, ReadBlock[]>();
  const preamble = body.section(null);
  const headings = new Map(sections.map((section, position) => [section.index, position]));
  const boxes = new Set(sections.map((section) => section.box?.index));
  for (const [index, piece] of pieces.entries()) {
    if (index < start || index >= end || boxes.has(index)) continue;
    const position = headings.get(index);
    const section = position === undefined ? undefined : sections[position];
    const item = position === undefined ? undefined : laid.placed[position]?.item;
    if (section === undefined || item === undefined) {
      body.read(piece);
      continue;
    }
    under.set(item, [...(under.get(item) ?? [])]);
    const blocks = body.section(section.title);
    const earlier = under.get(item) ?? [];
    under.set(item, earlier.length === 0 ? blocks : mergeLater(earlier, blocks));
  }
  return [...preamble, ...laid.items.flatMap((item) => [item, ...(under.get(item) ?? [])])];
}

/** A heading that is written as it would be computed need not be kept, where notes make sure that it is. */
function forgetComputedHeadings(blocks: readonly ReadBlock[]): void {
  const items = blocks.filter((block): block is ReadItem => block.kind === 'item');
  const numbers = agendaNumbers(items.map((item) => item.level));
  const noted = notedItems(blocks);
  for (const [index, item] of items.entries()) {
    const computed = computedHeading(numbers[index] ?? '', inlineText(item.content));
    if (noted.has(item) && item.writtenHeading === computed) item.writtenHeading = null;
  }
}

/** The items that have notes under them or under a sub-item. */
function notedItems(blocks: readonly ReadBlock[]): Set<ReadItem> {
  const noted = new Set<ReadItem>();
  let top: ReadItem | null = null;
  let last: ReadItem | null = null;
  for (const block of blocks) {
    if (block.kind === 'item') {
      last = block;
      if (block.level === 1) top = block;
    } else {
      if (last !== null) noted.add(last);
      if (top !== null) noted.add(top);
    }
  }
  return noted;
}

/** Two headings for one item: the blocks of the second follow those of the first, also those still to come. */
function mergeLater(earlier: ReadBlock[], blocks: ReadBlock[]): ReadBlock[] {
  blocks.unshift(...earlier);
  return blocks;
}

function firstLine(piece: Piece | undefined): number | null {
  if (piece === undefined) return null;
  if (piece.kind === 'verbatim' || piece.kind === 'quote') return piece.lines[0]?.number ?? null;
  return piece.line.number;
}

function rawText(lines: readonly SourceLine[], from: number, to: number): string {
  return lines
    .slice(from - 1, to - 1)
    .map((line) => line.raw)
    .join('\n')
    .trimEnd();
}
