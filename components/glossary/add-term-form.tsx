'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { addTerm } from '#server/actions/add-term.ts';
import { TermFields } from './term-fields.tsx';

/** Adds one term. */
export function AddTermForm({ seriesId }: { seriesId: string }) {
  return (
    <ActionForm action={addTerm} className="grid gap-3" label="Add a term">
      {({ state, pending }) => (
        <>
          <input type="hidden" name="seriesId" value={seriesId} />
          <div className="grid gap-3 md:grid-cols-3">
            <TermFields id="add" state={state} />
          </div>
          <Button type="submit" look="primary" className="justify-self-start" disabled={pending}>
            {pending ? 'Adding the term' : 'Add the term'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
