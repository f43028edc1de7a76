import 'server-only';
import { maskedAddress } from '#lib/invitations/masked-address.ts';
import type { SeriesRole } from '#lib/policy/access.ts';
import type { InvitationStanding } from '#lib/policy/invitations.ts';
import { heldInvitation } from '#server/auth/held-invitation.ts';

export type InvitationView = {
  standing: InvitationStanding;
  seriesTitle: string;
  slug: string;
  role: SeriesRole;
  /** Null when their account is gone. */
  invitedBy: string | null;
  expiresAt: string;
  /** The address that it is for, hidden from another's account; null for a link that anybody may use. */
  email: string | null;
  /** The name of whoever is signed in; null for nobody. */
  as: string | null;
};

/** What the page of an invitation shows; null when the link leads nowhere. The link is the right to ask. */
export async function invitationView(token: string): Promise<InvitationView | null> {
  const held = await heldInvitation(token);
  if (held === null) return null;
  const { invitation, actor, standing } = held;
  const { email } = invitation;
  const theirs = standing === 'setUpAccount' || standing === 'signIn' || standing === 'unproven';
  return {
    standing,
    seriesTitle: invitation.series.title,
    slug: invitation.series.slug,
    role: invitation.role,
    invitedBy: invitation.invitedBy,
    expiresAt: invitation.expiresAt.toISOString(),
    email: email === null || theirs ? email : maskedAddress(email),
    as: actor.kind === 'user' ? actor.name : null,
  };
}
