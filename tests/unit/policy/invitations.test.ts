import { expect, test } from 'vitest';
import type { Actor } from '#lib/policy/access.ts';
import {
  invitationStanding,
  type InvitationFacts,
  type InvitationStanding,
  type Invited,
} from '#lib/policy/invitations.ts';

const user: Actor = {
  kind: 'user',
  userId: 'u',
  sessionId: 's',
  name: 'U',
  guest: false,
  instanceOwner: false,
};
const nobody: Invited = { actor: { kind: 'anonymous' }, email: null, emailVerified: false, role: null };
const ada: Invited = { actor: user, email: 'ada@example.org', emailVerified: true, role: null };
const guest: Invited = { actor: { ...user, guest: true }, email: null, emailVerified: false, role: null };

const link: InvitationFacts = {
  role: 'participant',
  revoked: false,
  expired: false,
  usedUp: false,
  email: null,
  addressHasAccount: false,
};
const forAda: InvitationFacts = { ...link, email: 'ada@example.org', addressHasAccount: true };
const forSomebodyNew: InvitationFacts = { ...link, email: 'new@example.org' };

test.each<[string, InvitationFacts, Invited, InvitationStanding]>([
  ['a link and an account', link, ada, 'accept'],
  ['a link and an account whose address nobody proved', link, { ...ada, emailVerified: false }, 'accept'],
  ['a link and nobody', link, nobody, 'signIn'],
  ['a link and a guest', link, guest, 'signIn'],
  ['the account of the address', forAda, ada, 'accept'],
  ['the account of the address, not proved', forAda, { ...ada, emailVerified: false }, 'unproven'],
  ['another account', forAda, { ...ada, email: 'eve@example.org' }, 'otherAccount'],
  ['an account without an address', forAda, { ...ada, email: null }, 'otherAccount'],
  ['nobody, and the address has an account', forAda, nobody, 'signIn'],
  ['nobody, and the address has no account', forSomebodyNew, nobody, 'setUpAccount'],
  ['a guest, and the address has no account', forSomebodyNew, guest, 'setUpAccount'],
  ['another account, and the address has none', forSomebodyNew, ada, 'otherAccount'],
  ['a reader, raised by it', link, { ...ada, role: 'reader' }, 'accept'],
  [
    'a member who accepted it already',
    { ...forAda, usedUp: true },
    { ...ada, role: 'participant' },
    'member',
  ],
  ['a member with a higher role', { ...link, revoked: true }, { ...ada, role: 'chair' }, 'member'],
  ['a guest account with a stray role', link, { ...guest, role: 'owner' }, 'signIn'],
  ['a revoked one', { ...link, revoked: true, expired: true, usedUp: true }, ada, 'revoked'],
  ['an expired one', { ...link, expired: true, usedUp: true }, ada, 'expired'],
  ['one that is used up', { ...link, usedUp: true }, ada, 'usedUp'],
])('an invitation for %s', (_what, invitation, invited, standing) => {
  expect(invitationStanding(invitation, invited)).toBe(standing);
});
