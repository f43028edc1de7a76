import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { JoinForm } from '#components/account/join-form.tsx';
import { NarrowPage } from '#components/site/narrow-page.tsx';
import { CallTime } from '#components/times/call-time.tsx';
import { joinView } from '#server/queries/join-view.ts';

export const metadata: Metadata = { title: 'Join a call', robots: { index: false }, referrer: 'no-referrer' };

export default async function JoinPage({ params }: { params: Promise<{ guestToken: string }> }) {
  const { guestToken } = await params;
  const view = await joinView(guestToken);
  if (view === null) notFound();
  return (
    <NarrowPage
      title={`${view.seriesTitle} #${String(view.number)}`}
      lead={
        <>
          <p>{view.title}</p>
          <p>
            <CallTime startsAt={view.startsAt} heldOn={view.heldOn} zone={view.zone} />
          </p>
        </>
      }
    >
      <JoinForm token={guestToken} as={view.as} />
    </NarrowPage>
  );
}
