'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { agendaItemPurposes, MAX_MINUTES } from '#lib/notes/schema/agenda-item.ts';
import { isSafeHref } from '#lib/notes/schema/is-safe-href.ts';
import { currentActor } from '#server/auth/current-actor.ts';
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
    const proposed = await propose({
      ...rest,
      title: title.replaceAll(/\s+/gu, ' '),
      actor: await currentActor(),
    });
    revalidatePath('/', 'layout');
    return proposed.place === 'agenda'
      ? `“${title}” is on the agenda.`
      : `The agenda is locked. “${title}” waits in the parking lot of the series.`;
  });
}
