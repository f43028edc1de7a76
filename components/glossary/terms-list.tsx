'use client';

import { useActionState } from 'react';
import { ActionNotice } from '#components/forms/action-notice.tsx';
import { Button, buttonLook } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { StoredTerm } from '#lib/glossary/glossary-term.ts';
import { idleForm } from '#server/actions/form-state.ts';
import { removeTerm } from '#server/actions/remove-term.ts';
import { EditTerm } from './edit-term.tsx';

type TermsListProps = { seriesId: string; terms: readonly StoredTerm[]; mayEdit: boolean };

const summary = 'cursor-pointer list-none [&::-webkit-details-marker]:hidden';

/** The terms of a series; each opens to be corrected or removed by those who may. */
export function TermsList({ seriesId, terms, mayEdit }: TermsListProps) {
  const [removal, remove, removing] = useActionState(removeTerm, idleForm);

  return (
    <>
      <ActionNotice state={removal} />
      <ul aria-label="Terms" className="divide-y border-y empty:hidden">
        {terms.map((term) => (
          <li key={term.id} className={classNames('relative py-2.5', mayEdit && 'pe-16')}>
            <div className="grid gap-x-6 gap-y-0.5 md:grid-cols-[14rem_minmax(0,1fr)]">
              <p className="font-semibold wrap-anywhere">{term.form}</p>
              <div className="min-w-0 wrap-anywhere">
                {term.meaning === '' ? null : <p>{term.meaning}</p>}
                {term.others.length === 0 ? null : (
                  <p className="text-soft">
                    <span className="text-faint">Not</span> {term.others.join(', ')}
                  </p>
                )}
              </div>
            </div>
            {mayEdit ? (
              <details className="-me-16">
                <summary
                  className={classNames(
                    buttonLook({ look: 'quiet', size: 'small' }),
                    summary,
                    'absolute end-0 top-2',
                  )}
                >
                  Edit<span className="sr-only"> {term.form}</span>
                </summary>
                <div className="mt-3 mb-1.5 grid gap-4 rounded-card bg-sunken p-4">
                  <EditTerm seriesId={seriesId} term={term} />
                  <details>
                    <summary className={classNames(buttonLook({ look: 'danger', size: 'small' }), summary)}>
                      Remove<span className="sr-only"> {term.form}</span>
                    </summary>
                    <form action={remove} className="mt-2 flex flex-wrap items-center gap-3">
                      <input type="hidden" name="seriesId" value={seriesId} />
                      <input type="hidden" name="termId" value={term.id} />
                      <p>It will complete no more, and nothing is corrected to it. Notes stay as they are.</p>
                      <Button type="submit" look="danger" disabled={removing}>
                        Remove “{term.form}”
                      </Button>
                    </form>
                  </details>
                </div>
              </details>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}
