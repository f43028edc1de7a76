import { AppError } from '#lib/errors.ts';
import {
  MAX_FORM_LENGTH,
  MAX_MEANING_LENGTH,
  MAX_OTHERS,
  termKey,
  type GlossaryTerm,
} from './glossary-term.ts';

/** A term as somebody typed it into a form. */
export type WrittenTerm = {
  form: string;
  /** The other forms, separated by commas. */
  others: string;
  meaning: string;
};

/**
 * The term that somebody wrote down: spaces put in order, other forms that say the same left out.
 * @throws AppError `invalid` whose details name the field and say what is wrong with it.
 */
export function parseTerm(written: WrittenTerm): GlossaryTerm {
  const form = inOneLine(written.form);
  const meaning = inOneLine(written.meaning);
  const others = otherForms(written.others, form);
  const details: Record<string, string> = {};
  const formProblem = problemOf(form);
  if (formProblem !== null) details['form'] = formProblem;
  const othersProblem = others.map(problemOf).find((problem) => problem !== null);
  if (othersProblem !== undefined) details['others'] = othersProblem;
  if (others.length > MAX_OTHERS) details['others'] = `Write at most ${String(MAX_OTHERS)} other forms.`;
  if (meaning.length > MAX_MEANING_LENGTH) {
    details['meaning'] = `Use at most ${String(MAX_MEANING_LENGTH)} characters.`;
  }
  if (Object.keys(details).length > 0) {
    throw new AppError('invalid', { message: 'The term is not right yet. Nothing was changed.', details });
  }
  return { form, others, meaning };
}

function otherForms(written: string, form: string): string[] {
  const others = new Map<string, string>();
  for (const part of written.split(',')) {
    const other = inOneLine(part);
    if (other !== '' && termKey(other) !== termKey(form)) others.set(termKey(other), other);
  }
  return [...others.values()];
}

function problemOf(form: string): string | null {
  if (form === '') return 'Write the term.';
  if (form.length > MAX_FORM_LENGTH) return `Use at most ${String(MAX_FORM_LENGTH)} characters.`;
  if (Array.from(form).length < 2 || !/[\p{L}\p{N}]/u.test(form))
    return 'Use at least two characters, one of them a letter or a digit.';
  return null;
}

function inOneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
}
