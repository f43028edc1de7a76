import { prisma, type Transaction } from './client.ts';
import type { SignInMail } from './generated/client.ts';

export type { SignInMail } from './generated/client.ts';

/** How many wrong digits a mail stands before it is of no use any more. */
export const MAX_TRIES = 5;

const KEPT_MS = 60 * 60 * 1000;

/** Keeps what is needed to know a mail's link and digits again: their hashes, and until when they count. */
export async function createSignInMail(
  input: { id: string; email: string; linkHash: string; codeHash: string; expiresAt: Date },
  tx: Transaction = prisma(),
): Promise<SignInMail> {
  return tx.signInMail.create({ data: input });
}

/** A mail by its id; null when it was never sent or is long over. Whether it still counts is for the caller to see. */
export async function findSignInMail(id: string, tx: Transaction = prisma()): Promise<SignInMail | null> {
  return tx.signInMail.findUnique({ where: { id } });
}

/** The mail with this link; null when there is none. Whether it still counts is for the caller to see. */
export async function findSignInMailByLink(
  linkHash: string,
  tx: Transaction = prisma(),
): Promise<SignInMail | null> {
  return tx.signInMail.findUnique({ where: { linkHash } });
}

/**
 * Counts one try of digits, before they are compared: tries sent at once cannot be more than there are. False when the
 * mail is used, over, or was tried too often.
 */
export async function countTry(id: string, tx: Transaction = prisma()): Promise<boolean> {
  const { count } = await tx.signInMail.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: new Date() }, tries: { lt: MAX_TRIES } },
    data: { tries: { increment: 1 } },
  });
  return count === 1;
}

/** Uses a mail up. True once alone, and only while it counts. */
export async function useSignInMail(id: string, tx: Transaction = prisma()): Promise<boolean> {
  const { count } = await tx.signInMail.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: new Date() } },
    data: { usedAt: new Date() },
  });
  return count === 1;
}

/** Removes mails that have been over for an hour and returns how many there were. */
export async function deleteOldSignInMails(tx: Transaction = prisma()): Promise<number> {
  const before = new Date(Date.now() - KEPT_MS);
  return (await tx.signInMail.deleteMany({ where: { expiresAt: { lt: before } } })).count;
}
