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

const nothing = { read: false, addTerms: false, manage: false };
const reads = { ...nothing, read: true };
const takesPart = { ...reads, addTerms: true };
const manages = { ...takesPart, manage: true };

test.each([
  ['a stranger', stranger, 'public', null, reads],
  ['a stranger', stranger, 'members', null, nothing],
  ['a stranger', stranger, 'link', null, nothing],
  ['a member without a role', member, 'members', null, nothing],
  ['a member without a role', member, 'public', null, reads],
  ['a reader', member, 'members', 'reader', reads],
  ['a participant', member, 'members', 'participant', takesPart],
  ['a chair', member, 'members', 'chair', manages],
  ['an owner', member, 'members', 'owner', manages],
  ['the instance owner', instanceOwner, 'members', null, manages],
  ['a guest', guest, 'members', null, nothing],
  ['a guest', guest, 'public', null, reads],
  ['a guest with a role that is not theirs', guest, 'members', 'owner', nothing],
] as const)('%s of a series: %j', (_who, actor, visibility, role, allowed) => {
  expect(seriesAccess(actor, { visibility, role })).toEqual(allowed);
});
