import { expect, test } from 'vitest';
import { answerCalendar, type CalendarFile, type KnownFile } from '#lib/calendar/answer-request.ts';

const file: CalendarFile = {
  body: 'BEGIN:VCALENDAR',
  version: 'abc-_1',
  changedAt: new Date('2026-12-01T10:00:00.400Z'),
  fileName: 'core "call".ics',
};
const nothing: KnownFile = { ifNoneMatch: null, ifModifiedSince: null };

test('a calendar is sent as one, privately, with what tells it from other states of it', () => {
  expect(answerCalendar(file, nothing)).toEqual({
    status: 200,
    body: 'BEGIN:VCALENDAR',
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="core--call-.ics"',
      'Cache-Control': 'private, no-cache',
      'Last-Modified': 'Tue, 01 Dec 2026 10:00:00 GMT',
      'X-Robots-Tag': 'noindex',
      ETag: '"abc-_1"',
    },
  });
});

test.each<[string, Partial<KnownFile>, number]>([
  ['the same version', { ifNoneMatch: '"abc-_1"' }, 304],
  ['the same version by a cache that made it weak', { ifNoneMatch: 'W/"abc-_1"' }, 304],
  ['one of several', { ifNoneMatch: '"old", "abc-_1"' }, 304],
  ['any version', { ifNoneMatch: '*' }, 304],
  ['another version', { ifNoneMatch: '"old"' }, 200],
  [
    'another version of the same second',
    { ifNoneMatch: '"old"', ifModifiedSince: 'Tue, 01 Dec 2026 10:00:00 GMT' },
    200,
  ],
  ['the last change', { ifModifiedSince: 'Tue, 01 Dec 2026 10:00:00 GMT' }, 304],
  ['a time before it', { ifModifiedSince: 'Tue, 01 Dec 2026 09:59:59 GMT' }, 200],
  ['no date at all', { ifModifiedSince: 'yesterday' }, 200],
])('whoever has it already is told so: %s', (_what, known, status) => {
  const answer = answerCalendar(file, { ...nothing, ...known });
  expect(answer.status).toBe(status);
  expect(answer.body === null).toBe(status === 304);
  expect(answer.headers['ETag']).toBe('"abc-_1"');
});
