import { carriedWords } from '#lib/carry-over/carried-words.ts';
import type { CarriedMark } from '#lib/carry-over/carry-over-input.ts';
import type { AgendaItemAttrs } from '#lib/notes/schema/agenda-item.ts';

type Carried = Pick<AgendaItemAttrs, 'carriedSince' | 'carriedTimes' | 'carriedUnder'>;

/** The mark of an item that was carried over; null without one. */
export function markOf({ carriedSince, carriedTimes, carriedUnder }: Carried): CarriedMark | null {
  if (carriedSince === null || carriedTimes === null) return null;
  return { since: carriedSince, times: carriedTimes, under: carriedUnder };
}

/** A mark behind a heading, such as ` · carried since #30, third time`; the reader of Markdown takes it off again. */
export function markWords({ since, times }: CarriedMark): string {
  return ` · ${carriedWords({ since, times, under: null })}`;
}

/** The whole mark behind a heading, for reading only; empty without one. */
export function writtenMark(attrs: Carried): string {
  const mark = markOf(attrs);
  return mark === null ? '' : ` · ${carriedWords(mark)}`;
}
