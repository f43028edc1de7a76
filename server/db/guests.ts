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

async function orCallGone<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new AppError('not_found', { message: 'This call is gone.', cause: error });
  }
}
