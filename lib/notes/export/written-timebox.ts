import { computedTimebox, parseTimebox } from '#lib/notes/import/parse-timebox.ts';
import type { AgendaItemAttrs } from '#lib/notes/schema/agenda-item.ts';

/** An item's timebox as text: as it was written while that still says its minutes, else `(10’)`; empty without one. */
export function writtenTimebox({ minutes, timebox }: Pick<AgendaItemAttrs, 'minutes' | 'timebox'>): string {
  if (minutes === null) return '';
  if (timebox !== null && parseTimebox(timebox)?.minutes === minutes) return timebox;
  return computedTimebox(minutes);
}
