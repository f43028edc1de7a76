import { describe, expect, test } from 'vitest';
import { seriesRoles, type Actor, type SeriesRole } from '#lib/policy/access.ts';
import { seriesAccess, type SeriesRight } from '#lib/policy/series-access.ts';
import { roleChangeRefusal } from '#lib/policy/series-roles.ts';

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

const letters: Record<SeriesRight, string> = {
  read: 'r',
  seeMembers: 's',
  addTerms: 't',
  invite: 'i',
  editRoster: 'e',
  readTemplate: 'k',
  propose: 'p',
  manage: 'm',
  remove: 'd',
};

function granted(...facts: Parameters<typeof seriesAccess>): string {
  const allowed = seriesAccess(...facts);
  return Object.entries(letters)
    .map(([right, letter]) => (allowed[right as SeriesRight] ? letter : '-'))
    .join('');
}

// Letters: r read, s see the members, t add terms, i invite, e edit the roster, k read the template, p propose, m manage, d remove it.
test.each([
  ['a stranger', stranger, 'public', null, 'r--------'],
  ['a stranger', stranger, 'members', null, '---------'],
  ['a stranger', stranger, 'link', null, '---------'],
  ['a member without a role', member, 'members', null, '---------'],
  ['a member without a role', member, 'public', null, 'r--------'],
  ['a reader', member, 'members', 'reader', 'rs---k---'],
  ['a participant', member, 'members', 'participant', 'rst--kp--'],
  ['a chair', member, 'members', 'chair', 'rstiekpm-'],
  ['an owner', member, 'members', 'owner', 'rstiekpmd'],
  ['the instance owner', instanceOwner, 'members', null, 'rstiekpmd'],
  ['the instance owner as a reader', instanceOwner, 'members', 'reader', 'rstiekpmd'],
  ['a guest', guest, 'members', null, '---------'],
  ['a guest', guest, 'public', null, 'r--------'],
  ['a guest with a role that is not theirs', guest, 'members', 'owner', '---------'],
] as const)('%s of a series: %j, %s, %s may %s', (_who, actor, visibility, role, expected) => {
  expect(granted(actor, { visibility, role })).toBe(expected);
});

test.each<[string, Actor, SeriesRole | null, SeriesRole[]]>([
  ['an owner', member, 'owner', ['owner', 'chair', 'participant', 'reader']],
  ['the instance owner', instanceOwner, null, ['owner', 'chair', 'participant', 'reader']],
  ['a chair', member, 'chair', ['participant', 'reader']],
  ['a participant', member, 'participant', []],
  ['a reader', member, 'reader', []],
  ['somebody without a role', member, null, []],
  ['a guest with a stray role', guest, 'owner', []],
  ['nobody', stranger, null, []],
])('%s gives exactly these roles', (_who, actor, role, grants) => {
  expect(seriesAccess(actor, { visibility: 'members', role }).grants).toEqual(grants);
});

describe('changing the role of a member', () => {
  const roles = [...seriesRoles, null];
  const short = { owner: 'o', chair: 'c', participant: 'p', reader: 'r' } as const;

  /** For each role that a member has, the roles they may be given, and `-` for being taken out. */
  function mayBecome(actor: Actor, role: SeriesRole | null, userId: string, otherOwners = 1): string {
    return seriesRoles
      .map((from) =>
        roles
          .filter((to) => to !== from)
          .filter((to) => roleChangeRefusal(actor, { visibility: 'members', role }, { userId, from, to, otherOwners }) === null)
          .map((to) => (to === null ? '-' : short[to]))
          .join(''),
      )
      .join(' ');
  } // prettier-ignore

  test.each<[string, Actor, SeriesRole | null, string]>([
    ['an owner', member, 'owner', 'cpr- opr- ocr- ocp-'],
    ['the instance owner', instanceOwner, null, 'cpr- opr- ocr- ocp-'],
    ['a chair', member, 'chair', '  r- p-'],
    ['a participant', member, 'participant', '   '],
    ['a reader', member, 'reader', '   '],
    ['somebody without a role', member, null, '   '],
    ['a guest with a stray role', guest, 'owner', '   '],
    ['nobody', stranger, null, '   '],
  ])('%s makes of owners, chairs, participants and readers', (_who, actor, role, expected) => {
    expect(mayBecome(actor, role, 'another')).toBe(expected);
  });

  test.each<[SeriesRole, number, string]>([
    ['owner', 1, 'cpr-'],
    ['owner', 0, ''],
    ['chair', 1, 'pr-'],
    ['participant', 1, 'r-'],
    ['reader', 1, '-'],
  ])('%s lowers or gives up the own role, with %i other owners', (role, otherOwners, expected) => {
    const becomes = mayBecome(member, role, 'u', otherOwners).split(' ');
    expect(becomes[seriesRoles.indexOf(role)]).toBe(expected);
  });

  test('nobody takes the last owner away, the instance owner neither', () => {
    expect(mayBecome(instanceOwner, null, 'another', 0).split(' ')[0]).toBe('');
    expect(
      roleChangeRefusal(
        member,
        { visibility: 'members', role: 'owner' },
        { userId: 'u', from: 'owner', to: null, otherOwners: 0 },
      ),
    ).toBe('A series needs an owner. Make somebody else an owner first. Nothing was changed.');
  });
});
