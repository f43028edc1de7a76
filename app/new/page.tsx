import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { NewSeriesForm } from '#components/series/new-series-form.tsx';
import { NarrowPage } from '#components/site/narrow-page.tsx';
import { mayAddSeries } from '#server/queries/may-add-series.ts';

export const metadata: Metadata = { title: 'New series' };

export default async function NewSeriesPage() {
  if (!(await mayAddSeries())) notFound();
  return (
    <NarrowPage title="New series" lead="A call that comes again, with its own people and its own numbering.">
      <NewSeriesForm />
    </NarrowPage>
  );
}
