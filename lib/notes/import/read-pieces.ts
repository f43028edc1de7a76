import type { NotesFormat } from './read-types.ts';
import { isRule, type SourceLine } from './scan-lines.ts';

export type HeadingPiece = {
  kind: 'heading';
  line: SourceLine;
  depth: number;
  text: string;
  underline: number | null;
};
export type ParaPiece = {
  kind: 'para';
  line: SourceLine;
  /** List nesting, 0 at the margin. */
  depth: number;
  /** Whether this goes on with the line above: no list marker, and no blank line or a deeper indent between. */
  joins: boolean;
  blankBefore: boolean;
  blankAfter: boolean;
};
export type VerbatimPiece = {
  kind: 'verbatim';
  lines: SourceLine[];
  language: string | null;
  what: 'code' | 'other';
};
export type QuotePiece = { kind: 'quote'; lines: SourceLine[] };
export type RulePiece = { kind: 'rule'; line: SourceLine };
export type Piece = HeadingPiece | ParaPiece | VerbatimPiece | QuotePiece | RulePiece;

const HASH = /^(#{1,6})(?:\s+|$)(.*)$/u;
const TOPIC = /^(?:\([^()]{1,20}\)\s*)?topic:\s*\S/iu;
const FENCE = /^(`{3,}|~{3,})\s*([^`]*)$/u;
const DEFINITION = /^\[[^\]]{1,200}\]:\s+\S+(?:\s+["'(].*)?$/u;
const HTML = /^<(?:!--|\/?[a-z][a-z0-9-]*(?:[\s/>]|$))/iu;
/** Headings that are not written with `#`: `Topic:` lines and lettered parts. */
export const TOPIC_DEPTH = 7;
export const LETTER_DEPTH = 8;

/** The file as a list of headings, lines, verbatim blocks, quotes and rules, in order. */
export function readPieces(lines: readonly SourceLine[], format: NotesFormat): Piece[] {
  const pieces: Piece[] = [];
  const nesting = new Nesting(format);
  let index = frontMatter(lines, format, pieces);
  while (index < lines.length) {
    const line = lines[index];
    if (line === undefined || line.blank) {
      index += 1;
      continue;
    }
    const taken = format === 'markdown' ? markdownPiece(lines, index, pieces) : 0;
    if (taken > 0) {
      const piece = pieces.at(-1);
      if (piece?.kind === 'heading') nesting.reset();
      else if (piece !== undefined) nesting.cut();
      index += taken;
      continue;
    }
    pieces.push(nesting.place(line, lines[index - 1]?.blank ?? true, lines[index + 1]?.blank ?? true));
    index += 1;
  }
  return pieces;
}

/** How many lines the piece at `index` takes; 0 when it is an ordinary line. */
function markdownPiece(lines: readonly SourceLine[], index: number, pieces: Piece[]): number {
  const line = lines[index];
  if (line === undefined) return 0;
  const { body } = line;
  const hash = line.indent < 4 ? HASH.exec(body) : null;
  if (hash !== null) {
    const text = (hash[2] ?? '').replace(/\s+#+$/u, '').trim();
    pieces.push({ kind: 'heading', line, depth: (hash[1] ?? '').length, text, underline: null });
    return 1;
  }
  const fence = FENCE.exec(body);
  if (fence !== null) return takeFence(lines, index, fence[1] ?? '', (fence[2] ?? '').trim(), pieces);
  if (isRule(body)) {
    pieces.push({ kind: 'rule', line });
    return 1;
  }
  if (line.marker !== null) return 0;
  const underlined = setext(lines, index, pieces);
  if (underlined > 0) return underlined;
  if (TOPIC.test(body)) {
    pieces.push({ kind: 'heading', line, depth: TOPIC_DEPTH, text: line.text, underline: null });
    return 1;
  }
  if (body.startsWith('>')) return takeWhile(lines, index, (raw) => raw.startsWith('>'), 'quote', pieces);
  if (body.startsWith('|')) return takeWhile(lines, index, (raw) => raw.startsWith('|'), 'table', pieces);
  if (DEFINITION.test(body))
    return takeWhile(lines, index, (raw) => DEFINITION.test(raw), 'definitions', pieces);
  if (HTML.test(body)) return takeWhile(lines, index, (raw) => raw !== '', 'html', pieces);
  return 0;
}

function takeWhile(
  lines: readonly SourceLine[],
  index: number,
  belongs: (body: string) => boolean,
  what: 'quote' | 'table' | 'definitions' | 'html',
  pieces: Piece[],
): number {
  let end = index;
  while (end < lines.length && belongs(lines[end]?.body ?? '')) end += 1;
  const taken = lines.slice(index, end);
  if (what === 'quote') pieces.push({ kind: 'quote', lines: taken });
  else pieces.push({ kind: 'verbatim', lines: taken, language: null, what: 'other' });
  return end - index;
}

function takeFence(
  lines: readonly SourceLine[],
  index: number,
  fence: string,
  language: string,
  pieces: Piece[],
): number {
  let end = index + 1;
  while (end < lines.length && !closes(lines[end]?.body ?? '', fence)) end += 1;
  const taken = lines.slice(index, Math.min(end + 1, lines.length));
  pieces.push({ kind: 'verbatim', lines: taken, language: language === '' ? null : language, what: 'code' });
  return taken.length;
}

function closes(body: string, fence: string): boolean {
  return body.length >= fence.length && body === fence.charAt(0).repeat(body.length);
}

/** A heading underlined with `===` or `---`. */
function setext(lines: readonly SourceLine[], index: number, pieces: Piece[]): number {
  const line = lines[index];
  const under = lines[index + 1]?.body ?? '';
  const bar = under.length >= 3 && (/^=+$/u.test(under) || /^-+$/u.test(under));
  if (line === undefined || !bar || lines[index - 1]?.blank === false) return 0;
  const depth = under.startsWith('=') ? 1 : 2;
  pieces.push({ kind: 'heading', line, depth, text: line.text, underline: line.number + 1 });
  return 2;
}

function frontMatter(lines: readonly SourceLine[], format: NotesFormat, pieces: Piece[]): number {
  if (format !== 'markdown' || lines[0]?.body !== '---') return 0;
  const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)$/u.test(line.body));
  const shaped = lines.slice(1, end).every((line) => line.blank || /^(?:\s|#|-|[\w-]+\s*:)/u.test(line.raw));
  if (end < 1 || !shaped) return 0;
  pieces.push({ kind: 'verbatim', lines: lines.slice(0, end + 1), language: 'yaml', what: 'other' });
  return end + 1;
}

/** Keeps the indents of the list items that are open, to tell how deep a line stands. */
class Nesting {
  readonly #format: NotesFormat;
  #open: number[] = [];

  constructor(format: NotesFormat) {
    this.#format = format;
  }

  reset(): void {
    this.#open = [];
  }

  /** Forgets the margin's own text, so that a list behind a table is not taken for its child. */
  cut(): void {
    this.#open = this.#open.filter((indent) => indent > 0);
  }

  place(line: SourceLine, blankBefore: boolean, blankAfter: boolean): ParaPiece {
    const top = this.#open.at(-1);
    const deeper = top !== undefined && line.indent > top;
    if (line.marker === null && (!blankBefore || deeper)) {
      const depth = Math.max(0, this.#open.length - 1);
      return { kind: 'para', line, depth, joins: true, blankBefore, blankAfter };
    }
    if (this.#format === 'forum' && isNumberedHeading(line, blankBefore, blankAfter)) {
      this.#open = [];
      return { kind: 'para', line, depth: 0, joins: false, blankBefore, blankAfter };
    }
    while (this.#open.length > 0 && (this.#open.at(-1) ?? 0) >= line.indent) this.#open.pop();
    const depth = Math.min(9, this.#open.length);
    if (line.marker !== null || this.#format === 'markdown') this.#open.push(line.indent);
    return { kind: 'para', line, depth, joins: false, blankBefore, blankAfter };
  }
}

/** `4. Specs` at the margin between blank lines: a heading, or a list of one that nothing hangs on. */
function isNumberedHeading(line: SourceLine, blankBefore: boolean, blankAfter: boolean): boolean {
  return line.marker?.kind === 'number' && line.indent === 0 && blankBefore && blankAfter;
}
