import { agendaText, type AgendaTextItem } from '#lib/agenda/agenda-text.ts';
import type { CalendarCall } from './calendar-call.ts';

/** A call of a series as the database has it. */
export type SeriesEventInput = {
  id: string;
  number: number;
  title: string;
  startsAt: Date;
  lengthMinutes: number;
  cancelled: boolean;
  cancelReason: string | null;
  calendarSequence: number;
  changedAt: Date;
  recordingUrl: string | null;
  agenda: readonly AgendaTextItem[];
  series: { title: string; recordingChannel: string | null };
  /** Address of the call's page. */
  url: string;
};

/** A call under the name that it has among calls of other series: `Core call #12: Protocol sync`. */
export function callName(series: { title: string }, call: { number: number; title: string }): string {
  const name = `${series.title} #${String(call.number)}`;
  return call.title === series.title ? name : `${name}: ${call.title}`;
}

/** A call as its series' calendar has it, with the agenda and where it is recorded in its description. */
export function seriesEvent(call: SeriesEventInput): CalendarCall {
  const recording = call.recordingUrl ?? call.series.recordingChannel;
  const parts = [
    call.cancelled ? `Cancelled${call.cancelReason === null ? '.' : `: ${call.cancelReason}`}` : '',
    agendaText(call.agenda, { proposers: false }),
    recording === null || recording === '' ? '' : `Recording: ${recording}`,
    `Notes: ${call.url}`,
  ];
  return {
    uid: call.id,
    sequence: call.calendarSequence,
    changedAt: call.changedAt.toISOString(),
    startsAt: call.startsAt.toISOString(),
    lengthMinutes: call.lengthMinutes,
    title: callName(call.series, call),
    url: call.url,
    description: parts.filter((part) => part !== '').join('\n\n'),
    status: call.cancelled ? 'cancelled' : 'planned',
  };
}
