import { expect, test } from 'vitest';
import type { Actor } from '#lib/policy/access.ts';
import { operatesServer } from '#lib/policy/operates-server.ts';

const someone = { kind: 'user', userId: 'u', sessionId: 's', name: 'Ada' } as const;

test.each<[string, Actor, boolean]>([
  ['an owner of the instance', { ...someone, guest: false, instanceOwner: true }, true],
  ['anybody else with an account', { ...someone, guest: false, instanceOwner: false }, false],
  ['a guest, whatever else is said of them', { ...someone, guest: true, instanceOwner: true }, false],
  ['whoever is not signed in', { kind: 'anonymous' }, false],
])('how the server does is told to %s: %o %s', (_who, actor, told) => {
  expect(operatesServer(actor)).toBe(told);
});
