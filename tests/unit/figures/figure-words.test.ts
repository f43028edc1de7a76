import { expect, test } from 'vitest';
import { bytesInWords, spanInWords } from '#lib/figures/figure-words.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [3_440_000, '3.4 MB'],
  [120_000_000, '120 MB'],
  [2e15, '2000 TB'],
])('%d bytes are %s', (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words);
});

test.each([
  [340.4, '340 ms'],
  [4_900, '4 s'],
  [200_000, '3 min 20 s'],
  [180_000, '3 min'],
  [1_260_000, '21 min'],
  [7_500_000, '2 h 5 min'],
  [86_400_000, '1 day'],
  [12.5 * 86_400_000, '12 days'],
])('%d ms are %s', (ms, words) => {
  expect(spanInWords(ms)).toBe(words);
});
