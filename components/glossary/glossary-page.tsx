import { SeriesPageHeader } from '#components/series/series-page-header.tsx';
import { buttonLook } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { GlossaryView } from '#server/queries/glossary-view.ts';
import { AddTermForm } from './add-term-form.tsx';
import { AddTermLinesForm } from './add-term-lines-form.tsx';
import { TermsList } from './terms-list.tsx';

/** The words of a series: read by whoever reads it, added to by those who take part. */
export function GlossaryPage({ glossary }: { glossary: GlossaryView }) {
  const { seriesId, slug, seriesTitle, access, terms } = glossary;
  const { addTerms: mayAdd, manage: mayEdit } = access;
  return (
    <>
      <SeriesPageHeader
        series={{ slug, title: seriesTitle }}
        access={access}
        page="glossary"
        title="Glossary"
        lead="How this series writes its own words. They complete while notes are typed, and other spellings are offered as corrections in review."
      />
      {mayAdd ? (
        <section aria-label="New terms" className="mb-6 grid gap-4 rounded-card bg-sunken p-4">
          <AddTermForm seriesId={seriesId} />
          <details>
            <summary className={`${buttonLook({ look: 'quiet', size: 'small' })} -ms-2.5 list-none`}>
              Add many at once
            </summary>
            <div className="mt-3">
              <AddTermLinesForm seriesId={seriesId} />
            </div>
          </details>
        </section>
      ) : null}
      {terms.length === 0 ? (
        <EmptyState title="No terms yet">
          Names of products, projects and protocols stand here, with the ways in which they are misheard.
          {mayAdd ? ' Add the first one above.' : ' Those who take part in this series add them.'}
        </EmptyState>
      ) : null}
      <TermsList seriesId={seriesId} terms={terms} mayEdit={mayEdit} />
    </>
  );
}
