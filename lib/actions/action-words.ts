import type { CallDate } from '#lib/dates/call-day.ts';
import { fullDay, shortDay } from '#lib/dates/day-words.ts';
import { cleanDate } from '#lib/notes/clean-value.ts';

/**
 * An action's due date as people read it, beside the action and in full: `by Fri 3 Jul`, `by Friday 3 July 2026`.
 * Null when it has none, or what the document holds is no date.
 */
export function actionDue(
  due: unknown,
  call: CallDate,
): { date: string; short: string; full: string } | null {
  const date = cleanDate(due);
  return date === null ? null : { date, short: `by ${shortDay(date, call)}`, full: `by ${fullDay(date)}` };
}
