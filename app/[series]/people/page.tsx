import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PeoplePage } from '#components/people/people-page.tsx';
import { peopleView } from '#server/queries/people-view.ts';

type PeopleRouteProps = {
  params: Promise<{ series: string }>;
  searchParams: Promise<{ edit?: string | string[] }>;
};

export async function generateMetadata({ params }: PeopleRouteProps): Promise<Metadata> {
  const view = await peopleView((await params).series);
  return view === null
    ? { title: 'Not found' }
    : { title: `People · ${view.seriesTitle}`, robots: { index: false } };
}

export default async function PeopleRoute({ params, searchParams }: PeopleRouteProps) {
  const view = await peopleView((await params).series);
  if (view === null) notFound();
  const { edit } = await searchParams;
  return <PeoplePage people={view} editId={typeof edit === 'string' ? edit : null} />;
}
