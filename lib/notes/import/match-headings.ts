export type Named = { text: string; level: 1 | 2 };
export type HeadingMatch = { item: number; by: 'text' | 'order' };

const SMALL = new Set([
  'the',
  'of',
  'to',
  'for',
  'and',
  'a',
  'an',
  'in',
  'on',
  'is',
  'at',
  'v',
  'version',
  'with',
  's',
]);
const LEAST = 0.35;
const SAME_LEVEL = 0.05;
/** Above this many comparisons only headings with the very same words are matched. */
const MOST_COMPARISONS = 400_000;

/**
 * The agenda item that each heading of the notes stands for: by words, keeping the order of both, then by
 * words alone, then by place between two matched neighbours. Written numbers are never looked at. Null for a
 * heading that the agenda does not have.
 */
export function matchHeadings(headings: readonly Named[], items: readonly Named[]): (HeadingMatch | null)[] {
  const headingWords = headings.map((heading) => words(heading.text));
  const itemWords = items.map((item) => words(item.text));
  const small = headings.length * items.length <= MOST_COMPARISONS;
  const score = (heading: number, item: number): number => {
    const base = similarity(headingWords[heading] ?? [], itemWords[item] ?? []);
    if (base < (small ? LEAST : 1)) return 0;
    return base + (headings[heading]?.level === items[item]?.level ? SAME_LEVEL : 0);
  };
  const matches: (HeadingMatch | null)[] = small
    ? align(headings.length, items.length, score)
    : headings.map(() => null);
  if (small) matchLeftovers(matches, items.length, score);
  else matchSameWords(matches, headingWords, itemWords);
  matchByPlace(matches, headings, items);
  return matches;
}

/** How alike two titles are, 0 to 1; 1 when they hold the same words. */
export function titleSimilarity(first: string, second: string): number {
  return similarity(words(first), words(second));
}

function words(text: string): string[] {
  const found =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{L}+|\p{N}+/gu) ?? [];
  const kept = found.filter((word) => !SMALL.has(word));
  const stems = (kept.length === 0 ? found : kept).map((word) =>
    word.length > 3 ? word.replace(/e?s$/u, '') : word,
  );
  return [...new Set(stems)];
}

function similarity(heading: readonly string[], item: readonly string[]): number {
  if (heading.length === 0 || item.length === 0) return heading.length === item.length ? 1 : 0;
  const other = new Set(item);
  const shared = heading.filter((word) => other.has(word)).length;
  return 0.6 * (shared / heading.length) + 0.4 * (shared / (heading.length + item.length - shared));
}

/** The pairing that keeps the order of both lists and is alike the most. */
function align(
  headings: number,
  items: number,
  score: (heading: number, item: number) => number,
): (HeadingMatch | null)[] {
  const best: Float64Array[] = Array.from({ length: headings + 1 }, () => new Float64Array(items + 1));
  const at = (heading: number, item: number): number => best[heading]?.[item] ?? 0;
  for (let heading = headings - 1; heading >= 0; heading -= 1) {
    const row = best[heading];
    if (row === undefined) continue;
    for (let item = items - 1; item >= 0; item -= 1) {
      const pair = score(heading, item);
      const paired = pair > 0 ? pair + at(heading + 1, item + 1) : 0;
      row[item] = Math.max(paired, at(heading + 1, item), at(heading, item + 1));
    }
  }
  const matches: (HeadingMatch | null)[] = [];
  let item = 0;
  for (let heading = 0; heading < headings; heading += 1) {
    matches.push(null);
    for (let next = item; next < items && at(heading, next) > at(heading + 1, next); next += 1) {
      const pair = score(heading, next);
      if (pair === 0 || at(heading, next) !== pair + at(heading + 1, next + 1)) continue;
      matches[heading] = { item: next, by: 'text' };
      item = next + 1;
      break;
    }
  }
  return matches;
}

/** Headings that stand out of order take the free item with the same words. */
function matchLeftovers(
  matches: (HeadingMatch | null)[],
  items: number,
  score: (heading: number, item: number) => number,
): void {
  const used = new Set(matches.map((match) => match?.item));
  for (const [heading, match] of matches.entries()) {
    if (match !== null) continue;
    for (let item = 0; item < items; item += 1) {
      if (used.has(item) || score(heading, item) < 1) continue;
      matches[heading] = { item, by: 'text' };
      used.add(item);
      break;
    }
  }
}

/** In very long lists: each heading takes the first free item with the very same words. */
function matchSameWords(
  matches: (HeadingMatch | null)[],
  headingWords: readonly string[][],
  itemWords: readonly string[][],
): void {
  const free = new Map<string, number[]>();
  for (const [item, itemWord] of itemWords.entries()) {
    const key = itemWord.join(' ');
    const others = free.get(key);
    if (others === undefined) free.set(key, [item]);
    else others.push(item);
  }
  for (const others of free.values()) others.reverse();
  for (const [heading, headingWord] of headingWords.entries()) {
    const item = free.get(headingWord.join(' '))?.pop();
    if (item !== undefined) matches[heading] = { item, by: 'text' };
  }
}

/** A heading between two matched neighbours, or at an end, takes the one free item that stands there. */
function matchByPlace(
  matches: (HeadingMatch | null)[],
  headings: readonly Named[],
  items: readonly Named[],
): void {
  const used = new Set(matches.map((match) => match?.item));
  for (const [heading, match] of matches.entries()) {
    const before = heading === 0 ? -1 : matches[heading - 1]?.item;
    const behind = heading === matches.length - 1 ? items.length : matches[heading + 1]?.item;
    if (match !== null || before === undefined || behind === undefined) continue;
    const item = before + 1;
    if (behind - before !== 2 || used.has(item) || items[item]?.level !== headings[heading]?.level) continue;
    matches[heading] = { item, by: 'order' };
    used.add(item);
  }
}
