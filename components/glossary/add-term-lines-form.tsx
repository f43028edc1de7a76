'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { TextAreaField } from '#components/ui/text-area-field.tsx';
import { addTermLines } from '#server/actions/add-term-lines.ts';

/** Adds the terms of pasted lines. */
export function AddTermLinesForm({ seriesId }: { seriesId: string }) {
  return (
    <ActionForm action={addTermLines} className="grid gap-3" label="Add many terms">
      {({ state, pending }) => (
        <>
          <input type="hidden" name="seriesId" value={seriesId} />
          <TextAreaField
            name="lines"
            label="Terms, one a line"
            hint="Other forms stand behind a colon, as in “Kelpnet: calp net, kelpnet 2”."
            rows={6}
            spellCheck={false}
            required
            defaultValue={state.values['lines']}
            error={state.details['lines']}
          />
          <Button type="submit" className="justify-self-start" disabled={pending}>
            {pending ? 'Adding the terms' : 'Add them all'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
