import { expect, test } from 'vitest';
import { parsePersonName } from '#server/auth/person-name.ts';

test.each([
  ['Ida', 'Ida'],
  ['  Ida   from the\tharbour ', 'Ida from the harbour'],
  ['I\u200Bda\u202E', 'Ida'],
  ['Zoe\u0308', 'Zoë'],
])('%j is shown as %j', (written, shown) => {
  expect(parsePersonName(written)).toBe(shown);
});

test.each(['', '   ', '\u200B\u200B', 'x'.repeat(81)])('%j is no name', (written) => {
  expect(() => parsePersonName(written)).toThrow('That name cannot be used.');
});
