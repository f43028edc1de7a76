'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import type { StoredTerm } from '#lib/glossary/glossary-term.ts';
import { editTerm } from '#server/actions/edit-term.ts';
import { TermFields } from './term-fields.tsx';

/** Writes a term anew. */
export function EditTerm({ seriesId, term }: { seriesId: string; term: StoredTerm }) {
  return (
    <ActionForm action={editTerm} className="grid gap-3" label={`Edit ${term.form}`}>
      {({ state, pending }) => (
        <>
          <input type="hidden" name="seriesId" value={seriesId} />
          <input type="hidden" name="termId" value={term.id} />
          <div className="grid gap-3 md:grid-cols-3">
            <TermFields id={term.id} state={state} term={term} />
          </div>
          <Button type="submit" className="justify-self-start" disabled={pending}>
            {pending ? 'Saving' : 'Save'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
