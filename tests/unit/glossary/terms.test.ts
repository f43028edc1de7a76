import { describe, expect, it, test } from 'vitest';
import { isAppError } from '#lib/errors.ts';
import { MAX_FORM_LENGTH, MAX_MEANING_LENGTH, termKey } from '#lib/glossary/glossary-term.ts';
import { parseTermLines } from '#lib/glossary/parse-term-lines.ts';
import { parseTerm, type WrittenTerm } from '#lib/glossary/parse-term.ts';

const written = (change: Partial<WrittenTerm>): WrittenTerm => ({
  form: 'Kelpnet',
  others: '',
  meaning: '',
  ...change,
});

function problems(change: Partial<WrittenTerm>): string[] {
  try {
    parseTerm(written(change));
  } catch (error) {
    if (isAppError(error, 'invalid')) return Object.keys(error.details);
    throw error;
  }
  return [];
}

describe('a written term', () => {
  it('has its spaces in order and says nothing twice', () => {
    expect(
      parseTerm({
        form: '  Kelp \n net ',
        others: 'kelp net, calp net,, Calp  Net ,k2',
        meaning: ' The  buoys’ network. ',
      }),
    ).toEqual({ form: 'Kelp net', others: ['Calp Net', 'k2'], meaning: 'The buoys’ network.' });
  });

  test.each<[string, Partial<WrittenTerm>, string[]]>([
    ['no form', { form: ' ' }, ['form']],
    ['one letter', { form: 'K' }, ['form']],
    ['signs alone', { form: '--' }, ['form']],
    ['a form that is too long', { form: 'k'.repeat(MAX_FORM_LENGTH + 1) }, ['form']],
    ['another form that is too long', { others: `k2, ${'k'.repeat(MAX_FORM_LENGTH + 1)}` }, ['others']],
    ['too many other forms', { others: 'aa,bb,cc,dd,ee,ff,gg,hh,ii,jj,kk,ll,mm' }, ['others']],
    ['a meaning that is too long', { meaning: 'k'.repeat(MAX_MEANING_LENGTH + 1) }, ['meaning']],
    ['the longest of everything', { form: 'k'.repeat(MAX_FORM_LENGTH) }, []],
  ])('with %s is told so at its field', (_what, change, fields) => {
    expect(problems(change)).toEqual(fields);
  });

  it('is the same in another case, with other spaces and other code points', () => {
    expect(termKey(' KELP\u00a0 Net')).toBe(termKey('kelp net'));
    expect(termKey('Cafe\u0301')).toBe(termKey('café'));
  });
});

describe('pasted lines', () => {
  it('are terms with their other forms, whatever bullets stand before them', () => {
    expect(parseTermLines('Kelpnet: calpnet, kelp net 2\r\n\n- TideClock\n• Mooring: moring\n')).toEqual({
      terms: [
        { form: 'Kelpnet', others: ['calpnet', 'kelp net 2'], meaning: '' },
        { form: 'TideClock', others: [], meaning: '' },
        { form: 'Mooring', others: ['moring'], meaning: '' },
      ],
      problems: [],
    });
  });

  it('put the other forms of one term together', () => {
    expect(parseTermLines('Kelpnet: a1\nkelpnet: b2').terms).toEqual([
      { form: 'Kelpnet', others: ['a1', 'b2'], meaning: '' },
    ]);
  });

  it('say which line could not be read, and the others are kept', () => {
    const read = parseTermLines(`Kelpnet\n: calpnet\n${'k'.repeat(99)}\nMooring`);
    expect(read.terms.map(({ form }) => form)).toEqual(['Kelpnet', 'Mooring']);
    expect(read.problems).toEqual(['Line 2: Write the term.', 'Line 3: Use at most 60 characters.']);
  });
});
