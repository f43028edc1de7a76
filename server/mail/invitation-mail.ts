import type { SeriesRole } from '#lib/policy/access.ts';
import { roleWords } from '#lib/policy/role-words.ts';
import { formatUtc } from '#lib/times/format-instant.ts';

export type InvitationMailInput = {
  seriesTitle: string;
  role: SeriesRole;
  invitedBy: string;
  expiresAt: Date;
  /** The full address of the invitation's page. */
  link: string;
};

/** The mail that invites one address to a series. */
export function invitationMail({ seriesTitle, role, invitedBy, expiresAt, link }: InvitationMailInput): {
  subject: string;
  text: string;
} {
  const { article, does } = roleWords[role];
  return {
    subject: `${invitedBy} invites you to ${seriesTitle}`,
    text: [
      `${invitedBy} invites you to “${seriesTitle}” as ${article}, who ${does}.`,
      `To accept, open this link:\n${link}`,
      `It is for this address alone, works once, and ends on ${formatUtc(expiresAt)}.`,
      'If you did not expect this mail, you can leave it unanswered: nothing happens then.',
    ].join('\n\n'),
  };
}
