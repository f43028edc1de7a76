import { SeriesPageHeader } from '#components/series/series-page-header.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { ParkingView } from '#server/queries/parking-view.ts';
import { ParkedList } from './parked-list.tsx';

/** What waits for some later call of a series. */
export function ParkingPage({ parking }: { parking: ParkingView }) {
  const { slug, seriesTitle, access, items, next } = parking;
  return (
    <>
      <SeriesPageHeader
        series={{ slug, title: seriesTitle }}
        access={access}
        page="parking"
        title="Parking lot"
        lead="Items that wait for a later call: parked from an agenda, or proposed when it was locked."
      />
      {items.length === 0 ? (
        <EmptyState title="Nothing is parked">
          An item is parked from its menu on the agenda of a planned call. What is proposed after the chair
          has locked an agenda waits here as well.
        </EmptyState>
      ) : null}
      {items.length > 0 && next === null ? (
        <p className="mb-3 text-soft">No call is planned. Items can be put on an agenda once one is.</p>
      ) : null}
      <ParkedList
        seriesId={parking.seriesId}
        zone={parking.zone}
        items={items}
        nextNumber={next?.mayEdit === true && access.propose ? next.number : null}
      />
    </>
  );
}
