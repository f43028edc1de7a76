import { expect, test } from 'vitest';
import type { Actor } from '#lib/policy/access.ts';
import { seriesAccess } from '#lib/policy/series-access.ts';

const user = {
  kind: 'user',
  userId: 'u',
  sessionId: 's',
  name: 'U',
  guest: false,
  instanceOwner: false,
} as const;
const member: Actor = user;
const guest: Actor = { ...user, guest: true };
const instanceOwner: Actor = { ...user, instanceOwner: true };
const stranger: Actor = { kind: 'anonymous' };

test.each([
  ['a stranger', stranger, 'public', null, { read: true, manage: false }],
  ['a stranger', stranger, 'members', null, { read: false, manage: false }],
  ['a stranger', stranger, 'link', null, { read: false, manage: false }],
  ['a member without a role', member, 'members', null, { read: false, manage: false }],
  ['a reader', member, 'members', 'reader', { read: true, manage: false }],
  ['a participant', member, 'members', 'participant', { read: true, manage: false }],
  ['a chair', member, 'members', 'chair', { read: true, manage: true }],
  ['an owner', member, 'members', 'owner', { read: true, manage: true }],
  ['the instance owner', instanceOwner, 'members', null, { read: true, manage: true }],
  ['a guest', guest, 'members', null, { read: false, manage: false }],
  ['a guest with a role that is not theirs', guest, 'members', 'owner', { read: false, manage: false }],
] as const)('%s of a series: %j', (_who, actor, visibility, role, allowed) => {
  expect(seriesAccess(actor, { visibility, role })).toEqual(allowed);
});
