'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { AppError, isAppError } from '#lib/errors.ts';
import { invitationEnd, MAX_INVITED_AT_ONCE } from '#lib/invitations/invitation-terms.ts';
import { splitAddresses } from '#lib/invitations/split-addresses.ts';
import { parseEmail } from '#server/auth/parse-email.ts';
import { countAttempt } from '#server/auth/rate-limits.ts';
import { createInvitation, deleteInvitation, type NewInvitation } from '#server/db/invitations.ts';
import { listMembers } from '#server/db/memberships.ts';
import { loadEnv } from '#server/env.ts';
import { invitationMail } from '#server/mail/invitation-mail.ts';
import { sendMail } from '#server/mail/send-mail.ts';
import type { FormState } from './form-state.ts';
import { invitationFields, requireInviting, type Inviting } from './invitation-fields.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  ...invitationFields,
  addresses: z.string().max(20_000, 'That is too much at once.'),
});

/**
 * Mails an invitation to each of the addresses, one a line; nothing is sent while one of them cannot be read. Whether an
 * address has an account is not told.
 */
export async function inviteByMail(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ seriesId, role, days, addresses }) => {
    const series = await requireInviting(seriesId, role);
    const wanted = parseAddresses(addresses);
    const members = new Set((await listMembers(series.id)).map(({ email }) => email));
    const emails = wanted.filter((email) => !members.has(email));
    if (emails.length === 0) {
      throw refused(
        wanted.length === 1 ? 'That is a member’s address already.' : 'They are members already.',
      );
    }
    await countAttempt('inviteMail', series.inviter.userId, emails.length);
    const terms = { seriesId: series.id, role, expiresAt: invitationEnd(new Date(), days) };
    const sent = await Promise.all(emails.map((email) => invite(series, { ...terms, email })));
    revalidatePath('/', 'layout');
    return resultText(emails, sent, wanted.length - emails.length);
  });
}

/** Makes one invitation and mails it; false when the mail server did not take the mail, and there is no invitation then. */
async function invite(
  series: Inviting,
  terms: Pick<NewInvitation, 'seriesId' | 'role' | 'expiresAt'> & { email: string },
): Promise<boolean> {
  const { id, token } = await createInvitation({
    ...terms,
    maxUses: 1,
    createdById: series.inviter.userId,
  });
  const link = `${loadEnv().publicUrl}/invitation/${token}`;
  const invitedBy = series.inviter.name;
  try {
    await sendMail({
      to: terms.email,
      ...invitationMail({ ...terms, seriesTitle: series.title, invitedBy, link }),
    });
    return true;
  } catch (error) {
    await deleteInvitation(id);
    if (isAppError(error)) return false;
    throw error;
  }
}

function parseAddresses(text: string): string[] {
  const parts = splitAddresses(text);
  if (parts.length === 0) throw refused('Write the address of whom you invite.');
  if (parts.length > MAX_INVITED_AT_ONCE) {
    throw refused(`Write at most ${String(MAX_INVITED_AT_ONCE)} addresses at once.`);
  }
  const emails = parts.map((part) => {
    try {
      return parseEmail(part);
    } catch (error) {
      if (isAppError(error, 'invalid')) throw refused(`“${part.slice(0, 100)}” is not an e-mail address.`);
      throw error;
    }
  });
  return [...new Set(emails)];
}

function refused(problem: string): AppError {
  return new AppError('invalid', {
    message: 'Nobody was invited.',
    details: { addresses: problem },
  });
}

function resultText(emails: readonly string[], sent: readonly boolean[], members: number): string {
  const lost = emails.filter((_, index) => sent[index] !== true);
  if (lost.length === emails.length) {
    throw new AppError('unavailable', {
      message: 'The mail server did not take the mail. Nobody was invited; try again in a minute.',
    });
  }
  const invited = emails.length - lost.length;
  return [
    invited === 1 ? 'The invitation is on its way.' : `${String(invited)} invitations are on their way.`,
    members === 0
      ? ''
      : members === 1
        ? 'One address is a member’s already.'
        : `${String(members)} addresses are members’ already.`,
    lost.length === 0
      ? ''
      : `The mail server did not take the mail to ${lost.join(', ')}: they are not invited.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
