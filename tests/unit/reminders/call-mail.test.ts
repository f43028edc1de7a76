import { expect, test } from 'vitest';
import { callMail, type CallMailInput } from '#lib/reminders/call-mail.ts';

const mail: CallMailInput = {
  kind: 'reminder',
  series: { title: 'Core call', zone: 'Europe/Paris', recordingChannel: 'https://video.example/core' },
  call: {
    number: 12,
    title: 'Relay',
    startsAt: new Date('2026-12-14T13:00:00Z'),
    lengthMinutes: 60,
    cancelReason: null,
    notetaker: 'Rosa Quill',
  },
  previous: null,
  agenda: [
    { key: '1', level: 1, title: 'Welcome', minutes: 5, proposer: null },
    { key: '2', level: 1, title: 'Budget', minutes: 10, proposer: 'Ilse' },
  ],
  url: 'https://notes.example/core/12',
  stopUrl: 'https://notes.example/reminders/token',
};

test('a reminder tells when on both clocks, where, who takes notes, the agenda, and how to stop', () => {
  expect(callMail(mail)).toEqual({
    subject: 'Reminder: Core call #12: Relay, Monday 14 December 2026, 14:00 Paris (13:00 UTC)',
    text: `Core call #12: Relay is coming up.

When: Monday 14 December 2026, 14:00 Paris (13:00 UTC), 1 hour
Notetaker: Rosa Quill
Page: https://notes.example/core/12
Recording: https://video.example/core

Agenda
1. Welcome, 5 min
2. Budget, 10 min, proposed by Ilse

You get this mail because you are a member of Core call. To stop such mails: https://notes.example/reminders/token`,
  });
});

test('a moved call tells the time before, an empty agenda says so, and nobody yet is the notetaker', () => {
  const { subject, text } = callMail({
    ...mail,
    kind: 'moved',
    previous: new Date('2026-12-13T23:30:00Z'),
    agenda: [],
    call: { ...mail.call, notetaker: null },
  });
  expect(subject).toMatch(/^Moved: .*14:00 Paris/u);
  expect(text).toContain('Before: Monday 14 December 2026, 00:30 Paris (Sunday 13 December, 23:30 UTC)');
  expect(text).toContain('Notetaker: nobody yet');
  expect(text).toContain('Agenda\nNothing stands on it yet.');
});

test('a cancelled call tells the time that its members knew, and why, and no agenda', () => {
  const cancelled: CallMailInput = {
    ...mail,
    kind: 'cancelled',
    previous: new Date('2026-12-12T13:00:00Z'),
    call: { ...mail.call, cancelReason: 'Half of us are away' },
  };
  const { subject, text } = callMail(cancelled);
  expect(subject).toMatch(/^Cancelled: .*12 December/u);
  expect(text).toContain(
    'It was planned for Saturday 12 December 2026, 14:00 Paris (13:00 UTC).\nWhy: Half of us are away',
  );
  expect(text).not.toContain('Agenda');
  expect(callMail({ ...mail, kind: 'restored' }).subject).toMatch(/^Held after all: .*14 December/u);
});
