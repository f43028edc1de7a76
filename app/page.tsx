import Link from 'next/link';
import { RemoveSampleForm } from '#components/series/remove-sample-form.tsx';
import { SeriesList } from '#components/series/series-list.tsx';
import { PageHeader } from '#components/site/page-header.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { homeView } from '#server/queries/home-view.ts';

export default async function HomePage() {
  const view = await homeView();
  const sample = view.series.find((one) => one.sample);
  return (
    <>
      <PageHeader
        title="Series"
        lead="Calls that come again, with the notes of every one of them."
        aside={
          view.canAddSeries ? (
            <ButtonLink href="/new" look="primary" className="max-sm:h-11">
              New series
            </ButtonLink>
          ) : null
        }
      />
      {view.setupNeeded ? (
        <div className="mb-5">
          <Notice>
            Nobody has an account here yet. To make the first one, open the setup link that the terminal
            shows.
          </Notice>
        </div>
      ) : null}
      {sample === undefined ? null : (
        <div className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-control bg-sunken px-3 py-2 text-soft">
          <p className="me-auto">
            A sample with invented people shows how it works.{' '}
            {sample.next === null ? null : (
              <Link href={`/${sample.slug}/${String(sample.next.number)}`} className="text-link">
                Open its {sample.next.status === 'live' ? 'live call' : 'next call'}
              </Link>
            )}
          </p>
          {sample.manage ? <RemoveSampleForm seriesId={sample.id} /> : null}
        </div>
      )}
      {view.series.length === 0 ? (
        <EmptyState
          title="No series yet"
          action={
            view.canAddSeries ? (
              <ButtonLink href="/new" look="primary" className="max-sm:h-11">
                New series
              </ButtonLink>
            ) : view.signedIn ? null : (
              <ButtonLink href="/sign-in" look="primary" className="max-sm:h-11">
                Sign in
              </ButtonLink>
            )
          }
        >
          {view.signedIn
            ? 'A series is a call that comes again. It stands here once you have made one or somebody has added you to theirs.'
            : 'No series here is open to everybody. Members see theirs once they sign in.'}
        </EmptyState>
      ) : (
        <SeriesList series={view.series} />
      )}
      {view.guestCalls.length === 0 ? null : (
        <section className="mt-10" aria-labelledby="guest-calls">
          <h2 id="guest-calls" className="text-lead font-semibold">
            Calls you joined
          </h2>
          <ul className="mt-2 divide-y border-y">
            {view.guestCalls.map((call) => (
              <li key={`${call.slug}/${String(call.number)}`} className="py-2.5">
                <Link href={`/${call.slug}/${String(call.number)}`} className="font-medium hover:underline">
                  {call.seriesTitle} #{call.number}: {call.title}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
