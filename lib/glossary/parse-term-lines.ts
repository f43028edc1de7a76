import { isAppError } from '#lib/errors.ts';
import { termKey, type GlossaryTerm } from './glossary-term.ts';
import { parseTerm } from './parse-term.ts';

export type ReadTermLines = {
  terms: GlossaryTerm[];
  /** Lines that could not be read, as `Line 3: Use at most 60 characters.` */
  problems: string[];
};

/**
 * The terms of pasted lines, one a line: `Waku: wacoo, waku 2`, or the term alone. Bullets and empty lines are left
 * out; of a term that stands there twice the other forms are put together.
 */
export function parseTermLines(text: string): ReadTermLines {
  const terms = new Map<string, GlossaryTerm>();
  const problems: string[] = [];
  for (const [index, line] of text.split(/\r\n|[\n\r]/u).entries()) {
    const written = line.replace(/^\s*(?:[-*•–]\s+)?/u, '').trim();
    if (written === '') continue;
    const colon = written.search(/[:：]/u);
    const form = colon === -1 ? written : written.slice(0, colon);
    const others = colon === -1 ? '' : written.slice(colon + 1);
    try {
      const term = parseTerm({ form, others, meaning: '' });
      const before = terms.get(termKey(term.form));
      const all = [...(before?.others ?? []), ...term.others].join(',');
      terms.set(termKey(term.form), parseTerm({ form: before?.form ?? term.form, others: all, meaning: '' }));
    } catch (error) {
      if (!isAppError(error, 'invalid')) throw error;
      problems.push(`Line ${String(index + 1)}: ${Object.values(error.details)[0] ?? error.message}`);
    }
  }
  return { terms: [...terms.values()], problems };
}
