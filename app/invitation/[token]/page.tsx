import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { InvitationPage } from '#components/invitation/invitation-page.tsx';
import { invitationView } from '#server/queries/invitation-view.ts';

export const metadata: Metadata = { title: 'Invitation', robots: { index: false }, referrer: 'no-referrer' };

export default async function InvitationRoute({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const view = await invitationView(token);
  if (view === null) notFound();
  return <InvitationPage token={token} invitation={view} />;
}
