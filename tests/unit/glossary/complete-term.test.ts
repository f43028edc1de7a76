import { describe, expect, it, test } from 'vitest';
import { completeTerm } from '#lib/glossary/complete-term.ts';
import type { GlossaryTerm } from '#lib/glossary/glossary-term.ts';

const term = (form: string): GlossaryTerm => ({ form, others: [], meaning: '' });
const terms = ['Kelpnet', 'Kelpnet relay', 'data sync', 'TideClock', 'thermistor', 'Mola'].map(term);
const never = (_form: string): number => -1;

function rest(typed: string, lastUse = never): string | null {
  return completeTerm(typed, terms, lastUse)?.rest ?? null;
}

describe('a term', () => {
  test.each([
    ['Kel', 'pnet'],
    ['we moved kelp', 'net'],
    ['we moved (KELP', 'net'],
    ['the Tid', 'eClock'],
    ['a ther', 'mistor'],
    ['the data s', 'ync'],
    ['the data', ' sync'],
    ['Kelpnet', ' relay'],
    ['a kelpnet re', 'lay'],
  ])('is completed behind "%s"', (typed, expected) => {
    expect(rest(typed)).toBe(expected);
  });

  test.each([
    ['too few letters', 'we Ke'],
    ['too few letters in another case', 'we kel'],
    ['nothing that taking it would spare', 'Kelpnet rela'],
    ['a term that is too short', 'Mol'],
    ['no word', 'Kel '],
    ['a word that only ends so', 'unkelp'],
    ['a handle', '@kelp'],
    ['an address', 'https://kelp'],
    ['a word with a hyphen', 'js-kelp'],
    ['an everyday word', 'and the'],
    ['another word', 'kelt'],
  ])('is not completed behind %s', (_why, typed) => {
    expect(rest(typed)).toBe(null);
  });

  it('says where its word begins and how it is written', () => {
    expect(completeTerm('so the DATA s', terms, never)).toEqual({ form: 'data sync', from: 7, rest: 'ync' });
  });

  it('needs a letter less once it was used in the call', () => {
    const used = (form: string): number => (form === 'TideClock' ? 3 : -1);
    expect(rest('at tid', used)).toBe('eClock');
    expect(rest('at Ti', used)).toBe('deClock');
    expect(rest('at ti', used)).toBe(null);
  });

  it('is the one used last, and the shortest of those never used', () => {
    expect(rest('kelp')).toBe('net');
    expect(rest('kelp', (form) => (form === 'Kelpnet relay' ? 40 : 12))).toBe('net relay');
  });
});
