import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { NewCallForm } from '#components/series/new-call-form.tsx';
import { NarrowPage } from '#components/site/narrow-page.tsx';
import { newCallView } from '#server/queries/new-call-view.ts';

export const metadata: Metadata = { title: 'New call' };

export default async function NewCallPage({ params }: { params: Promise<{ series: string }> }) {
  const view = await newCallView((await params).series);
  if (view === null) notFound();
  return (
    <NarrowPage
      title="New call"
      lead={`The next one of ${view.seriesTitle}. Its agenda can be filled in at once.`}
    >
      <NewCallForm view={view} />
    </NarrowPage>
  );
}
