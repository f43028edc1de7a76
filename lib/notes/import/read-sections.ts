import { inlineText } from './inline-text.ts';
import { isPlaceholder } from '#lib/notes/is-placeholder.ts';
import { isDateLine } from './read-header.ts';
import { matchHeadings, titleSimilarity } from './match-headings.ts';
import { LETTER_DEPTH, type ParaPiece, type Piece } from './read-pieces.ts';
import { timeboxOnly } from './parse-timebox.ts';
import type { NotesFormat, ReadItem } from './read-types.ts';

export type Section = {
  /** Index of the heading among the pieces. */
  index: number;
  line: number;
  underline: number | null;
  /** As written, number included. */
  written: string;
  /** The number as written, such as `2a`; null without one. */
  key: string | null;
  title: string;
  level: 1 | 2;
  /** Nesting as written: the depth of its heading. */
  depth: number;
  /** A line below that says nothing but the timebox. */
  box: { index: number; line: number; minutes: number; text: string } | null;
};

const KEYED = /^(\d{1,2})\s?([a-z])?(?:[.)]|\s|$)\s*(.*)$/u;
/** How alike an unnumbered line must be to an agenda item to count as its heading. */
const SURE_TITLE = 0.8;
/** List items that are agenda items because a timebox hangs on them. */
const BOXED_DEPTH = 9;

/** The headings of the notes from piece `from` on. `isSpeech` keeps a speaker's heading-like line out. */
export function findSections(
  pieces: readonly Piece[],
  from: number,
  format: NotesFormat,
  agenda: readonly ReadItem[],
  isSpeech: (text: string) => boolean,
): Section[] {
  const titles = agenda.map((item) => inlineText(item.content));
  const found: Section[] = [];
  for (let index = from; index < pieces.length; index += 1) {
    const piece = pieces[index];
    if (piece === undefined) continue;
    if (piece.kind === 'heading' && !isSpeech(piece.text)) {
      const { key, title } = splitKey(piece.text.replace(/^(\([^()]{1,20}\)\s*)?topic:\s*/iu, '$1'));
      found.push({
        ...place(index, piece.line.number),
        underline: piece.underline,
        written: piece.text,
        key,
        title,
        level: 1,
        depth: piece.depth,
      });
    } else if (piece.kind === 'para') {
      const box = format === 'markdown' ? boxBelow(pieces, index) : null;
      const heading = box === null ? paraHeading(piece, format, titles, isSpeech) : boxedHeading(piece);
      if (heading !== null) found.push({ ...place(index, piece.line.number), ...heading, box });
    }
  }
  return levelled(found);
}

function place(index: number, line: number): Pick<Section, 'index' | 'line' | 'underline' | 'box'> {
  return { index, line, underline: null, box: null };
}

/** The line under a list item that gives its timebox: `* Topic` and, nested, `- 5 minute timebox`. */
function boxBelow(pieces: readonly Piece[], index: number): Section['box'] {
  const [piece, below] = [pieces[index], pieces[index + 1]];
  if (piece?.kind !== 'para' || piece.line.marker === null || piece.depth !== 0) return null;
  if (below?.kind !== 'para' || below.line.marker === null || below.depth !== 1) return null;
  const minutes = timeboxOnly(below.line.text);
  const { number: line, text } = below.line;
  return minutes === null ? null : { index: index + 1, line, minutes, text };
}

function boxedHeading({ line }: ParaPiece): HeadingParts {
  return { written: line.text, key: null, title: line.text, level: 2, depth: BOXED_DEPTH };
}

type HeadingParts = Pick<Section, 'written' | 'key' | 'title' | 'level' | 'depth'>;

function paraHeading(
  piece: ParaPiece,
  format: NotesFormat,
  titles: readonly string[],
  isSpeech: (text: string) => boolean,
): HeadingParts | null {
  const { line } = piece;
  const written = line.body;
  if (line.indent > 0 || line.marker?.kind === 'bullet' || written.length > 160) return null;
  if (isDateLine(written) && piece.blankAfter && piece.blankBefore) {
    return { written, key: null, title: written.replace(/\*\*/gu, ''), level: 1, depth: 1 };
  }
  if (format === 'markdown') {
    const lettered = /^([A-Z])\)\s+(.+)$/u.exec(written);
    if (lettered === null || isSpeech(lettered[2] ?? '')) return null;
    return { written, key: lettered[1] ?? null, title: lettered[2] ?? '', level: 2, depth: LETTER_DEPTH };
  }
  if (!piece.blankBefore || !piece.blankAfter || isPlaceholder(written) || isSpeech(written)) return null;
  const keyed = KEYED.exec(written);
  if (keyed !== null) {
    const key = `${keyed[1] ?? ''}${keyed[2] ?? ''}`;
    const level = keyed[2] === undefined ? 1 : 2;
    return { written, key, title: keyed[3] ?? '', level, depth: level };
  }
  if (!titles.some((title) => titleSimilarity(written, title) >= SURE_TITLE)) return null;
  return { written, key: null, title: written, level: 1, depth: 1 };
}

/** The number in front of a Markdown heading, and the title behind it. */
function splitKey(heading: string): { key: string | null; title: string } {
  const text = heading.replace(/\s*:\s*$/u, '');
  const found = /^(?:(\d{1,2}[a-z]?)[.)]|(\d{1,2}[a-z]))\s+(.+)$/u.exec(text);
  return found === null
    ? { key: null, title: text }
    : { key: found[1] ?? found[2] ?? null, title: found[3] ?? '' };
}

/** The outermost headings become the first level, all others the second. */
function levelled(sections: Section[]): Section[] {
  const outer = Math.min(...sections.map((section) => section.depth));
  return sections.map((section) => ({ ...section, level: section.depth === outer ? 1 : 2 }));
}

export type Outline = {
  items: ReadItem[];
  /** For each section the item it belongs to, and how that was found. */
  placed: { item: ReadItem; by: 'text' | 'order' | 'new' }[];
};

/** The agenda with the headings of the notes laid onto it; headings it lacks become items of their own. */
export function outline(
  agenda: readonly ReadItem[],
  sections: readonly Section[],
  create: (section: Section) => ReadItem,
): Outline {
  const matches = matchHeadings(
    sections.map((section) => ({ text: section.title, level: section.level })),
    agenda.map((item) => ({ text: inlineText(item.content), level: item.level })),
  );
  const placed: Outline['placed'] = [];
  const behind = new Map<ReadItem | null, ReadItem[]>();
  const subtreeEnds = lastOfSubtrees(agenda);
  let anchor: ReadItem | null = null;
  for (const [index, section] of sections.entries()) {
    const match = matches[index] ?? null;
    const matched = match === null ? undefined : agenda[match.item];
    if (match !== null && matched !== undefined) {
      matched.writtenHeading = section.written;
      matched.sourceLines.push(...sectionLines(section));
      placed.push({ item: matched, by: match.by });
      anchor = matched;
    } else {
      const item = create(section);
      placed.push({ item, by: 'new' });
      const key = section.level === 1 && anchor !== null ? (subtreeEnds.get(anchor) ?? anchor) : anchor;
      const others = behind.get(key);
      if (others === undefined) behind.set(key, [item]);
      else others.push(item);
    }
  }
  const items = [
    ...(behind.get(null) ?? []),
    ...agenda.flatMap((item) => [item, ...(behind.get(item) ?? [])]),
  ];
  return { items, placed };
}

/** The lines of the source that a heading takes. */
export function sectionLines(section: Section): number[] {
  return [section.line, section.underline, section.box?.line].filter(
    (line) => line !== null && line !== undefined,
  );
}

/** For each item of the agenda the last of the sub-items that stand with it. */
function lastOfSubtrees(agenda: readonly ReadItem[]): Map<ReadItem, ReadItem> {
  const ends = new Map<ReadItem, ReadItem>();
  let end: ReadItem | null = null;
  for (const item of agenda.toReversed()) {
    end ??= item;
    ends.set(item, end);
    if (item.level === 1) end = null;
  }
  return ends;
}
