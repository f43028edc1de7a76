import { termKey, type GlossaryTerm } from './glossary-term.ts';
import { wordsIn } from './term-words.ts';

export type TermIndex = {
  /** Forms by what they sound like: their words run together, case folded. */
  bySound: ReadonlyMap<string, readonly { term: GlossaryTerm; form: string; wrong: boolean }[]>;
  /** The words of each term's own form, by the letter that begins it. */
  spelled: ReadonlyMap<string, readonly { term: GlossaryTerm; words: readonly string[] }[]>;
  /** Every word that stands in a form. */
  words: ReadonlySet<string>;
  /** Words of the longest form, counted as somebody may write it. */
  longest: number;
};

/** How many words a form that is one may fall into. */
const SPLIT = 3;

/** Terms arranged for reading a text once. A form that is right for one term is wrong for none. */
export function termIndex(terms: readonly GlossaryTerm[]): TermIndex {
  const bySound = new Map<string, { term: GlossaryTerm; form: string; wrong: boolean }[]>();
  const spelled = new Map<string, { term: GlossaryTerm; words: string[] }[]>();
  const words = new Set<string>();
  let longest = 0;
  for (const term of terms) {
    for (const [nth, form] of [term.form, ...term.others].entries()) {
      const parts = wordsIn(form).map((word) => word.lower);
      const sound = parts.join('');
      if (sound === '') continue;
      const others = bySound.get(sound) ?? [];
      bySound.set(sound, [...others, { term, form, wrong: nth > 0 }]);
      const letter = sound.charAt(0);
      if (nth === 0) spelled.set(letter, [...(spelled.get(letter) ?? []), { term, words: parts }]);
      for (const part of parts) words.add(part);
      longest = Math.max(longest, parts.length, SPLIT);
    }
  }
  return { bySound, spelled, words, longest };
}

/** What tells a term from others. */
export function spelledAs(term: GlossaryTerm | null): string {
  return term === null ? '' : termKey(term.form);
}
