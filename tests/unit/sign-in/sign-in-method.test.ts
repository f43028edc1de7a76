import { expect, test } from 'vitest';
import { signInMethodWords } from '#lib/sign-in/sign-in-method.ts';

test.each([
  ['password', 'by password'],
  ['mail', 'by mail'],
  ['guest', 'by a call’s link'],
  ['oidc', 'with Harbour ID'],
  [null, null],
])('%s is said as %s', (method, words) => {
  expect(signInMethodWords(method, () => 'Harbour ID')).toBe(words);
});
