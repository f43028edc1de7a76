'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AppError, type AppErrorCode } from '#lib/errors.ts';
import type { InvitationStanding } from '#lib/policy/invitations.ts';
import { beginSession } from '#server/auth/begin-session.ts';
import { heldInvitation } from '#server/auth/held-invitation.ts';
import { hashPassword, MIN_PASSWORD_LENGTH } from '#server/auth/password.ts';
import { parsePersonName } from '#server/auth/person-name.ts';
import { countAttempt } from '#server/auth/rate-limits.ts';
import { requestAddress } from '#server/auth/request-address.ts';
import { prisma } from '#server/db/client.ts';
import { acceptInvitation as giveRole, type FoundInvitation } from '#server/db/invitations.ts';
import { createUser } from '#server/db/users.ts';
import type { FormState } from './form-state.ts';
import { publishAccess } from './publish-access.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  token: z.string().max(200),
  name: z.string().max(400).default(''),
  password: z
    .string()
    .max(1024, 'Use at most 1024 characters.')
    .refine(
      (text) => text === '' || text.length >= MIN_PASSWORD_LENGTH,
      `Use at least ${String(MIN_PASSWORD_LENGTH)} characters, or none.`,
    )
    .default(''),
});

/**
 * Makes the holder of an invitation's link a member, and goes to the series. Whoever came by a mail to an address without
 * an account gets the account with it: the secret was sent nowhere else.
 */
export async function acceptInvitation(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ token, name, password }) => {
    await countAttempt('invitation', await requestAddress());
    const held = await heldInvitation(token);
    if (held === null) throw refusal('gone', 'This link leads nowhere. Ask for a new one.');
    const { invitation, actor, standing } = held;
    if (standing === 'setUpAccount') {
      await beginSession(await setUpAccount(invitation, { name, password }), 'invitation');
    } else if (standing === 'accept' && actor.kind === 'user') {
      await giveRole({ id: invitation.id, userId: actor.userId });
      publishAccess({ userId: actor.userId, seriesId: invitation.seriesId });
    } else if (standing !== 'member') {
      throw refusal(...refusals[standing === 'accept' ? 'signIn' : standing]);
    }
    revalidatePath('/', 'layout');
    redirect(`/${invitation.series.slug}`);
  });
}

async function setUpAccount(
  invitation: FoundInvitation,
  written: { name: string; password: string },
): Promise<string> {
  const name = parsePersonName(written.name);
  const passwordHash = written.password === '' ? null : await hashPassword(written.password);
  const email = invitation.email ?? '';
  return prisma().$transaction(async (tx) => {
    const user = await createUser({ name, email, passwordHash, emailVerifiedAt: new Date() }, tx);
    await giveRole({ id: invitation.id, userId: user.id }, tx);
    return user.id;
  });
}

type Refused = Exclude<InvitationStanding, 'member' | 'accept' | 'setUpAccount'>;

const refusals: Readonly<Record<Refused, [AppErrorCode, string]>> = {
  signIn: ['unauthenticated', 'Sign in first. Nothing was changed.'],
  otherAccount: ['forbidden', 'This invitation is for another address. Nothing was changed.'],
  unproven: ['forbidden', 'Nobody has proved yet that you read mail at this address. Nothing was changed.'],
  revoked: ['gone', 'This invitation was revoked. Nothing was changed.'],
  expired: ['gone', 'This invitation has ended. Ask for a new one.'],
  usedUp: ['gone', 'This invitation was used as often as it may be. Ask for a new one.'],
};

function refusal(code: AppErrorCode, message: string): AppError {
  return new AppError(code, { message });
}
