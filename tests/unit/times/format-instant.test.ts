import { expect, test } from 'vitest';
import { formatDay, formatElsewhere, formatLength, formatUtc } from '#lib/times/format-instant.ts';
import { instantOfWallTime } from '#lib/times/wall-time.ts';

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
