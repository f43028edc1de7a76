import { seriesRoles, type Actor, type SeriesRole } from '#lib/policy/access.ts';
import { roleChangeRefusal } from '#lib/policy/series-roles.ts';
import { assignCallRole } from '#server/db/calls.ts';
import type { Transaction } from '#server/db/client.ts';
import { addGuest, removeGuest } from '#server/db/guests.ts';
import { changeMemberRoleIn, findRole, setRole } from '#server/db/memberships.ts';
import type { User } from '#server/db/users.ts';

export const grantableRoles = ['owner', 'chair', 'notetaker', 'participant', 'guest', 'reader'] as const;
export type GrantableRole = (typeof grantableRoles)[number];

/** Whoever has the command line manages every series. */
const operator: Actor = {
  kind: 'user',
  userId: '',
  sessionId: '',
  name: '',
  guest: false,
  instanceOwner: true,
};

type CallOfSeries = { id: string; seriesId: string };

/**
 * Gives a user exactly one role for a call, in place of whatever stood: the role in its series, being its
 * notetaker, or being let in as its guest. Without a role a user who has none becomes a participant. Without a
 * call `owner` makes the user an owner of the installation; what was given so (never to somebody with a password)
 * is taken away again by any other role.
 * @throws AppError `forbidden` when the series would be left without an owner.
 */
export async function giveRole(
  tx: Transaction,
  user: User,
  call: CallOfSeries | null,
  role: GrantableRole | undefined,
): Promise<void> {
  if (call === null) {
    if (role === 'owner') await tx.user.update({ where: { id: user.id }, data: { instanceOwner: true } });
    return;
  }
  const given = role ?? (await roleIfNone(tx, user, call));
  if (given === null) return;
  if (user.instanceOwner && user.passwordHash === null) {
    await tx.user.update({ where: { id: user.id }, data: { instanceOwner: false } });
  }
  await setSeriesRole(tx, call.seriesId, user, given === 'guest' ? null : seriesRoleOf(given));
  if (given === 'guest') await addGuest({ callId: call.id, userId: user.id }, tx);
  else await removeGuest({ callId: call.id, userId: user.id }, tx);
  await setNotetaker(tx, user, call, given === 'notetaker');
}

/** Who has a role gets another one, or none, as on the page for people: by whoever may change all of them. */
async function setSeriesRole(
  tx: Transaction,
  seriesId: string,
  user: User,
  role: SeriesRole | null,
): Promise<void> {
  const before = await findRole(seriesId, user.id, tx);
  if (before === role) return;
  if (before !== null) {
    await changeMemberRoleIn(tx, { seriesId, userId: user.id, to: role, actorId: '' }, (series, change) =>
      roleChangeRefusal(operator, series, change),
    );
  } else if (role !== null) {
    await setRole(seriesId, user.id, role, tx);
  }
}

async function roleIfNone(tx: Transaction, user: User, call: CallOfSeries): Promise<GrantableRole | null> {
  const { seriesId, id: callId } = call;
  const member = await tx.membership.findUnique({
    where: { seriesId_userId: { seriesId, userId: user.id } },
  });
  const guest = await tx.callGuest.findUnique({ where: { callId_userId: { callId, userId: user.id } } });
  return member === null && guest === null && !user.instanceOwner ? 'participant' : null;
}

function seriesRoleOf(role: Exclude<GrantableRole, 'guest'>): SeriesRole {
  return seriesRoles.find((known) => known === role) ?? 'participant';
}

async function setNotetaker(
  tx: Transaction,
  user: User,
  call: CallOfSeries,
  notetaker: boolean,
): Promise<void> {
  if (notetaker) {
    await assignCallRole(call.id, 'notetaker', user.id, tx);
    return;
  }
  await tx.call.updateMany({
    where: { id: call.id, notetakerId: user.id },
    data: { notetakerId: null, notetakerAcceptedAt: null },
  });
  await tx.call.updateMany({ where: { id: call.id, backupId: user.id }, data: { backupId: null } });
}
