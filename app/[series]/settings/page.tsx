import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SettingsPage } from '#components/series/settings-page.tsx';
import { seriesSettingsView } from '#server/queries/series-settings-view.ts';

type SettingsRouteProps = {
  params: Promise<{ series: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: 'Settings of the series', robots: { index: false } };

export default async function SettingsRoute({ params, searchParams }: SettingsRouteProps) {
  const view = await seriesSettingsView((await params).series);
  if (view === null) notFound();
  return <SettingsPage view={view} renamed={(await searchParams)['renamed'] === 'yes'} />;
}
