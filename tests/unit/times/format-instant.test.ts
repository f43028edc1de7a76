import { expect, test } from 'vitest';
import {
  formatDay,
  formatElsewhere,
  formatInZoneInWords,
  formatLength,
  formatUtc,
  formatUtcInWords,
  isUtc,
  placeOf,
} from '#lib/times/format-instant.ts';
import { parseZoneCookie } from '#lib/times/reader-zone.ts';
import { instantOfWallTime, wallTimeOf } from '#lib/times/wall-time.ts';

const instant = '2031-06-30T22:30:00.000Z';

test('an instant is written in UTC with its computed weekday', () => {
  expect(formatUtc(instant)).toBe('Mon 30 Jun 2031, 22:30 UTC');
});

test('another clock says only its time while the day is the same, and its day when it is not', () => {
  expect(formatElsewhere(instant, 'America/New_York')).toBe('18:30');
  expect(formatElsewhere(instant, 'Europe/Amsterdam')).toBe('Tue 1 Jul, 00:30');
});

test('midnight is 00:00, not 24:00', () => {
  expect(formatUtc('2031-07-01T00:00:00Z')).toBe('Tue 1 Jul 2031, 00:00 UTC');
});

test('a bare day keeps its day', () => {
  expect(formatDay('2031-06-30')).toBe('Mon 30 Jun 2031');
});

test.each([
  [1, '1 minute'],
  [45, '45 minutes'],
  [60, '1 hour'],
  [61, '1 hour 1 minute'],
  [150, '2 hours 30 minutes'],
])('%i minutes are %s', (minutes, words) => {
  expect(formatLength(minutes)).toBe(words);
});

test.each([
  ['2031-06-30T10:00', 'Europe/Lisbon', '2031-06-30T09:00:00.000Z'],
  ['2031-01-30T10:00', 'Europe/Lisbon', '2031-01-30T10:00:00.000Z'],
  ['2031-03-30T02:30', 'Europe/Amsterdam', '2031-03-30T01:30:00.000Z'],
  ['2031-10-26T02:30', 'Europe/Amsterdam', '2031-10-26T00:30:00.000Z'],
])('%s on the wall in %s is %s', (text, zone, expected) => {
  expect(instantOfWallTime(text, zone)?.toISOString()).toBe(expected);
});

test.each(['', 'tomorrow', '2031-02-30T10:00', '2031-06-30', '2031-06-30T25:00', '2031-06-30T10:00Z'])(
  '%j is no time on a wall',
  (text) => {
    expect(instantOfWallTime(text, 'UTC')).toBeNull();
  },
);

test('an instant in words has its year unless it stands beside one of the same year', () => {
  expect(formatUtcInWords('2026-12-14T13:00:00Z', '2026-12-21T13:00:00Z')).toBe(
    'Monday 14 December, 13:00 UTC',
  );
  expect(formatUtcInWords('2026-12-14T13:00:00Z', '2027-01-04T13:00:00Z')).toBe(
    'Monday 14 December 2026, 13:00 UTC',
  );
});

test.each([
  ['Europe/Paris', 'Monday 14 December 2026, 14:00 Paris (13:00 UTC)'],
  ['Asia/Tokyo', 'Monday 14 December 2026, 22:00 Tokyo (13:00 UTC)'],
  ['Pacific/Auckland', 'Tuesday 15 December 2026, 02:00 Auckland (Monday 14 December, 13:00 UTC)'],
  ['UTC', 'Monday 14 December 2026, 13:00 UTC'],
])('an instant on the clock of %s is told in UTC too', (zone, words) => {
  expect(formatInZoneInWords('2026-12-14T13:00:00Z', zone)).toBe(words);
});

test('a zone is called by its city', () => {
  expect(placeOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
  expect([isUtc('Etc/UTC'), isUtc('UTC'), isUtc('Europe/London')]).toEqual([true, true, false]);
});

test.each([
  ['2031-06-30T09:00:00.000Z', 'Europe/Lisbon', '2031-06-30T10:00'],
  ['2031-06-30T23:30:00.000Z', 'Asia/Tokyo', '2031-07-01T08:30'],
])('%s is shown by the wall in %s as %s', (instant, zone, expected) => {
  expect(wallTimeOf(new Date(instant), zone)).toBe(expected);
});

test.each([
  ['Europe%2FParis', 'Europe/Paris'],
  ['Mars%2FOlympus', null],
  ['%E0%A4%A', null],
  ['', null],
  [undefined, null],
  ['x'.repeat(200), null],
])('a browser that tells %j is on the clock of %j', (cookie, zone) => {
  expect(parseZoneCookie(cookie)).toBe(zone);
});
