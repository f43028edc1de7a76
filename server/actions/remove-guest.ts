'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { dismissGuest, renewGuestToken } from '#server/db/guests.ts';
import type { FormState } from './form-state.ts';
import { publishAccess } from './publish-access.ts';
import { requireCall } from './require-call.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  callId: z.string().max(64),
  userId: z.string().max(64),
  renew: z.literal('yes').optional(),
});

/** Takes a guest out of a call; with `renew` the call's link is another one, so that they do not come back by it. */
export async function removeGuest(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ callId, userId, renew }) => {
    await requireCall(callId, 'run');
    const name = await dismissGuest({ callId, userId });
    if (renew === 'yes') await renewGuestToken(callId);
    publishAccess({ userId });
    revalidatePath('/', 'layout');
    return renew === 'yes'
      ? `${name} is out, and the guest link is a new one.`
      : `${name} is out. They can come back by the guest link.`;
  });
}
