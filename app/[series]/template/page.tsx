import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { TemplatePage } from '#components/template/template-page.tsx';
import { templateView } from '#server/queries/template-view.ts';

type TemplateRouteProps = { params: Promise<{ series: string }> };

export async function generateMetadata({ params }: TemplateRouteProps): Promise<Metadata> {
  const view = await templateView((await params).series);
  return { title: view === null ? 'Not found' : `Template · ${view.seriesTitle}`, robots: { index: false } };
}

export default async function TemplateRoute({ params }: TemplateRouteProps) {
  const view = await templateView((await params).series);
  if (view === null) notFound();
  return <TemplatePage view={view} />;
}
