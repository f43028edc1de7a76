import { randomBytes } from 'node:crypto';
import { AppError } from '#lib/errors.ts';
import type { SeriesRole } from '#lib/policy/access.ts';
import { seriesAccess, type SeriesFacts } from '#lib/policy/series-access.ts';
import type { RoleChange } from '#lib/policy/series-roles.ts';
import { prisma, type Transaction } from './client.ts';
import { isMissing } from './database-errors.ts';

/**
 * Gives a user a role in a series, in place of any other.
 * @throws AppError `not_found` when the series or the user is gone.
 */
export async function setRole(
  seriesId: string,
  userId: string,
  role: SeriesRole,
  tx: Transaction = prisma(),
): Promise<void> {
  try {
    await tx.membership.upsert({
      where: { seriesId_userId: { seriesId, userId } },
      create: { seriesId, userId, role },
      update: { role },
    });
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new AppError('not_found', { message: 'The series or the user is gone.', cause: error });
  }
}

/** Takes a user's role in a series away; having none is fine. */
export async function removeRole(
  seriesId: string,
  userId: string,
  tx: Transaction = prisma(),
): Promise<void> {
  await tx.membership.deleteMany({ where: { seriesId, userId } });
}

/** A member of a series. */
export type Member = {
  userId: string;
  name: string;
  email: string | null;
  role: SeriesRole;
  since: Date;
};

/** A user's role in a series; null when they are no member. */
export async function roleOf(
  seriesId: string,
  userId: string,
  tx: Transaction = prisma(),
): Promise<SeriesRole | null> {
  const membership = await tx.membership.findUnique({
    where: { seriesId_userId: { seriesId, userId } },
    select: { role: true },
  });
  return membership?.role ?? null;
}

/**
 * Gives a member a new secret for the address of their calendar of a series; an earlier one opens nothing any more.
 * @throws AppError `not_found` when they are no member.
 */
export async function renewFeedToken(seriesId: string, userId: string): Promise<string> {
  const feedToken = randomBytes(24).toString('base64url');
  const { count } = await prisma().membership.updateMany({
    where: { seriesId, userId },
    data: { feedToken },
  });
  if (count === 0) throw new AppError('not_found', { message: 'You are no member of this series.' });
  return feedToken;
}

/** Whether mails about the calls of a series go to a member; nothing happens to whoever is none. Returns whether they are. */
export async function setReminders(seriesId: string, userId: string, reminders: boolean): Promise<boolean> {
  const { count } = await prisma().membership.updateMany({
    where: { seriesId, userId },
    data: { reminders },
  });
  return count > 0;
}

/** The members of a series with their roles, by name. */
export async function listMembers(seriesId: string, tx: Transaction = prisma()): Promise<Member[]> {
  const rows = await tx.membership.findMany({
    where: { seriesId },
    include: { user: { select: { name: true, email: true } } },
    orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
  });
  return rows.map(({ userId, role, user, createdAt }) => ({ userId, role, ...user, since: createdAt }));
}

/** The role of a user in a series; null when they are no member. */
export async function findRole(
  seriesId: string,
  userId: string,
  tx: Transaction = prisma(),
): Promise<SeriesRole | null> {
  const member = await tx.membership.findUnique({
    where: { seriesId_userId: { seriesId, userId } },
    select: { role: true },
  });
  return member?.role ?? null;
}

export type MemberRoleChange = {
  seriesId: string;
  /** Whose role changes. */
  userId: string;
  /** Null to take them out of the series. */
  to: SeriesRole | null;
  /** Who changes it. */
  actorId: string;
};

/**
 * Changes a member's role, or takes them out, once `refuse` has nothing against it: it is asked with what is true while
 * nobody else changes roles, and its sentence is the error. With the role go the open invitations that the member could
 * not make any more, and the calls still to come that only somebody who takes part can chair or take the notes of.
 * Gives the member's name.
 * @throws AppError `not_found` when they are no member, `forbidden` with the words of `refuse`.
 */
export async function changeMemberRole(
  { seriesId, userId, to, actorId }: MemberRoleChange,
  refuse: (series: SeriesFacts, change: RoleChange) => string | null,
): Promise<string> {
  return prisma().$transaction(async (tx) =>
    changeMemberRoleIn(tx, { seriesId, userId, to, actorId }, refuse),
  );
}

/** As `changeMemberRole`, inside the caller's transaction. */
export async function changeMemberRoleIn(
  tx: Transaction,
  { seriesId, userId, to, actorId }: MemberRoleChange,
  refuse: (series: SeriesFacts, change: RoleChange) => string | null,
): Promise<string> {
  const [series] = await tx.$queryRaw<Pick<SeriesFacts, 'visibility'>[]>`
    SELECT "visibility"::text FROM "Series" WHERE "id" = ${seriesId} FOR NO KEY UPDATE`;
  const member = await tx.membership.findUnique({
    where: { seriesId_userId: { seriesId, userId } },
    include: { user: true },
  });
  if (series === undefined || member === null) {
    throw new AppError('not_found', { message: 'They are not a member any more. Nothing was changed.' });
  }
  const otherOwners = await tx.membership.count({
    where: { seriesId, role: 'owner', userId: { not: userId } },
  });
  const facts = { visibility: series.visibility, role: await findRole(seriesId, actorId, tx) };
  const refusal = refuse(facts, { userId, from: member.role, to, otherOwners });
  if (refusal !== null) throw new AppError('forbidden', { message: refusal });
  if (to === null) await removeRole(seriesId, userId, tx);
  else await setRole(seriesId, userId, to, tx);
  await endWhatTheRoleGave(tx, { seriesId, to, user: member.user });
  return member.user.name;
}

async function endWhatTheRoleGave(
  tx: Transaction,
  {
    seriesId,
    to,
    user,
  }: {
    seriesId: string;
    to: SeriesRole | null;
    user: { id: string; guest: boolean; instanceOwner: boolean };
  },
): Promise<void> {
  const { grants } = seriesAccess(
    {
      kind: 'user',
      userId: user.id,
      sessionId: '',
      name: '',
      guest: user.guest,
      instanceOwner: user.instanceOwner,
    },
    { visibility: 'members', role: to },
  );
  await tx.invitation.updateMany({
    where: { seriesId, createdById: user.id, revokedAt: null, role: { notIn: [...grants] } },
    data: { revokedAt: new Date() },
  });
  if (to !== null && to !== 'reader') return;
  for (const field of ['notetakerId', 'backupId', 'chairId'] as const) {
    await tx.call.updateMany({
      where: { seriesId, status: 'planned', [field]: user.id },
      data: field === 'notetakerId' ? { notetakerId: null, notetakerAcceptedAt: null } : { [field]: null },
    });
  }
}
