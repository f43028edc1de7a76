import { Notice } from '#components/ui/notice.tsx';
import type { SeriesSettingsView } from '#server/queries/series-settings-view.ts';
import { DeleteSeriesForm } from './delete-series-form.tsx';
import { SeriesPageHeader } from './series-page-header.tsx';
import { SettingsForm } from './settings-form.tsx';

type SettingsPageProps = {
  view: SeriesSettingsView;
  /** Whether it comes from its former address. */ renamed: boolean;
};

/** The settings of a series, for its owners and chairs. */
export function SettingsPage({ view, renamed }: SettingsPageProps) {
  return (
    <>
      <SeriesPageHeader series={view} access={view.access} page="settings" title="Settings" />
      {renamed ? (
        <div className="mb-6 max-w-2xl">
          <Notice tone="done" announce="status">
            The settings are saved. The series is at /{view.slug} now, and its former address leads here.
          </Notice>
        </div>
      ) : null}
      <SettingsForm view={view} />
      {view.access.remove ? (
        <section aria-labelledby="delete-series" className="mt-12 border-t pt-6">
          <h2 id="delete-series" className="mb-3 text-lead font-semibold">
            Delete the series
          </h2>
          <DeleteSeriesForm seriesId={view.id} slug={view.slug} calls={view.calls} />
        </section>
      ) : null}
    </>
  );
}
