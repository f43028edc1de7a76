import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ServerPage } from '#components/operators/server-page.tsx';
import { serverView } from '#server/queries/server-view.ts';

export const metadata: Metadata = { title: 'Server', robots: { index: false } };

export default async function ServerRoute() {
  const view = await serverView();
  if (view === null) notFound();
  return <ServerPage server={view} />;
}
