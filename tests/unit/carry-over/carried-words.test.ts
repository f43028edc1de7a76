import { expect, test } from 'vitest';
import { ageWords, carriedWords } from '#lib/carry-over/carried-words.ts';

test.each([
  [{ since: 30, times: 1, under: null }, 'carried from #30'],
  [{ since: 30, times: 2, under: null }, 'carried since #30, second time'],
  [{ since: 30, times: 3, under: null }, 'carried since #30, third time'],
  [{ since: 30, times: 10, under: null }, 'carried since #30, tenth time'],
  [{ since: 30, times: 12, under: null }, 'carried since #30, 12 times'],
  [{ since: 30, times: 1, under: 'Release' }, 'carried from #30; it stood under “Release”'],
])('%o is said as “%s”', (mark, words) => {
  expect(carriedWords(mark)).toBe(words);
});

test('an age is said in days, weeks or months', () => {
  expect([0, 1, 13, 14, 28, 69, 75, 365].map(ageWords)).toEqual([
    null,
    '1 day',
    '13 days',
    '2 weeks',
    '4 weeks',
    '10 weeks',
    '2 months',
    '12 months',
  ]);
});
