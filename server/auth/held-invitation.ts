import { invitationStanding, type InvitationStanding } from '#lib/policy/invitations.ts';
import type { Actor } from '#lib/policy/access.ts';
import { findInvitation, type FoundInvitation } from '#server/db/invitations.ts';
import { findRole } from '#server/db/memberships.ts';
import { findUserByEmail, findUserById } from '#server/db/users.ts';
import { currentActor } from './current-actor.ts';

/** An invitation and how whoever holds its link stands to it. */
export type HeldInvitation = { invitation: FoundInvitation; actor: Actor; standing: InvitationStanding };

/** The invitation that a link's secret opens, for whoever asks; null when there is none. */
export async function heldInvitation(token: string): Promise<HeldInvitation | null> {
  const actor = await currentActor();
  const invitation = await findInvitation(token);
  if (invitation === null) return null;
  const userId = actor.kind === 'user' ? actor.userId : null;
  const [user, role, account] = await Promise.all([
    userId === null ? null : findUserById(userId),
    userId === null ? null : findRole(invitation.seriesId, userId),
    invitation.email === null ? null : findUserByEmail(invitation.email),
  ]);
  const standing = invitationStanding(
    { ...invitation, addressHasAccount: account !== null },
    { actor, email: user?.email ?? null, emailVerified: (user?.emailVerifiedAt ?? null) !== null, role },
  );
  return { invitation, actor, standing };
}
