import 'server-only';
import { cache } from 'react';
import type { AgendaItemPurpose } from '#lib/notes/schema/agenda-item.ts';
import type { InlineJson } from '#lib/notes/note-json.ts';
import { inlineText } from '#lib/notes/note-json.ts';
import { soundInline } from '#lib/notes/sound-notes.ts';
import { mayRemoveParked } from '#lib/policy/parked-items.ts';
import type { SeriesAccess } from '#lib/policy/series-access.ts';
import { callAccess } from '#server/auth/call-access.ts';
import { listParkedItems } from '#server/db/parked-items.ts';
import { nextPlannedCall } from '#server/planning/next-planned-call.ts';
import { readableSeries } from './readable-series.ts';

export type ParkedView = {
  id: string;
  title: string;
  content: InlineJson[];
  purpose: AgendaItemPurpose | null;
  minutes: number | null;
  proposer: string | null;
  /** Number of the call whose agenda it was on or was proposed for. */
  fromNumber: number | null;
  /** ISO instant. */
  since: string;
  /** What was written under it, as plain text. */
  lines: string[];
  mayRemove: boolean;
};

export type ParkingView = {
  seriesId: string;
  slug: string;
  seriesTitle: string;
  zone: string;
  visibility: 'public' | 'members' | 'link';
  access: SeriesAccess;
  items: ParkedView[];
  /** The call onto whose agenda items can be put; null while none is planned. */
  next: { number: number; mayEdit: boolean } | null;
};

/** The parking lot of a series; null when there is no such series that the asker may read. */
export const parkingView = cache(async (slug: string): Promise<ParkingView | null> => {
  const found = await readableSeries(slug);
  if (found === null) return null;
  const { series, access, actor } = found;
  const [items, next] = await Promise.all([listParkedItems(series.id), nextPlannedCall(series.id)]);
  const nextAccess = next === null ? null : await callAccess(actor, next.id);
  return {
    seriesId: series.id,
    slug: series.slug,
    seriesTitle: series.title,
    zone: series.zone,
    visibility: series.visibility,
    access,
    items: items.map((item) => ({
      id: item.id,
      title: item.title,
      content: soundInline(item.content),
      purpose: item.purpose,
      minutes: item.minutes,
      proposer: item.proposer,
      fromNumber: item.fromNumber,
      since: item.createdAt.toISOString(),
      lines: item.notes.map((block) => inlineText(block.content).trim()).filter((text) => text !== ''),
      mayRemove: mayRemoveParked(actor, item, access),
    })),
    next: next === null ? null : { number: next.number, mayEdit: nextAccess?.access.editAgenda === true },
  };
});
