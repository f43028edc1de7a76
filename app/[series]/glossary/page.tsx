import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { GlossaryPage } from '#components/glossary/glossary-page.tsx';
import { glossaryView } from '#server/queries/glossary-view.ts';

type GlossaryRouteProps = { params: Promise<{ series: string }> };

export async function generateMetadata({ params }: GlossaryRouteProps): Promise<Metadata> {
  const view = await glossaryView((await params).series);
  if (view === null) return { title: 'Not found' };
  return {
    title: `Glossary · ${view.seriesTitle}`,
    robots: view.visibility === 'public' ? null : { index: false },
  };
}

export default async function GlossaryRoute({ params }: GlossaryRouteProps) {
  const view = await glossaryView((await params).series);
  if (view === null) notFound();
  return <GlossaryPage glossary={view} />;
}
