import { AppError } from '#lib/errors.ts';

export type Marker =
  { kind: 'bullet' } | { kind: 'number'; value: string } | { kind: 'letter'; value: string };

export type SourceLine = {
  /** From 1, as an editor counts. */
  number: number;
  /** As written, without the line end. */
  raw: string;
  /** Columns of white space before the first character; a tab is four. */
  indent: number;
  /** What makes this a list item; null otherwise. */
  marker: Marker | null;
  /** The line without indent, invisible characters and long runs of blanks. */
  body: string;
  /** The body without its marker. */
  text: string;
  blank: boolean;
};

export const importMaxCharacters = 3_000_000;
export const importMaxLines = 60_000;

/** Stands for a gap, stamp or mention while a line is read; never legal in text. */
export const SLOT = '\uFDD0';

const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF\u00AD]/gu;
const ODD_SPACE = /[\u00A0\u2000-\u200A\u202F\u205F\u3000]/gu;
const UNFIT = /[^\P{Cc}\t\n\r]|[\uFDD0-\uFDEF\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** No person types this many blanks in a row; patterns that look for blanks would be slow on them. */
const LONG_SPACE = /\s{17,}/gu;

const BULLET = /^([-*+•◦▪‣·–])(?:\s+|$)/u;
const NUMBER = /^(\d{1,3})[.)](?:\s+|$)/u;
const LETTER = /^([a-z])[.)](?:\s+|$)/u;

/**
 * The lines of a text file, numbered, with list marker and text told apart.
 * @throws AppError `too_large` above the size limits, `invalid` when it is empty or not text.
 */
export function scanLines(source: string): SourceLine[] {
  if (source.length > importMaxCharacters) {
    throw new AppError('too_large', {
      message: `The file is too long: ${String(source.length)} characters, ${String(importMaxCharacters)} at most.`,
    });
  }
  const odd = source.match(UNFIT)?.length ?? 0;
  const lost = source.match(/\uFFFD/gu)?.length ?? 0;
  if (source.includes('\0') || odd + lost > 8 + source.length / 50) {
    throw new AppError('invalid', { message: 'The file is not text in UTF-8. Nothing was imported.' });
  }
  if (/^\uFEFF?WEBVTT\b/u.test(source)) {
    throw new AppError('invalid', { message: 'The file is a transcript, not notes. Nothing was imported.' });
  }
  const rows = source
    .replace(/^\uFEFF/u, '')
    .replace(UNFIT, '\uFFFD')
    .replace(/[\u2028\u2029]/gu, ' ')
    .split(/\r\n|\n|\r/u);
  if (rows.length > importMaxLines) {
    throw new AppError('too_large', {
      message: `The file has too many lines: ${String(rows.length)}, ${String(importMaxLines)} at most.`,
    });
  }
  const lines = rows.map((raw, index) => scanLine(raw, index + 1));
  if (lines.every((line) => line.blank)) {
    throw new AppError('invalid', { message: 'The file holds no text. Nothing was imported.' });
  }
  return lines;
}

function scanLine(raw: string, number: number): SourceLine {
  const clean = raw.replace(INVISIBLE, '').replace(ODD_SPACE, ' ').trimEnd();
  const start = clean.trimStart();
  const body = start.replace(LONG_SPACE, ' ');
  const indent = columns(clean.slice(0, clean.length - start.length));
  const { marker, width } = markerOf(body);
  return {
    number,
    raw,
    indent,
    marker,
    body,
    text: body.slice(width).trim(),
    blank: body === '',
  };
}

function markerOf(body: string): { marker: Marker | null; width: number } {
  const bullet = BULLET.exec(body);
  if (bullet !== null && !isRule(body)) return { marker: { kind: 'bullet' }, width: bullet[0].length };
  const number = NUMBER.exec(body);
  if (number !== null) {
    return { marker: { kind: 'number', value: number[1] ?? '' }, width: number[0].length };
  }
  const letter = LETTER.exec(body);
  if (letter !== null) {
    return { marker: { kind: 'letter', value: letter[1] ?? '' }, width: letter[0].length };
  }
  return { marker: null, width: 0 };
}

/** Whether a line only draws a rule: `---`, `***`, `* * *`, `** **`. */
export function isRule(body: string): boolean {
  const bare = body.replace(/\s+/gu, '');
  return bare.length >= 3 && (/^-+$/u.test(bare) || /^\*+$/u.test(bare) || /^_+$/u.test(bare));
}

function columns(space: string): number {
  let count = 0;
  for (const character of space) count += character === '\t' ? 4 : 1;
  return count;
}
