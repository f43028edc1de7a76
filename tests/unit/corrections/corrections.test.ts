import * as fc from '#tests/support/fast-check.ts';
import { describe, expect, it, test } from 'vitest';
import { findCorrection } from '#lib/corrections/find-correction.ts';
import { parseCorrection } from '#lib/corrections/parse-correction.ts';

describe('a typed correction', () => {
  test.each([
    ['s/teh/the/', 'teh', 'the'],
    ['  s/teh/the/ ', 'teh', 'the'],
    ['s/two words/three more words/', 'two words', 'three more words'],
    ['s/very //', 'very ', ''],
    [String.raw`s/and\/or/or/`, 'and/or', 'or'],
    [String.raw`s/or/and\/or/`, 'or', 'and/or'],
    [String.raw`s/a\\b/c/`, String.raw`a\b`, 'c'],
    [String.raw`s/a.b*/\d/`, 'a.b*', String.raw`\d`],
    ['s/märz/März/', 'märz', 'März'],
  ])('"%s" turns "%s" into "%s"', (text, old, replacement) => {
    expect(parseCorrection(text)).toEqual({ old, replacement });
  });

  test.each([
    's/teh/the', 's/teh', 's//the/', 's/teh/the/g', 's/a/b/c/', 'sed s/teh/the/', 'S/teh/the/', 's/same/same/',
    'src/lib/notes/', 's/', '', String.raw`s/teh/the\/`,
  ])('"%s" is just text', (text) => {
    expect(parseCorrection(text)).toBeNull();
  }); // prettier-ignore
});

it('reads every old and new that is written with its slashes and backslashes escaped', () => {
  const written = (text: string): string => text.replace(/[/\\]/gu, String.raw`\$&`);
  const texts = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => !/[\n\r\u2028\u2029]/u.test(text));
  fc.assert(
    fc.property(texts, texts, (old, replacement) => {
      fc.pre(old !== replacement);
      expect(parseCorrection(`s/${written(old)}/${written(replacement)}/`)).toEqual({ old, replacement });
    }),
  );
});

describe('a correction applies', () => {
  const lines = ['the tide is low', 'the tide turns the tide', 'the moon is up'].map((text, index) => ({
    id: String(index + 1),
    text,
  }));

  test.each([
    { old: 'tide', expected: { lineId: '2', from: 19, to: 23, replacement: 'x' } },
    { old: 'low', expected: { lineId: '1', from: 12, to: 15, replacement: 'x' } },
    { old: 'the', expected: { lineId: '3', from: 0, to: 3, replacement: 'x' } },
    { old: 'The', expected: null },
    { old: 'sun', expected: null },
    { old: 't.de', expected: null },
  ])('to the latest "$old" above', ({ old, expected }) => {
    expect(findCorrection({ old, replacement: 'x' }, lines)).toEqual(expected);
  });

  it('nowhere without lines above', () => {
    expect(findCorrection({ old: 'tide', replacement: 'x' }, [])).toBeNull();
  });
});
