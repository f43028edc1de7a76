'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { parseAliases, parseInitials } from '#lib/speakers/parse-person.ts';
import { SPEAKER_COLORS } from '#lib/speakers/speaker-color.ts';
import { parsePersonName } from '#server/auth/person-name.ts';
import { changePerson } from '#server/db/people.ts';
import type { FormState } from './form-state.ts';
import { requireRosterPerson } from './require-person.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  personId: z.string().max(64),
  name: z.string().max(400),
  initials: z.string().max(40),
  aliases: z.string().max(4000),
  colour: z
    .string()
    .regex(/^\d?$/u, 'Choose a colour.')
    .transform((text) => (text === '' ? null : Number(text)))
    .pipe(
      z
        .number()
        .max(SPEAKER_COLORS - 1, 'Choose a colour.')
        .nullable(),
    ),
  userId: z
    .string()
    .max(64)
    .transform((text) => (text === '' ? null : text)),
});

/** Sets name, initials, other names, colour and account of a person of the roster, on every call of the series. */
export async function editPerson(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ personId, colour, userId, ...written }) => {
    const { seriesId } = await requireRosterPerson(personId);
    const name = parsePersonName(written.name);
    await changePerson(seriesId, personId, {
      name,
      initials: parseInitials(written.initials),
      aliases: parseAliases(written.aliases, name),
      colour,
      userId,
    });
    revalidatePath('/', 'layout');
    return `${name} is changed.`;
  });
}
