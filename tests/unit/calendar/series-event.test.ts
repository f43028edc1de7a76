import { expect, test } from 'vitest';
import { callName, seriesEvent, type SeriesEventInput } from '#lib/calendar/series-event.ts';

const call: SeriesEventInput = {
  id: 'call-12',
  number: 12,
  title: 'Relay',
  startsAt: new Date('2026-12-14T13:00:00Z'),
  lengthMinutes: 60,
  cancelled: false,
  cancelReason: null,
  calendarSequence: 2,
  changedAt: new Date('2026-12-01T10:00:00Z'),
  recordingUrl: null,
  agenda: [{ key: '1', level: 1, title: 'Welcome', minutes: 5, proposer: 'Mara' }],
  series: { title: 'Core call', recordingChannel: 'https://video.example/core' },
  url: 'https://notes.example/core/12',
};

test('an event has the call for its name, and agenda, recordings and page for its description', () => {
  expect(seriesEvent(call)).toEqual({
    uid: 'call-12',
    sequence: 2,
    changedAt: '2026-12-01T10:00:00.000Z',
    startsAt: '2026-12-14T13:00:00.000Z',
    lengthMinutes: 60,
    title: 'Core call #12: Relay',
    url: 'https://notes.example/core/12',
    description:
      '1. Welcome, 5 min\n\nRecording: https://video.example/core\n\nNotes: https://notes.example/core/12',
    status: 'planned',
  });
});

test('a cancelled call says why, and a recording of its own comes before the channel', () => {
  const event = seriesEvent({
    ...call,
    cancelled: true,
    cancelReason: 'Half of us are away',
    recordingUrl: 'https://video.example/12',
  });
  expect(event.status).toBe('cancelled');
  expect(event.description).toContain('Cancelled: Half of us are away\n\n1. Welcome');
  expect(event.description).toContain('Recording: https://video.example/12');
});

test('a call with the title of its series is not told twice', () => {
  expect(callName({ title: 'Core call' }, { number: 3, title: 'Core call' })).toBe('Core call #3');
});
