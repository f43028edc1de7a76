export type Found = { start: number; end: number; text: string };
export type Glyph = '…' | '...';

const ELLIPSIS = /(?<!\\)(?:…+|\.{3,})/gu;
const CLOCK_BEHIND = /^\s*(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)/u;
const CLOCK_BEFORE = /(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d\s*$/u;

/** Every ellipsis in a text, in order. */
export function findEllipses(text: string): Found[] {
  return [...text.matchAll(ELLIPSIS)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
    text: found[0],
  }));
}

/**
 * Whether an ellipsis can only mean missed speech: it is all there is, it stands beside a clock time, or a
 * speaker's text begins with it. Elsewhere it may as well be a sentence trailing off.
 */
export function isPlainGap(text: string, found: Found, labelled: boolean): boolean {
  const before = text.slice(0, found.start);
  const behind = text.slice(found.end);
  if (/^[\s.]*$/u.test(before) && /^[\s.]*$/u.test(behind)) return true;
  if (CLOCK_BEHIND.test(behind) || CLOCK_BEFORE.test(before.slice(-8))) return true;
  return labelled && glyphOf(found) === '…' && /^[\s.]*$/u.test(before);
}

/** How an ellipsis is written. */
export function glyphOf(found: Found): Glyph {
  return found.text.startsWith('…') ? '…' : '...';
}
