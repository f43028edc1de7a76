'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { agendaItemPurposes, MAX_MINUTES } from '#lib/notes/schema/agenda-item.ts';
import { isSafeHref } from '#lib/notes/schema/is-safe-href.ts';
import type { Actor } from '#lib/policy/access.ts';
import { callAccess } from '#server/auth/call-access.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { countAttempt } from '#server/auth/rate-limits.ts';
import { requestAddress } from '#server/auth/request-address.ts';
import { proposeItem as propose } from '#server/planning/propose-item.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  callId: z.string().max(64),
  title: z.string().trim().min(1, 'Write what the item is about.').max(200, 'Use at most 200 characters.'),
  purpose: z
    .enum(['', ...agendaItemPurposes])
    .default('')
    .transform((purpose) => (purpose === '' ? null : purpose)),
  minutes: z
    .string()
    .trim()
    .regex(/^\d{0,3}$/u, 'Write the minutes as a whole number.')
    .default('')
    .transform((text) => (text === '' ? null : Number(text)))
    .refine((minutes) => minutes === null || (minutes >= 1 && minutes <= MAX_MINUTES), {
      message: `An item takes from 1 to ${String(MAX_MINUTES)} minutes.`,
    }),
  link: z
    .string()
    .trim()
    .max(2000, 'Use at most 2,000 characters.')
    .default('')
    .refine((text) => text === '' || isSafeHref(text), {
      message: 'Write the whole address, such as https://example.org/plan.',
    })
    .transform((text) => (text === '' ? null : text)),
});

/** Puts an item forward for a planned call: onto its agenda, or into the parking lot when that is locked. */
export async function proposeItem(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ title, ...rest }) => {
    const actor = await currentActor();
    await countGuestProposal(actor, rest.callId);
    const proposed = await propose({ ...rest, title: title.replaceAll(/\s+/gu, ' '), actor });
    revalidatePath('/', 'layout');
    return proposed.place === 'agenda'
      ? `“${title}” is on the agenda.`
      : `The agenda is locked. “${title}” waits in the parking lot of the series.`;
  });
}

/** Whoever came by the call's link, under whatever name, fills no agenda; members are trusted. */
async function countGuestProposal(actor: Actor, callId: string): Promise<void> {
  if (actor.kind === 'anonymous' || actor.instanceOwner) return;
  const call = await callAccess(actor, callId);
  if (call === null || !call.access.propose || !(actor.guest || call.facts.role === null)) return;
  await countAttempt('guestProposals', `${callId} ${actor.userId}`);
  await countAttempt('guestProposalsAddress', `${callId} ${await requestAddress()}`);
}
