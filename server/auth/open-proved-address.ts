import { findUserByEmail } from '#server/db/users.ts';
import { proveEmail } from '#server/db/proved-users.ts';
import { currentActor } from './current-actor.ts';

/**
 * The account of an address that was just proved by mail; null when there is none yet. The first proof takes away what
 * somebody else may have prepared who knew only the address; the owner's account, which the terminal's link made, and an
 * account that is signed in right here keep their ways in.
 */
export async function openProvedAddress(email: string): Promise<{ userId: string } | null> {
  const user = await findUserByEmail(email);
  if (user === null) return null;
  if (user.emailVerifiedAt === null) {
    const actor = await currentActor();
    const signedInHere = actor.kind === 'user' && actor.userId === user.id;
    await proveEmail(user, user.instanceOwner || signedInHere);
  }
  return { userId: user.id };
}
