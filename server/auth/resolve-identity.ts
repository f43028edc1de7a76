import { isAppError } from '#lib/errors.ts';
import { createIdentity, findIdentity } from '#server/db/identities.ts';
import { createProvedUser } from '#server/db/proved-users.ts';
import { findUserByEmail } from '#server/db/users.ts';
import type { PendingAccount } from './pending-account.ts';
import type { ProviderClaims } from './provider-claims.ts';

/** What comes of somebody whom a provider vouches for. */
export type ResolvedIdentity =
  | { kind: 'signed-in'; userId: string }
  /** They are new here, and the provider gives no name. */
  | { kind: 'nameless'; account: PendingAccount }
  /**
   * An account has their address, and nobody has proved here that they read its mail: it may be somebody else's trap. They
   * prove it, or choose an account of their own without the address.
   */
  | { kind: 'unproved'; account: PendingAccount };

/**
 * The account that somebody's account with a provider opens. One that was used before opens what it opened then. A new one
 * joins an existing account only when the provider vouches for the address and the address was proved here too; else it
 * makes an account of its own, with the address only when the provider vouches for it and nobody else has it.
 */
export async function resolveIdentity(claims: ProviderClaims): Promise<ResolvedIdentity> {
  const key = { provider: claims.provider, subject: claims.subject };
  const known = await findIdentity(key);
  if (known !== null) return { kind: 'signed-in', userId: known.userId };
  const holder = claims.email === null ? null : await findUserByEmail(claims.email);
  if (holder !== null && holder.emailVerifiedAt === null) {
    return { kind: 'unproved', account: { email: null, identity: key } };
  }
  const account = { email: claims.email, identity: key };
  if (holder === null && claims.name === null) return { kind: 'nameless', account };
  try {
    const userId =
      holder === null
        ? (await createProvedUser({ ...account, name: claims.name ?? '' })).id
        : (await createIdentity(key, holder.id)).userId;
    return { kind: 'signed-in', userId };
  } catch (error) {
    // Two answers of the provider at once: the other one made it.
    const made = isAppError(error, 'conflict') ? await findIdentity(key) : null;
    if (made === null) throw error;
    return { kind: 'signed-in', userId: made.userId };
  }
}
