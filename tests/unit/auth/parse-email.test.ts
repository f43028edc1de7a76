import { expect, test } from 'vitest';
import { isAppError } from '#lib/errors.ts';
import { parseEmail } from '#server/auth/parse-email.ts';

test.each([
  ['ada@example.org', 'ada@example.org'],
  ['  Ada.L+calls@Example.ORG ', 'ada.l+calls@example.org'],
  ['ａｄａ@example.org', 'ada@example.org'],
])('%j is kept as %j', (written, kept) => {
  expect(parseEmail(written)).toBe(kept);
});

test.each([
  '',
  'ada',
  '@example.org',
  'ada@',
  'ada@@example.org',
  'ada@example.org@evil.example',
  'ada@example.org, eve@evil.example',
  'ada@example.org;eve@evil.example',
  'ada\r\nbcc:eve@evil.example',
  '"ada@evil.example"@example.org',
  '<b>ada@example.org',
  'ada＠example.org@evil.example',
  'ada@ex ample.org',
  'a..b@example.org',
  `${'a'.repeat(300)}@example.org`,
])('%j is not an address', (written) => {
  expect(() => parseEmail(written)).toThrow(
    expect.toSatisfy((error) => isAppError(error, 'invalid') && error.details['email'] !== undefined),
  );
});
