import { AppError } from '#lib/errors.ts';
import { prisma, type Transaction } from './client.ts';
import { isTaken } from './database-errors.ts';
import type { User } from './generated/client.ts';

export type { User } from './generated/client.ts';

export type NewUser = {
  name: string;
  /** Stored in lower case. */
  email: string;
  passwordHash?: string | null;
  /** When they proved that they read mail at the address. */
  emailVerifiedAt?: Date | null;
  instanceOwner?: boolean;
};

/**
 * Makes an account.
 * @throws AppError `conflict` when the e-mail address has one already.
 */
export async function createUser(input: NewUser, tx: Transaction = prisma()): Promise<User> {
  try {
    return await tx.user.create({ data: { ...input, email: input.email.trim().toLowerCase() } });
  } catch (error) {
    if (!isTaken(error)) throw error;
    const problem = 'This e-mail address has an account already.';
    throw new AppError('conflict', {
      message: `${problem} Nothing was changed.`,
      details: { email: problem },
      cause: error,
    });
  }
}

/**
 * Makes the first account, which manages everything.
 * @throws AppError `conflict` when somebody can sign in already.
 */
export async function createOwner(input: {
  name: string;
  email: string;
  passwordHash: string;
}): Promise<User> {
  return prisma().$transaction(async (tx) => {
    // Two setup forms sent at once must not make two owners.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(727073692)::text`;
    if (await hasUserWithPassword(tx)) {
      throw new AppError('conflict', {
        message: 'This installation has its first account already. Sign in.',
      });
    }
    const email = input.email.trim().toLowerCase();
    const owned = { ...input, email, guest: false, instanceOwner: true };
    return tx.user.upsert({ where: { email }, create: owned, update: owned });
  });
}

/** The account of an e-mail address, in whatever case it is written; null when there is none. */
export async function findUserByEmail(email: string, tx: Transaction = prisma()): Promise<User | null> {
  return tx.user.findUnique({ where: { email: email.trim().toLowerCase() } });
}

/** A user by id; null when there is none. */
export async function findUserById(id: string, tx: Transaction = prisma()): Promise<User | null> {
  return tx.user.findUnique({ where: { id } });
}

/** Whether anybody can sign in with a password: false only before setup is done. */
export async function hasUserWithPassword(tx: Transaction = prisma()): Promise<boolean> {
  return (await tx.user.findFirst({ where: { passwordHash: { not: null } }, select: { id: true } })) !== null;
}

/** Sets a user's password and ends all their sessions but one. */
export async function changePassword(
  userId: string,
  passwordHash: string,
  keptSession: string,
): Promise<void> {
  await prisma().$transaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash } });
    await tx.session.deleteMany({ where: { userId, id: { not: keptSession } } });
  });
}
