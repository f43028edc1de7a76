'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { deleteSeries } from '#server/actions/delete-series.ts';

type DeleteSeriesFormProps = { seriesId: string; slug: string; calls: number };

/** Removes a series for good, once its address is typed. */
export function DeleteSeriesForm({ seriesId, slug, calls }: DeleteSeriesFormProps) {
  return (
    <ActionForm action={deleteSeries} className="grid max-w-2xl gap-3" label="Delete the series">
      {({ state, pending }) => (
        <>
          <input type="hidden" name="seriesId" value={seriesId} />
          <Field
            name="confirmation"
            label={`Type ${slug} to delete the series`}
            hint={`${lost(calls)} its roster and its members’ rights are gone then. Nothing brings them back.`}
            autoComplete="off"
            spellCheck={false}
            required
            defaultValue={state.values['confirmation']}
            error={state.details['confirmation']}
          />
          <div>
            <Button type="submit" className="max-sm:h-11" look="danger" disabled={pending}>
              {pending ? 'Deleting' : 'Delete the series'}
            </Button>
          </div>
        </>
      )}
    </ActionForm>
  );
}

function lost(calls: number): string {
  if (calls === 0) return 'Its template,';
  return calls === 1 ? 'Its call, all notes,' : `Its ${String(calls)} calls, all notes,`;
}
