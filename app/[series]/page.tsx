import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CallsTable } from '#components/series/calls-table.tsx';
import { FollowSeries } from '#components/series/follow-series.tsx';
import { RemoveSampleForm } from '#components/series/remove-sample-form.tsx';
import { SeriesNav } from '#components/series/series-nav.tsx';
import { PageHeader } from '#components/site/page-header.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { formatLength } from '#lib/times/format-instant.ts';
import { seriesView } from '#server/queries/series-view.ts';

type SeriesPageProps = { params: Promise<{ series: string }> };

export async function generateMetadata({ params }: SeriesPageProps): Promise<Metadata> {
  const view = await seriesView((await params).series);
  if (view === null) return { title: 'Not found' };
  return {
    title: view.title,
    description: view.intro === '' ? null : view.intro.slice(0, 200),
    robots: view.visibility === 'public' ? null : { index: false },
  };
}

export default async function SeriesPage({ params }: SeriesPageProps) {
  const view = await seriesView((await params).series);
  if (view === null) notFound();
  // The words of a cadence end in its zone.
  const zone = view.cadence?.includes(view.zone.replaceAll('_', ' ')) === true ? null : view.zone;
  const facts = [view.cadence, formatLength(view.lengthMinutes), zone, audience[view.visibility]];
  return (
    <>
      <PageHeader
        title={view.title}
        crumbs={[{ href: '/', label: 'Series' }]}
        lead={
          <>
            {view.intro === '' ? null : <p className="mb-1 text-ink">{view.intro}</p>}
            <p>{facts.filter(Boolean).join(' · ')}</p>
          </>
        }
        aside={
          <>
            <FollowSeries seriesId={view.id} follow={view.follow} />
            {view.access.manage ? (
              <>
                {view.sample ? <RemoveSampleForm seriesId={view.id} /> : null}
                <ButtonLink href={`/${view.slug}/new-call`} look="primary" className="max-sm:h-11">
                  New call
                </ButtonLink>
              </>
            ) : null}
          </>
        }
      />
      <SeriesNav slug={view.slug} access={view.access} current="calls" />
      {view.calls.length === 0 ? (
        <EmptyState
          title="No calls yet"
          action={
            view.access.manage ? (
              <ButtonLink href={`/${view.slug}/new-call`} look="primary" className="max-sm:h-11">
                New call
              </ButtonLink>
            ) : null
          }
        >
          Every call of this series will stand here, with its notes, decisions and actions.
        </EmptyState>
      ) : (
        <CallsTable slug={view.slug} zone={view.zone} calls={view.calls} />
      )}
    </>
  );
}

const audience = {
  public: 'Anybody may read',
  members: 'Members only',
  link: 'Members and holders of a link',
} as const;
