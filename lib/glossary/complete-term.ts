import { isCommonWord } from './common-words.ts';
import type { GlossaryTerm } from './glossary-term.ts';

export type TermCompletion = {
  /** The term as it is to be written. */
  form: string;
  /** Where the word that it completes begins in `typed`. */
  from: number;
  /** What is still to be written of the form. */
  rest: string;
};

/** Letters typed before anything is offered: so many when they are written as the term begins, one more otherwise. */
const LEAST_TYPED = 3;
/** Keys that taking it must spare, the key that takes it counted. */
const LEAST_SAVING = 2;
/** How far back a word may begin that a term of several words completes. */
const MAX_WORDS = 5;
/** Where a word of prose begins: not inside an address, a handle or a word with hyphens. */
const wordStarts = /(?<=^|[\s([{"“„«‘'])[\p{L}\p{N}]/gu;

/**
 * The term that the word at the end of `typed` begins, whatever its case; null when there is none, or taking it
 * would spare nothing. `lastUse` tells where a form was last used in this call, the later the larger, and -1 when it
 * was not: what was used needs a letter less, the one used last is best, and among others the shortest.
 */
export function completeTerm(
  typed: string,
  terms: readonly GlossaryTerm[],
  lastUse: (form: string) => number,
): TermCompletion | null {
  const starts = [...typed.matchAll(wordStarts)].map((match) => match.index).slice(-MAX_WORDS);
  for (const from of starts) {
    const word = typed.slice(from);
    const [best] = terms
      .filter(({ form }) => isBegunBy(form, word))
      .map(({ form }) => ({ form, used: lastUse(form) }))
      .filter(({ form, used }) => isEnough(form, word, used >= 0))
      .toSorted((a, b) => b.used - a.used || a.form.length - b.form.length);
    if (best !== undefined) return { form: best.form, from, rest: best.form.slice(word.length) };
  }
  return null;
}

function isBegunBy(form: string, word: string): boolean {
  if (form.length - word.length - 1 < LEAST_SAVING || word.length < LEAST_TYPED - 1) return false;
  if (form.slice(0, word.length).toLowerCase() !== word.toLowerCase()) return false;
  // An everyday word is meant as it stands, unless the term goes on behind a space.
  return !isCommonWord(word.toLowerCase()) || form.startsWith(' ', word.length);
}

function isEnough(form: string, word: string, used: boolean): boolean {
  const least = LEAST_TYPED + (form.startsWith(word) ? 0 : 1) - (used ? 1 : 0);
  return Array.from(word).length >= least;
}
