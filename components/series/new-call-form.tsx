'use client';

import { MinutesField, StartsField, TitleField } from '#components/call/call-fields.tsx';
import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { createCall } from '#server/actions/create-call.ts';
import type { NewCallView } from '#server/queries/new-call-view.ts';

export function NewCallForm({ view }: { view: NewCallView }) {
  return (
    <ActionForm action={createCall} className="grid gap-4" label="New call">
      {({ state, pending }) => (
        <>
          <input type="hidden" name="series" value={view.slug} />
          <div className="grid grid-cols-2 gap-4">
            <Field
              name="number"
              label="Number"
              inputMode="numeric"
              required
              defaultValue={state.values['number'] ?? String(view.number)}
              error={state.details['number']}
            />
            <MinutesField state={state} value={String(view.lengthMinutes)} />
          </div>
          <TitleField state={state} value={view.title} />
          <StartsField
            state={state}
            value={view.startsAt}
            hint={`On the clock of ${view.zone}. It can stay open for now.`}
          />
          <Button type="submit" look="primary" size="large" disabled={pending}>
            {pending ? 'Planning the call' : 'Plan the call'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
