import { AppError } from '#lib/errors.ts';
import { prisma, type Transaction } from './client.ts';
import { isTaken } from './database-errors.ts';
import type { User } from './generated/client.ts';
import { createIdentity, type IdentityKey } from './identities.ts';

export type ProvedUser = {
  name: string;
  /** An address that was just proved, in lower case; null for an account without one. */
  email: string | null;
  /** The account with a provider that signs them in; null when the proof was a mail. */
  identity: IdentityKey | null;
};

/**
 * Makes an account without any rights for somebody who proved who they are.
 * @throws AppError `conflict` when the address or the account with the provider has one already.
 */
export async function createProvedUser(input: ProvedUser): Promise<User> {
  const { name, email, identity } = input;
  try {
    return await prisma().$transaction(async (tx) => {
      const emailVerifiedAt = email === null ? null : new Date();
      const user = await tx.user.create({ data: { name, email, emailVerifiedAt } });
      if (identity !== null) await createIdentity(identity, user.id, tx);
      return user;
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new AppError('conflict', {
      message: 'Somebody made this account a moment ago. Sign in again.',
      cause: error,
    });
  }
}

/**
 * Notes that a user reads mail at their address. When nobody had proved that before, whoever made the account may have been
 * somebody else: what they could come back with (password, accounts with providers, sessions, calendar addresses) goes,
 * unless `trusted` says that the account's maker is known to be this person.
 */
export async function proveEmail(user: Pick<User, 'id'>, trusted: boolean): Promise<void> {
  await prisma().$transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: user.id, emailVerifiedAt: null },
      data: { emailVerifiedAt: new Date(), ...(trusted ? {} : { passwordHash: null }) },
    });
    if (count === 1 && !trusted) await dropWaysIn(user.id, tx);
  });
}

async function dropWaysIn(userId: string, tx: Transaction): Promise<void> {
  await tx.session.deleteMany({ where: { userId } });
  await tx.identity.deleteMany({ where: { userId } });
  await tx.membership.updateMany({ where: { userId }, data: { feedToken: null } });
}
