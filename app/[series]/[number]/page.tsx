import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CallPage } from '#components/call/call-page.tsx';
import { formatUtc } from '#lib/times/format-instant.ts';
import { callView, type CallView } from '#server/queries/call-view.ts';

type CallRouteProps = { params: Promise<{ series: string; number: string }> };

async function findView({ params }: CallRouteProps): Promise<CallView | null> {
  const { series, number } = await params;
  return /^[0-9]{1,9}$/u.test(number) ? callView(series, Number(number)) : null;
}

export async function generateMetadata(props: CallRouteProps): Promise<Metadata> {
  const view = await findView(props);
  if (view === null) return { title: 'Not found' };
  const when = view.startsAt === null ? '' : `, ${formatUtc(view.startsAt)}`;
  return {
    title: `${view.title} · ${view.series.title} #${String(view.number)}`,
    description: `Notes of ${view.series.title} #${String(view.number)}${when}.`,
    alternates: { canonical: `/${view.series.slug}/${String(view.number)}` },
    robots: view.status === 'published' && view.series.public ? null : { index: false },
  };
}

export default async function CallRoute(props: CallRouteProps) {
  const view = await findView(props);
  if (view === null) notFound();
  return <CallPage call={view} />;
}
