'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { invitationEnd, MAX_LINK_USES } from '#lib/invitations/invitation-terms.ts';
import { createInvitation } from '#server/db/invitations.ts';
import { loadEnv } from '#server/env.ts';
import type { FormState } from './form-state.ts';
import { invitationFields, requireInviting } from './invitation-fields.ts';
import { runAction } from './run-action.ts';

const howOften = `Write a whole number from 1 to ${String(MAX_LINK_USES)}, or nothing for no limit.`;
const schema = z.object({
  ...invitationFields,
  maxUses: z
    .string()
    .trim()
    .regex(/^(?:[1-9]\d{0,2})?$/u, howOften)
    .transform((text) => (text === '' ? null : Number(text)))
    .pipe(z.number().max(MAX_LINK_USES, howOften).nullable()),
});

/** Makes a link that invites whoever has it, and gives it as the value `link`: it is shown this once. */
export async function inviteByLink(_before: FormState, form: FormData): Promise<FormState> {
  let link = '';
  const state = await runAction(form, schema, async ({ seriesId, role, days, maxUses }) => {
    const series = await requireInviting(seriesId, role);
    if (maxUses === null && (role === 'owner' || role === 'chair')) {
      throw new AppError('invalid', {
        message: 'Nobody was invited.',
        details: { maxUses: 'A link that makes owners or chairs needs a limit.' },
      });
    }
    const { token } = await createInvitation({
      seriesId: series.id,
      role,
      email: null,
      expiresAt: invitationEnd(new Date(), days),
      maxUses,
      createdById: series.inviter.userId,
    });
    link = `${loadEnv().publicUrl}/invitation/${token}`;
    revalidatePath('/', 'layout');
    return 'The link is made. Copy it now: it is not shown again.';
  });
  return state.status === 'done' ? { ...state, values: { link } } : state;
}
