/** What is looked for: literal text, no pattern. */
export type TextSearch = { query: string; matchCase: boolean; wholeWords: boolean };

/** Characters `from` up to `to` of a text. */
export type FoundText = { from: number; to: number };

/**
 * Finds a search in one text after the other: the matches in reading order, none overlapping the one before. A space
 * finds a no-break space as well. A query without any character finds nothing.
 */
export function textFinder(search: TextSearch): (text: string) => FoundText[] {
  if (search.query === '') return () => [];
  const pattern = patternOf(search);
  return (text) =>
    Array.from(text.matchAll(pattern), (match) => ({ from: match.index, to: match.index + match[0].length }));
}

function patternOf({ query, matchCase, wholeWords }: TextSearch): RegExp {
  const literal = query.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`).replaceAll(' ', '[ \u00A0]');
  const word = String.raw`[\p{L}\p{M}\p{N}_]`;
  // A query that begins or ends with something else than a word's character needs no word's end there.
  const before = wholeWords && new RegExp(`^${word}`, 'u').test(query) ? `(?<!${word})` : '';
  const after = wholeWords && new RegExp(`${word}$`, 'u').test(query) ? `(?!${word})` : '';
  return new RegExp(`${before}${literal}${after}`, matchCase ? 'gu' : 'giu');
}
