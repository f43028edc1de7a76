import * as fc from '#tests/support/fast-check.ts';
import { describe, expect, it, test } from 'vitest';
import { textFinder, type TextSearch } from '#lib/find/find-text.ts';

function found(text: string, query: string, options: Partial<TextSearch> = {}): string[] {
  const find = textFinder({ query, matchCase: false, wholeWords: false, ...options });
  return find(text).map(({ from, to }) => `${from} ${text.slice(from, to)}`);
}

describe('finding text', () => {
  test.each<[string, string, Partial<TextSearch>, string[]]>([
    ['The tide, the TIDE', 'tide', {}, ['4 tide', '14 TIDE']],
    ['The tide, the TIDE', 'tide', { matchCase: true }, ['4 tide']],
    ['tide tidemark ebbtide tide', 'tide', { wholeWords: true }, ['0 tide', '22 tide']],
    ['Ümit und ümit', 'ümit', { wholeWords: true }, ['0 Ümit', '9 ümit']],
    ['a C++ and C', 'c++', { wholeWords: true }, ['2 C++']],
    ['aaaa', 'aa', {}, ['0 aa', '2 aa']],
    ['1.5 or 1x5', '1.5', {}, ['0 1.5']],
    ['at\u00A0noon', 'at noon', {}, ['0 at\u00A0noon']],
    ['moon 🌙🌙', '🌙', {}, ['5 🌙', '7 🌙']],
    ['İstanbul, then x', 'x', {}, ['15 x']],
    ['anything', '', {}, []],
  ])('in "%s" of "%s" %o', (text, query, options, expected) => {
    expect(found(text, query, options)).toEqual(expected);
  });

  it('takes every query letter by letter, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (before, query, after) => {
        fc.pre(!`${before}${query}${after}`.includes('\u00A0'));
        const text = `${before}${query}${after}`;
        const find = textFinder({ query, matchCase: true, wholeWords: false });
        const first = find(text)[0];
        expect(first?.from).toBe(text.indexOf(query));
        expect(text.slice(first?.from, first?.to)).toBe(query);
      }),
    );
  });
});
