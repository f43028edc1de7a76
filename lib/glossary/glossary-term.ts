/** A term as the people of a series write it. */
export type GlossaryTerm = {
  /** As it is to be written, upper and lower case included. */
  form: string;
  /** Forms that are wrong, or only spoken: `wacoo`, `waku 2`. */
  others: readonly string[];
  /** What it means, in one line; empty when nobody has said. */
  meaning: string;
};

/** A term as a series has it. */
export type StoredTerm = GlossaryTerm & { id: string };

/** How many terms a series may have. */
export const MAX_TERMS = 500;
/** How many other forms a term may have. */
export const MAX_OTHERS = 12;
/** Longest form, in characters. */
export const MAX_FORM_LENGTH = 60;
/** Longest meaning, in characters. */
export const MAX_MEANING_LENGTH = 200;

/** What two spellings of one term have in common: single spaces, case folded. A series has one term of each key. */
export function termKey(form: string): string {
  return form.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();
}
