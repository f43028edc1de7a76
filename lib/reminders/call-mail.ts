import { agendaText, type AgendaTextItem } from '#lib/agenda/agenda-text.ts';
import { callName } from '#lib/calendar/series-event.ts';
import { formatInZoneInWords, formatLength } from '#lib/times/format-instant.ts';

/** What a mail about a call says: that it is near, was moved, was cancelled, or is held after all. */
export type CallMailKind = 'reminder' | 'moved' | 'cancelled' | 'restored';

/** What a member is told about a call, as the database has it when the mail is written. */
export type CallMailInput = {
  kind: CallMailKind;
  series: { title: string; zone: string; recordingChannel: string | null };
  call: {
    number: number;
    title: string;
    startsAt: Date;
    lengthMinutes: number;
    cancelReason: string | null;
    notetaker: string | null;
  };
  /** The instant its members knew before, where that is another. */
  previous: Date | null;
  agenda: readonly AgendaTextItem[];
  /** Address of the call's page. */
  url: string;
  /** Address at which whoever got the mail stops such mails. */
  stopUrl: string;
};

const openings: Readonly<Record<CallMailKind, { subject: string; sentence: string }>> = {
  reminder: { subject: 'Reminder', sentence: 'is coming up' },
  moved: { subject: 'Moved', sentence: 'was moved' },
  cancelled: { subject: 'Cancelled', sentence: 'is cancelled' },
  restored: { subject: 'Held after all', sentence: 'is held after all' },
};

/** Subject and text of a mail about a call, with its time on the series' clock and in UTC, and the agenda unless it is cancelled. */
export function callMail(mail: CallMailInput): { subject: string; text: string } {
  const { series, call, kind } = mail;
  const name = callName(series, call);
  const held = kind !== 'cancelled';
  const when = formatInZoneInWords(held ? call.startsAt : (mail.previous ?? call.startsAt), series.zone);
  return {
    subject: `${openings[kind].subject}: ${name}, ${when}`,
    text: [
      `${name} ${openings[kind].sentence}.`,
      facts(mail, when),
      held ? `Agenda\n${agenda(mail.agenda)}` : '',
      `You get this mail because you are a member of ${series.title}. To stop such mails: ${mail.stopUrl}`,
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  };
}

function facts({ kind, series, call, previous, url }: CallMailInput, when: string): string {
  const held = kind !== 'cancelled';
  const before = kind === 'moved' && previous !== null ? formatInZoneInWords(previous, series.zone) : null;
  const reason = held ? null : call.cancelReason;
  const lines = [
    held ? `When: ${when}, ${formatLength(call.lengthMinutes)}` : `It was planned for ${when}.`,
    before === null ? '' : `Before: ${before}`,
    reason === null || reason === '' ? '' : `Why: ${reason}`,
    held ? `Notetaker: ${call.notetaker ?? 'nobody yet'}` : '',
    `Page: ${url}`,
    held && series.recordingChannel ? `Recording: ${series.recordingChannel}` : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function agenda(items: readonly AgendaTextItem[]): string {
  const text = agendaText(items, { proposers: true });
  return text === '' ? 'Nothing stands on it yet.' : text;
}
