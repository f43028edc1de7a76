import { AppError } from '#lib/errors.ts';
import { prisma, type Transaction } from './client.ts';
import { isTaken } from './database-errors.ts';
import type { Identity } from './generated/client.ts';

/** An account with a provider: the provider's id and the lasting id there. */
export type IdentityKey = Pick<Identity, 'provider' | 'subject'>;

/** The user whom an account with a provider signs in; null when it has signed nobody in yet. */
export async function findIdentity(key: IdentityKey, tx: Transaction = prisma()): Promise<Identity | null> {
  const { provider, subject } = key;
  return tx.identity.findUnique({ where: { provider_subject: { provider, subject } } });
}

/**
 * Lets an account with a provider sign a user in from now on.
 * @throws AppError `conflict` when it signs somebody in already.
 */
export async function createIdentity(
  key: IdentityKey,
  userId: string,
  tx: Transaction = prisma(),
): Promise<Identity> {
  try {
    return await tx.identity.create({ data: { provider: key.provider, subject: key.subject, userId } });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new AppError('conflict', {
      message: 'This account has signed in here already. Sign in with it again.',
      cause: error,
    });
  }
}
