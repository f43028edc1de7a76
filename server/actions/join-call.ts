'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { beginSession } from '#server/auth/begin-session.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { joinAsGuest } from '#server/auth/join-as-guest.ts';
import { requestAddress } from '#server/auth/request-address.ts';
import { findCallByGuestToken } from '#server/db/calls.ts';
import { addGuest } from '#server/db/guests.ts';
import { publishAccess } from './publish-access.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ token: z.string().max(200), name: z.string().max(200).optional() });

/** Lets the holder of a call's link in: with a chosen name, or as the account that is signed in. */
export async function joinCall(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ token, name }) => {
    const actor = await currentActor();
    const call = await findCallByGuestToken(token);
    if (call === null || !call.guestsAllowed) {
      throw new AppError('not_found', {
        message: 'This link does not open a call any more. Ask for a new one.',
      });
    }
    if (actor.kind === 'user') {
      await addGuest({ callId: call.id, userId: actor.userId });
      publishAccess({ userId: actor.userId, callId: call.id });
    } else {
      const guest = await joinAsGuest(token, name ?? '', await requestAddress());
      await beginSession(guest.id, 'guest');
    }
    revalidatePath('/', 'layout');
    redirect(`/${call.series.slug}/${String(call.number)}`);
  });
}
