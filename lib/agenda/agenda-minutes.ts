import { rollUp, type TimeboxedItem } from './roll-up.ts';

export type AgendaMinutes = {
  /** Sum of the time that all first-level items take, in minutes. */
  planned: number;
  /** The call's length in minutes; null when it has none. */
  length: number | null;
  /** Minutes by which the boxes exceed the length; 0 when they fit. */
  over: number;
};

/**
 * What the timeboxes of an agenda add up to, against the call's length. An item with sub-items counts once: with its box
 * or the sum of theirs, whichever is larger.
 */
export function agendaMinutes(items: readonly TimeboxedItem[], lengthMinutes: number | null): AgendaMinutes {
  const planned = rollUp(items).reduce((sum, { minutes }) => sum + minutes, 0);
  const over = lengthMinutes === null ? 0 : Math.max(0, planned - lengthMinutes);
  return { planned, length: lengthMinutes, over };
}

/** The sum as it is shown, such as "70 of 60 minutes"; null when nothing is boxed. */
export function agendaMinutesText(sum: AgendaMinutes): string | null {
  if (sum.planned === 0) return null;
  if (sum.length === null) return `${sum.planned} minutes planned`;
  return `${sum.planned} of ${sum.length} minutes`;
}
