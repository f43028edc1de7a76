import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { StopRemindersForm } from '#components/series/stop-reminders-form.tsx';
import { NarrowPage } from '#components/site/narrow-page.tsx';
import { stopRemindersView } from '#server/queries/stop-reminders-view.ts';

export const metadata: Metadata = { title: 'Stop mails', robots: { index: false } };

export default async function StopRemindersPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const view = await stopRemindersView(token);
  if (view === null) notFound();
  return (
    <NarrowPage title="Stop mails" lead={`About the calls of ${view.seriesTitle}.`}>
      <StopRemindersForm token={token} reminders={view.reminders} />
    </NarrowPage>
  );
}
