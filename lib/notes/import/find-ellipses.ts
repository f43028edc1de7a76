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
 * Those of the ellipses of a text that can only mean missed speech: it is all there is, it stands beside a
 * clock time, or a speaker's text begins with it. Elsewhere it may as well be a sentence trailing off.
 */
export function plainGaps(text: string, labelled: boolean): Found[] {
  const ellipses = findEllipses(text);
  const first = text.search(/[^\s.…]/u);
  const [opening] = ellipses;
  return ellipses.filter((found) => {
    if (first < 0) return true;
    if (CLOCK_BEHIND.test(text.slice(found.end, found.end + 12))) return true;
    if (CLOCK_BEFORE.test(text.slice(Math.max(0, found.start - 8), found.start))) return true;
    return labelled && found === opening && found.start < first && glyphOf(found) === '…';
  });
}

/** How an ellipsis is written. */
export function glyphOf(found: Found): Glyph {
  return found.text.startsWith('…') ? '…' : '...';
}
