'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { TextAreaField } from '#components/ui/text-area-field.tsx';
import { saveSeriesSettings } from '#server/actions/save-series-settings.ts';
import type { FormState } from '#server/actions/form-state.ts';
import type { SeriesSettingsView } from '#server/queries/series-settings-view.ts';
import { CadenceFields } from './cadence-fields.tsx';
import { VisibilityFields } from './visibility-fields.tsx';

/** What a field shows: what was typed before a refusal, else what is stored. */
function valuesOf(view: SeriesSettingsView, { values }: FormState) {
  const { cadence, ...stored } = view;
  const typed = (name: string, value: string): string => values[name] ?? value;
  return {
    title: typed('title', stored.title),
    slug: typed('slug', stored.slug),
    intro: typed('intro', stored.intro),
    cadenceNote: typed('cadenceNote', stored.cadenceNote),
    lengthMinutes: typed('lengthMinutes', String(stored.lengthMinutes)),
    visibility: typed('visibility', stored.visibility),
    recordingChannel: typed('recordingChannel', stored.recordingChannel),
    cadence: {
      zone: typed('zone', stored.zone),
      kind: typed('kind', cadence.kind),
      weekday: typed('weekday', cadence.weekday),
      nth: typed('nth', cadence.nth),
      time: typed('time', cadence.time),
      anchor: typed('anchor', cadence.anchor),
    },
  };
}

/** Everything that the owners and chairs of a series set about it. */
export function SettingsForm({ view }: { view: SeriesSettingsView }) {
  return (
    <ActionForm action={saveSeriesSettings} className="grid max-w-2xl gap-8" label="Settings of the series">
      {({ state, pending }) => {
        const values = valuesOf(view, state);
        const { details } = state;
        return (
          <>
            <input type="hidden" name="seriesId" value={view.id} />
            <fieldset className="grid gap-4">
              <legend className="mb-3 text-lead font-semibold">What it is</legend>
              <Field
                name="title"
                label="Title"
                required
                maxLength={120}
                defaultValue={values.title}
                error={details['title']}
              />
              <Field
                name="slug"
                label="Address"
                hint="The word in the links to its calls. When it changes, old links keep working."
                required
                maxLength={60}
                spellCheck={false}
                defaultValue={values.slug}
                error={details['slug']}
              />
              <TextAreaField
                name="intro"
                label="Introduction"
                hint="Stands at the top of its page."
                rows={3}
                maxLength={2000}
                defaultValue={values.intro}
                error={details['intro']}
              />
            </fieldset>
            <CadenceFields
              key={JSON.stringify(values.cadence)}
              fields={values.cadence}
              details={details}
              planned={view.planned}
              now={view.now}
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <Field
                name="lengthMinutes"
                label="Minutes"
                hint="How long a call is planned to take."
                inputMode="numeric"
                required
                defaultValue={values.lengthMinutes}
                error={details['lengthMinutes']}
              />
              <Field
                name="cadenceNote"
                label="Note"
                hint="What no rule can say, such as: when there is news."
                maxLength={200}
                defaultValue={values.cadenceNote}
                error={details['cadenceNote']}
              />
            </div>
            <VisibilityFields visibility={values.visibility} error={details['visibility']} />
            <Field
              name="recordingChannel"
              label="Recordings"
              hint="Address of the channel where they are found. A call may have an address of its own."
              type="url"
              maxLength={500}
              defaultValue={values.recordingChannel}
              error={details['recordingChannel']}
            />
            <div>
              <Button type="submit" className="max-sm:h-11" look="primary" size="large" disabled={pending}>
                {pending ? 'Saving' : 'Save the settings'}
              </Button>
            </div>
          </>
        );
      }}
    </ActionForm>
  );
}
