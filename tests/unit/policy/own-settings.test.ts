import { expect, test } from 'vitest';
import { ownSettings } from '#lib/policy/own-settings.ts';

test('everybody who is signed in has settings of their own, guests too', () => {
  const user = { kind: 'user', sessionId: 's', name: 'Juno', instanceOwner: false } as const;
  expect(ownSettings({ ...user, userId: 'u1', guest: false })).toBe('u1');
  expect(ownSettings({ ...user, userId: 'u2', guest: true })).toBe('u2');
  expect(ownSettings({ kind: 'anonymous' })).toBeNull();
});
