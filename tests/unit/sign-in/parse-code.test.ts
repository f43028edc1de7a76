import { expect, test } from 'vitest';
import { parseCode } from '#lib/sign-in/parse-code.ts';

test.each([
  ['012345', '012345'],
  [' 012 345 ', '012345'],
  ['012-345', '012345'],
  ['012–345', '012345'],
  ['０１２３４５', '012345'],
  ['012\u200b345', '012345'],
])('%j is %s', (typed, code) => {
  expect(parseCode(typed)).toBe(code);
});

test.each(['', '12345', '1234567', '12345a', '१२३४५६', '12.345', '+12345', '1e5000'])(
  '%j is none',
  (typed) => {
    expect(parseCode(typed)).toBeNull();
  },
);
