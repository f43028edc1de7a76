import { randomBytes } from 'node:crypto';
import { AppError } from '#lib/errors.ts';
import { prisma, type Transaction } from './client.ts';
import { isMissing } from './database-errors.ts';
import type { User } from './generated/client.ts';

/**
 * Makes a guest, a user without an account, and lets the guest into one call.
 * @throws AppError `not_found` when the call is gone.
 */
export async function createGuest(
  input: { callId: string; name: string },
  tx: Transaction = prisma(),
): Promise<User> {
  return orCallGone(() =>
    tx.user.create({
      data: { name: input.name, guest: true, callGuests: { create: { callId: input.callId } } },
    }),
  );
}

/**
 * Lets a user into a call as its guest; being one already is fine.
 * @throws AppError `not_found` when the call or the user is gone.
 */
export async function addGuest(
  input: { callId: string; userId: string },
  tx: Transaction = prisma(),
): Promise<void> {
  await orCallGone(() => tx.callGuest.upsert({ where: { callId_userId: input }, create: input, update: {} }));
}

/** Takes a guest's right to a call away; having none is fine. */
export async function removeGuest(
  input: { callId: string; userId: string },
  tx: Transaction = prisma(),
): Promise<void> {
  await tx.callGuest.deleteMany({ where: input });
}

/** Somebody who came in to a call by its link. */
export type CallGuest = {
  userId: string;
  name: string;
  /** Whether they have an account; the others chose a name and have nothing else. */
  hasAccount: boolean;
  since: Date;
};

/** Who came in to a call by its link, the first to come first. */
export async function listGuests(callId: string, tx: Transaction = prisma()): Promise<CallGuest[]> {
  const rows = await tx.callGuest.findMany({
    where: { callId },
    include: { user: { select: { name: true, guest: true } } },
    orderBy: [{ createdAt: 'asc' }, { userId: 'asc' }],
  });
  return rows.map(({ userId, user, createdAt }) => ({
    userId,
    name: user.name,
    hasAccount: !user.guest,
    since: createdAt,
  }));
}

/**
 * Takes a guest out of a call and gives their name. A guest without an account who has no other call is signed out
 * everywhere as well, so that they are out of a public call too.
 * @throws AppError `not_found` when they are no guest of the call.
 */
export async function dismissGuest(input: { callId: string; userId: string }): Promise<string> {
  return prisma().$transaction(async (tx) => {
    const found = await tx.callGuest.findUnique({
      where: { callId_userId: input },
      include: { user: { select: { name: true, guest: true } } },
    });
    if (found === null) {
      throw new AppError('not_found', { message: 'They are no guest of this call any more.' });
    }
    await removeGuest(input, tx);
    const others = await tx.callGuest.count({ where: { userId: input.userId } });
    if (found.user.guest && others === 0) {
      await tx.session.deleteMany({ where: { userId: input.userId } });
    }
    return found.user.name;
  });
}

/** The secret of a link that lets guests in to a call. */
export function newGuestToken(): string {
  return randomBytes(18).toString('base64url');
}

/**
 * Gives a call another link for guests; the one before opens nothing from now on. Who came in by it stays.
 * @throws AppError `not_found` when the call is gone.
 */
export async function renewGuestToken(callId: string, tx: Transaction = prisma()): Promise<void> {
  await orCallGone(() => tx.call.update({ where: { id: callId }, data: { guestToken: newGuestToken() } }));
}

async function orCallGone<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new AppError('not_found', { message: 'This call is gone.', cause: error });
  }
}
