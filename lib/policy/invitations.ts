import type { Actor, SeriesRole } from './access.ts';
import { isHigher } from './series-roles.ts';

/** What policy needs to know about an invitation and the account of its address. */
export type InvitationFacts = {
  role: SeriesRole;
  revoked: boolean;
  expired: boolean;
  usedUp: boolean;
  /** The one address that it is for; null for a link that anybody may use. */
  email: string | null;
  /** Whether somebody has an account with that address. */
  addressHasAccount: boolean;
};

/** Who asks: the address of their account, and the role they have in the series already. */
export type Invited = {
  actor: Actor;
  email: string | null;
  emailVerified: boolean;
  role: SeriesRole | null;
};

/** What the holder of an invitation's link may do now. */
export type InvitationStanding =
  /** They have that role, or a higher one, already. */
  | 'member'
  /** One press makes them a member. */
  | 'accept'
  /** The mail's secret proves the address, which has no account: one is set up with the press. */
  | 'setUpAccount'
  | 'signIn'
  /** It is for another address than that of the account they use. */
  | 'otherAccount'
  /** Their account has the address, but nobody has proved yet that they read its mail. */
  | 'unproven'
  | 'revoked'
  | 'expired'
  | 'usedUp';

/**
 * How somebody who holds an invitation's link stands to it. A link for one address serves only the account that has
 * proved the address; guests count as nobody, because they have no account.
 */
export function invitationStanding(invitation: InvitationFacts, invited: Invited): InvitationStanding {
  const signedIn = invited.actor.kind === 'user' && !invited.actor.guest;
  if (signedIn && invited.role !== null && !isHigher(invitation.role, invited.role)) return 'member';
  if (invitation.revoked) return 'revoked';
  if (invitation.expired) return 'expired';
  if (invitation.usedUp) return 'usedUp';
  if (invitation.email === null) return signedIn ? 'accept' : 'signIn';
  if (!signedIn) return invitation.addressHasAccount ? 'signIn' : 'setUpAccount';
  if (invited.email !== invitation.email) return 'otherAccount';
  return invited.emailVerified ? 'accept' : 'unproven';
}
