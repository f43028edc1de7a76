import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '#lib/errors.ts';
import type { SeriesRole } from '#lib/policy/access.ts';
import { prisma, type Transaction } from './client.ts';
import { isMissing } from './database-errors.ts';

/** How many open invitations a series may have. */
export const MAX_OPEN_INVITATIONS = 500;

export type NewInvitation = {
  seriesId: string;
  role: SeriesRole;
  /** Lower case; null for a link that anybody may use. */
  email: string | null;
  expiresAt: Date;
  /** Null when as many as like may use it. */
  maxUses: number | null;
  createdById: string;
};

/** An invitation that can be used, as those who invite see it. */
export type OpenInvitation = {
  id: string;
  role: SeriesRole;
  email: string | null;
  createdAt: Date;
  expiresAt: Date;
  uses: number;
  maxUses: number | null;
  /** Who invites; null when their account is gone. */
  invitedBy: string | null;
};

/** An invitation as the holder of its secret finds it. */
export type FoundInvitation = {
  id: string;
  seriesId: string;
  series: { slug: string; title: string };
  role: SeriesRole;
  email: string | null;
  expiresAt: Date;
  invitedBy: string | null;
  revoked: boolean;
  expired: boolean;
  usedUp: boolean;
};

/**
 * Makes an invitation and gives the secret of its link, which is kept nowhere. An older one for the same address ends.
 * @throws AppError `not_found` without the series, `too_many` when the series has too many open ones.
 */
export async function createInvitation(
  input: NewInvitation,
  tx: Transaction = prisma(),
): Promise<{ id: string; token: string }> {
  const token = randomBytes(24).toString('base64url');
  const open = await tx.invitation.count({ where: openIn(input.seriesId) });
  if (open >= MAX_OPEN_INVITATIONS) {
    throw new AppError('too_many', {
      message: `This series has ${String(open)} open invitations. Revoke some first. Nobody was invited.`,
    });
  }
  if (input.email !== null) {
    await tx.invitation.updateMany({
      where: { ...openIn(input.seriesId), email: input.email },
      data: { revokedAt: new Date() },
    });
  }
  try {
    const { id } = await tx.invitation.create({
      data: { ...input, tokenHash: hashOf(token) },
      select: { id: true },
    });
    return { id, token };
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new AppError('not_found', { message: 'This series is gone.', cause: error });
  }
}

/** The invitations of a series that can still be used, the newest first. */
export async function listOpenInvitations(
  seriesId: string,
  tx: Transaction = prisma(),
): Promise<OpenInvitation[]> {
  const rows = await tx.invitation.findMany({
    where: openIn(seriesId),
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    include: { createdBy: { select: { name: true } } },
  });
  return rows.filter(hasPlace).map(({ id, role, email, createdAt, expiresAt, uses, maxUses, createdBy }) => ({
    id,
    role,
    email,
    createdAt,
    expiresAt,
    uses,
    maxUses,
    invitedBy: createdBy?.name ?? null,
  }));
}

/** The invitation of a secret, whether it can still be used or not; null when there is none. */
export async function findInvitation(
  token: string,
  tx: Transaction = prisma(),
): Promise<FoundInvitation | null> {
  const row = await tx.invitation.findUnique({
    where: { tokenHash: hashOf(token) },
    include: {
      series: { select: { slug: true, title: true } },
      createdBy: { select: { name: true } },
    },
  });
  if (row === null) return null;
  const { id, seriesId, series, role, email, expiresAt, createdBy } = row;
  return {
    id,
    seriesId,
    series,
    role,
    email,
    expiresAt,
    invitedBy: createdBy?.name ?? null,
    revoked: row.revokedAt !== null,
    expired: expiresAt.getTime() <= Date.now(),
    usedUp: !hasPlace(row),
  };
}

/**
 * Ends an invitation of a series; one that is ended stays so.
 * @throws AppError `not_found` when the series has no such invitation.
 */
export async function revokeInvitation(
  { seriesId, id }: { seriesId: string; id: string },
  tx: Transaction = prisma(),
): Promise<void> {
  const rows = await tx.$executeRaw`
    UPDATE "Invitation" SET "revokedAt" = coalesce("revokedAt", now()) WHERE "id" = ${id} AND "seriesId" = ${seriesId}`;
  if (rows === 0) {
    throw new AppError('not_found', { message: 'There is no such invitation. Nothing was changed.' });
  }
}

/** Takes back an invitation that reached nobody. */
export async function deleteInvitation(id: string, tx: Transaction = prisma()): Promise<void> {
  await tx.invitation.deleteMany({ where: { id } });
}

/**
 * Gives a user the role of an invitation and counts the use, both or neither. Somebody who has that role or a higher one
 * keeps it and uses nothing up. True when the role was given.
 * @throws AppError `gone` when the invitation is expired, revoked, used up or deleted.
 */
export async function acceptInvitation(
  { id, userId }: { id: string; userId: string },
  tx?: Transaction,
): Promise<boolean> {
  if (tx === undefined) return prisma().$transaction((own) => acceptInvitation({ id, userId }, own));
  // The role first: whoever presses twice waits here for the first press, and then has nothing to be given.
  const given = await tx.$queryRaw<{ userId: string }[]>`
    INSERT INTO "Membership" AS m ("seriesId", "userId", "role")
    SELECT i."seriesId", ${userId}, i."role" FROM "Invitation" i WHERE i."id" = ${id}
    ON CONFLICT ("seriesId", "userId") DO UPDATE SET "role" = EXCLUDED."role" WHERE m."role" > EXCLUDED."role"
    RETURNING m."userId"`;
  if (given.length === 0) {
    if ((await tx.invitation.findUnique({ where: { id }, select: { id: true } })) === null) throw gone();
    return false;
  }
  const used = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "Invitation" SET "uses" = "uses" + 1
    WHERE "id" = ${id} AND "revokedAt" IS NULL AND "expiresAt" > now() AND ("maxUses" IS NULL OR "uses" < "maxUses")
    RETURNING "id"`;
  if (used.length === 0) throw gone();
  return true;
}

function gone(): AppError {
  return new AppError('gone', {
    message: 'This invitation cannot be used any more. Ask for a new one. Nothing was changed.',
  });
}

function openIn(seriesId: string) {
  return { seriesId, revokedAt: null, expiresAt: { gt: new Date() } };
}

function hasPlace({ uses, maxUses }: { uses: number; maxUses: number | null }): boolean {
  return maxUses === null || uses < maxUses;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
