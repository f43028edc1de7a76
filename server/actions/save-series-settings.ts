'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { cadenceOfFields } from '#lib/cadence/cadence-form.ts';
import { storedCadence } from '#lib/cadence/series-cadence.ts';
import { visibilities } from '#lib/policy/access.ts';
import { saveSeriesSettings as saveSettings } from '#server/db/series.ts';
import { callFields } from './call-fields.ts';
import { publishAccess } from './publish-access.ts';
import { requireManagedSeries } from './require-series.ts';
import type { FormState } from './form-state.ts';
import { runAction, shownAgain } from './run-action.ts';

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Use at most ${String(most)} characters.`);

const schema = z.object({
  seriesId: z.string().max(64),
  title: line(120).min(1, 'Write a title.'),
  slug: z.string().max(100),
  intro: line(2000),
  zone: z.string().trim().max(64),
  kind: z.enum(['none', 'weekly', 'biweekly', 'monthlyNthWeekday'], 'Choose how often the call is held.'),
  weekday: z.string().max(2),
  nth: z.string().max(4),
  time: z.string().max(8),
  anchor: z.string().max(10),
  cadenceNote: line(200),
  lengthMinutes: callFields.lengthMinutes,
  visibility: z.enum(visibilities, 'Choose who may read.'),
  recordingChannel: line(500).refine(
    (address) => address === '' || (/^https?:/iu.test(address) && URL.canParse(address)),
    'Write an address that begins with https://, or leave it empty.',
  ),
});

/** Saves the settings of a series. Calls that are planned stay when they are; a slug that is given up goes on leading here. */
export async function saveSeriesSettings(_before: FormState, form: FormData): Promise<FormState> {
  // Asked without JavaScript, where the dates do not change as one types.
  if (form.get('intent') === 'show') return shownAgain(form);
  return runAction(form, schema, async (input) => {
    const series = await requireManagedSeries({ id: input.seriesId });
    const { seriesId, kind, weekday, nth, time, anchor, cadenceNote, recordingChannel, ...fields } = input;
    const cadence = cadenceOfFields({ kind, weekday, nth, time, anchor }, input.zone);
    const saved = await saveSettings(seriesId, {
      ...fields,
      cadence: storedCadence(cadence),
      cadenceNote: cadenceNote === '' ? null : cadenceNote,
      recordingChannel: recordingChannel === '' ? null : recordingChannel,
    });
    publishAccess({ seriesId });
    revalidatePath('/', 'layout');
    if (saved.slug !== series.slug) redirect(`/${saved.slug}/settings?renamed=yes`);
    return 'The settings are saved. Calls that are planned stay when they are.';
  });
}
