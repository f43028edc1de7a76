import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ParkingPage } from '#components/parking/parking-page.tsx';
import { parkingView } from '#server/queries/parking-view.ts';

type ParkingRouteProps = { params: Promise<{ series: string }> };

export async function generateMetadata({ params }: ParkingRouteProps): Promise<Metadata> {
  const view = await parkingView((await params).series);
  if (view === null) return { title: 'Not found' };
  return {
    title: `Parking lot · ${view.seriesTitle}`,
    robots: view.visibility === 'public' ? null : { index: false },
  };
}

export default async function ParkingRoute({ params }: ParkingRouteProps) {
  const view = await parkingView((await params).series);
  if (view === null) notFound();
  return <ParkingPage parking={view} />;
}
