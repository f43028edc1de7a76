'use client';

import { useState } from 'react';
import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { createSeries } from '#server/actions/create-series.ts';
import { slugFromTitle } from '#lib/series/slug-from-title.ts';

export function NewSeriesForm() {
  const [slug, setSlug] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  return (
    <ActionForm action={createSeries} className="grid gap-4" label="New series">
      {({ state, pending }) => (
        <>
          <Field
            name="title"
            label="Title"
            hint="What people call it, such as Core call."
            required
            maxLength={120}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            error={state.details['title']}
          />
          <Field
            name="slug"
            label="Address"
            hint="The word in the links to its calls. It can be changed later; old links keep working."
            required
            maxLength={60}
            spellCheck={false}
            value={slug ?? slugFromTitle(title)}
            onChange={(event) => setSlug(event.currentTarget.value)}
            error={state.details['slug']}
          />
          <Field
            name="zone"
            label="Time zone"
            hint="The clock the call goes by, such as UTC or Europe/Lisbon."
            required
            defaultValue={state.values['zone'] ?? 'UTC'}
            error={state.details['zone']}
          />
          <SelectField
            name="visibility"
            label="Who may read"
            defaultValue={state.values['visibility'] ?? 'members'}
          >
            <option value="members">Members only</option>
            <option value="public">Anybody</option>
          </SelectField>
          <Button type="submit" look="primary" size="large" disabled={pending}>
            {pending ? 'Making the series' : 'Make the series'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
