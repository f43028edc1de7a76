import { describe, expect, it, test } from 'vitest';
import { findMisspelledTerms } from '#lib/glossary/find-misspelled-terms.ts';
import type { GlossaryTerm } from '#lib/glossary/glossary-term.ts';

const term = (form: string, ...others: string[]): GlossaryTerm => ({ form, others, meaning: '' });
const terms = [
  term('Kelpnet', 'calp net', 'kelpnet 2'),
  term('Kelpnet relay'),
  term('DataSync'),
  term('tide table'),
  term('libkelp'),
  term('Status'),
  term('Mola', 'moola'),
  term('KIP-12'),
];

/** `written > form` for each place found in the lines. */
function found(...texts: string[]): string[] {
  const lines = texts.map((text, index) => ({ id: `l${String(index)}`, text }));
  return findMisspelledTerms(lines, terms, ['Kelpnat Olsen']).map(({ lineId, from, to, written, term }) => {
    expect(lines.find(({ id }) => id === lineId)?.text.slice(from, to)).toBe(written);
    return `${written} > ${term.form}`;
  });
}

describe('a misspelled term', () => {
  test.each([
    ['one of its other forms', 'we moved to calp net today', 'calp net > Kelpnet'],
    ['another form in another case', 'Calp Net is down', 'Calp Net > Kelpnet'],
    ['another form that begins with the right one', 'now Kelpnet 2 is here', 'Kelpnet 2 > Kelpnet'],
    ['another case', 'the kelpnet is up', 'kelpnet > Kelpnet'],
    ['capitals', 'KELPNET is up', 'KELPNET > Kelpnet'],
    ['two words for one', 'the data sync runs', 'data sync > DataSync'],
    ['a hyphen', 'the Data-Sync runs', 'Data-Sync > DataSync'],
    ['one word for two', 'see the tidetable', 'tidetable > tide table'],
    ['a letter too many', 'Kelppnet is down', 'Kelppnet > Kelpnet'],
    ['a letter too few', 'Kelnet is down', 'Kelnet > Kelpnet'],
    ['another letter', 'kelpnot is down', 'kelpnot > Kelpnet'],
    ['two letters that changed places', 'Kelpent is down', 'Kelpent > Kelpnet'],
    ['a wrong letter in one of its words', 'a kelpnet realy', 'kelpnet realy > Kelpnet relay'],
    ['a wrong letter behind a term that is right', 'a Kelpnet realy', 'Kelpnet realy > Kelpnet relay'],
    ['a number run together', 'about KIP 12', 'KIP 12 > KIP-12'],
  ])('is found by %s', (_how, text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  it('is found at every place, in the order of reading', () => {
    expect(found('kelpnet and Kelpnet', 'moola, MOLA')).toEqual([
      'kelpnet > Kelpnet',
      'moola > Mola',
      'MOLA > Mola',
    ]);
  });

  test.each([
    ['as it is to be written', 'Kelpnet, the Kelpnet relay and its tide table on DataSync'],
    ['with an ending', 'Kelpnet’s relays and two Kelpnets'],
    ['at the start of a sentence', 'Libkelp is out. Tide table next. Libkelp too'],
    ['as everyday words', 'the status of this'],
    ['with a hyphen before a third word', 'the tide-table page'],
    ['inside an address', 'see kelpnet.org and https://x.example/kelpnet and mail@kelpnet'],
    ['inside a word with hyphens', 'js-kelpnet and kelpnet-tools'],
    ['as a handle or a tag', '@kelpnet #kelpnet'],
    ['in quotation marks and code', 'they say “kelpnet” for `kelpnet`'],
    ['as somebody’s name', 'ask Kelpnat'],
    ['with another number', 'about KIP-13 and KIP 21'],
    ['with two wrong letters', 'Kulpnot is down'],
    ['as a short word that is near', 'mole and moya'],
    ['again and again', 'kelpnot kelpnot kelpnot'],
  ])('is not one that stands %s', (_how, text) => {
    expect(found(text)).toEqual([]);
  });

  it('does not know which was meant between two terms', () => {
    const near = [term('Mooring'), term('Moorins')];
    expect(findMisspelledTerms([{ id: 'a', text: 'the Moorinx' }], near)).toEqual([]);
  });

  it('is never what is right for another term', () => {
    const both = [term('Kelp', 'Alga'), term('Alga')];
    expect(findMisspelledTerms([{ id: 'a', text: 'Alga' }], both)).toEqual([]);
  });

  it('is nowhere without terms', () => {
    expect(findMisspelledTerms([{ id: 'a', text: 'kelpnet' }], [])).toEqual([]);
  });
});
