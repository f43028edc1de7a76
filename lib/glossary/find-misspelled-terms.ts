import { spokenText } from '#lib/hints/spoken-text.ts';
import { isCommonWord } from './common-words.ts';
import type { GlossaryTerm } from './glossary-term.ts';
import { isOneEdit } from './one-edit.ts';
import { spelledAs, termIndex, type TermIndex } from './term-index.ts';
import { wordsIn, type PlacedWord } from './term-words.ts';

/** A line's text. What is no prose, such as code or a mention, stands in it as characters that are no letters. */
export type GlossaryLine = { id: string; text: string };

/** A place where a term is written another way: characters `from` up to `to` of the line's text. */
export type MisspelledTerm = {
  lineId: string;
  from: number;
  to: number;
  written: string;
  term: GlossaryTerm;
};

/** Letters of a word from which on one wrong letter is a slip, and not another word. */
const LEAST_FOR_SLIP = 5;
/** A slip is not made again and again: what stands there more often is a word of its own. */
const MOST_SLIPS = 2;

/**
 * Where lines write a term in one of its other forms, in another case, as two words or one, or with one wrong
 * letter. Quoted words, code and addresses are left alone, and so are everyday words and `names`, the names of people.
 */
export function findMisspelledTerms(
  lines: readonly GlossaryLine[],
  terms: readonly GlossaryTerm[],
  names: readonly string[] = [],
): MisspelledTerm[] {
  const index = termIndex(terms);
  if (index.bySound.size === 0) return [];
  const read = lines.map((line) => ({ ...line, words: wordsIn(spokenText(line.text)) }));
  const frequency = new Map<string, number>();
  for (const { lower } of read.flatMap(({ words }) => words)) {
    frequency.set(lower, (frequency.get(lower) ?? 0) + 1);
  }
  const known = new Set(names.flatMap((name) => wordsIn(name).map((word) => word.lower)));
  const mayBeSlip = ({ lower }: PlacedWord): boolean =>
    (frequency.get(lower) ?? 0) <= MOST_SLIPS &&
    !known.has(lower) &&
    !isCommonWord(lower) &&
    !index.words.has(lower);
  return read.flatMap((line) => misspelledIn(line, index, mayBeSlip));
}

function misspelledIn(
  { id, text, words }: GlossaryLine & { words: PlacedWord[] },
  index: TermIndex,
  mayBeSlip: (word: PlacedWord) => boolean,
): MisspelledTerm[] {
  const found: MisspelledTerm[] = [];
  let at = 0;
  while (at < words.length) {
    const match = longer(matchAt(text, words, at, index), slipAt(words, at, index, mayBeSlip));
    const { count, term } = match ?? { count: 1, term: null };
    const [first, last] = [words[at], words[at + count - 1]];
    if (term !== null && first !== undefined && last !== undefined) {
      const [from, to] = [first.from, last.to];
      found.push({ lineId: id, from, to, written: text.slice(from, to), term });
    }
    at += count;
  }
  return found;
}

/** How many words belong together, and the term that they should be; null when they are right as they are. */
type Match = { count: number; term: GlossaryTerm | null };

function longer(a: Match | null, b: Match | null): Match | null {
  return a === null || (b !== null && b.count > a.count) ? b : a;
}

/** What stands from a word on and sounds as a form of a term; the longest there is. */
function matchAt(text: string, words: PlacedWord[], at: number, index: TermIndex): Match | null {
  for (let count = Math.min(index.longest, words.length - at); count > 0; count -= 1) {
    const run = words.slice(at, at + count);
    const [first, last] = [run[0], run.at(-1)];
    if (first === undefined || last === undefined || !isTogether(run)) continue;
    const forms = index.bySound.get(run.map((word) => word.lower).join(''));
    if (forms === undefined) continue;
    if (first.joined || last.joinedBehind) return { count, term: null };
    const written = text.slice(first.from, last.to);
    if (forms.some(({ wrong, form }) => !wrong && form === written.replace(/\s+/gu, ' '))) {
      return { count, term: null };
    }
    const wrong = forms.find((entry) => entry.wrong);
    if (wrong !== undefined) return { count, term: wrong.term };
    const right = forms.find((entry) => !isMeantSo(text, run, entry.form));
    return { count, term: right?.term ?? null };
  }
  return null;
}

/** Whether words that sound as a term may well be right as they are written. */
function isMeantSo(text: string, run: readonly PlacedWord[], form: string): boolean {
  if (run.every((word) => isCommonWord(word.lower) || word.lower.length < 3)) return true;
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return true;
  const written = text.slice(first.from, last.to);
  // "a data-sync protocol" is how two words stand before a third.
  if (form.includes(' ') && written.replace(/[-‐‑]/gu, ' ') === form) return true;
  const capital = written.slice(0, 1).toLowerCase() + written.slice(1);
  return first.beginsSentence && capital === form;
}

/** A word, or as many as a term has, that is a term but for one letter. */
function slipAt(
  words: PlacedWord[],
  at: number,
  index: TermIndex,
  mayBeSlip: (word: PlacedWord) => boolean,
): Match | null {
  const near: Match[] = [];
  for (const { term, words: parts } of index.spelled.get(words[at]?.lower.charAt(0) ?? '') ?? []) {
    const run = words.slice(at, at + parts.length);
    if (run.length !== parts.length || !isTogether(run)) continue;
    const wrong = run.filter((word, nth) => word.lower !== parts[nth]);
    const [slip] = wrong;
    if (slip === undefined || wrong.length > 1 || run.some((word) => word.joined || word.joinedBehind))
      continue;
    if (mayBeSlip(slip) && isSlip(slip.lower, parts[run.indexOf(slip)] ?? '')) {
      near.push({ count: run.length, term });
    }
  }
  const [best] = near.toSorted((a, b) => b.count - a.count);
  // Between two terms nobody can tell which was meant.
  return near.some(({ term }) => spelledAs(term) !== spelledAs(best?.term ?? null)) ? null : (best ?? null);
}

function isSlip(written: string, meant: string): boolean {
  if (Math.min(written.length, meant.length) < LEAST_FOR_SLIP || written[0] !== meant[0]) return false;
  // Another number is another thing; a letter more or less at the end is how words are bent.
  if (written.replace(/\D/gu, '') !== meant.replace(/\D/gu, '')) return false;
  if (written.startsWith(meant) || meant.startsWith(written)) return false;
  return isOneEdit(written, meant);
}

function isTogether(run: readonly PlacedWord[]): boolean {
  return run.slice(1).every((word) => word.besideLast);
}
