import { describe, expect, test } from 'vitest';
import { clockTimeAtEnd, clockTimeAtStart, parseClockTime } from '#lib/stamps/clock-time.ts';
import { resolveStamp, stampNear } from '#lib/stamps/resolve-stamp.ts';

describe('clock times', () => {
  test.each([
    ['14:12', { hour: 14, minute: 12, second: 0 }],
    ['9:05', { hour: 9, minute: 5, second: 0 }],
    ['00:00', { hour: 0, minute: 0, second: 0 }],
    ['23:59:58', { hour: 23, minute: 59, second: 58 }],
  ])('%s is a time of day', (text, expected) => {
    expect(parseClockTime(text)).toEqual({ text, ...expected });
  });

  test.each(['24:00', '14:60', '1412', '14:1', ':12', '14:12:60', '114:12', '14:12 '])(
    '"%s" is no time of day',
    (text) => {
      expect(parseClockTime(text)).toBeNull();
    },
  );

  test.each([
    ['14:12 the build broke', '14:12'],
    ['14:12', '14:12'],
    ['14:12pm', undefined],
    ['at 14:12 it broke', undefined],
    ['14:12/14:13', undefined],
  ])('"%s" begins with %s', (text, expected) => {
    expect(clockTimeAtStart(text)?.text).toBe(expected);
  });

  test.each([
    ['that was retention. 14:19', '14:19'],
    ['14:19', '14:19'],
    ['the 14:19 train', undefined],
    ['https://calls.example/14:19', undefined],
    ['ratio 3:1', undefined],
    ['x14:19', undefined],
  ])('"%s" ends with %s', (text, expected) => {
    expect(clockTimeAtEnd(text)?.text).toBe(expected);
  });
});

describe('the instant of a typed time', () => {
  test.each([
    ['14:12', 'UTC', '2026-03-10T14:00:00Z', '2026-03-10T14:12:00.000Z'],
    ['14:12', 'Europe/Berlin', '2026-03-10T13:00:00Z', '2026-03-10T13:12:00.000Z'],
    ['14:12', 'Europe/Berlin', '2026-07-10T12:00:00Z', '2026-07-10T12:12:00.000Z'],
    ['9:05:30', 'Asia/Kolkata', '2026-03-10T03:00:00Z', '2026-03-10T03:35:30.000Z'],
    // Just after midnight a time before midnight is yesterday's, and the other way round.
    ['23:58', 'UTC', '2026-03-10T00:02:00Z', '2026-03-09T23:58:00.000Z'],
    ['00:03', 'UTC', '2026-03-09T23:59:00Z', '2026-03-10T00:03:00.000Z'],
    ['23:58', 'Pacific/Auckland', '2026-03-10T11:01:00Z', '2026-03-10T10:58:00.000Z'],
    // The hour that the clocks skip, and the one they repeat.
    ['02:30', 'Europe/Berlin', '2026-03-29T00:50:00Z', '2026-03-29T01:30:00.000Z'],
    ['02:30', 'Europe/Berlin', '2026-10-25T00:10:00Z', '2026-10-25T00:30:00.000Z'],
    ['02:30', 'Europe/Berlin', '2026-10-25T01:40:00Z', '2026-10-25T01:30:00.000Z'],
  ])('%s in %s near %s is %s', (text, zone, near, expected) => {
    expect(resolveStamp(text, zone, new Date(near))).toBe(expected);
  });

  test('is unknown for no time and for no zone', () => {
    expect(resolveStamp('25:00', 'UTC', new Date(0))).toBeNull();
    expect(resolveStamp('14:12', 'Nowhere/Land', new Date(0))).toBeNull();
    expect(resolveStamp('14:12', 'UTC', new Date(Number.NaN))).toBeNull();
  });

  test('is looked for around now during the call, and around its start long after', () => {
    const start = '2026-03-10T14:00:00.000Z';
    const during = new Date('2026-03-10T15:10:00Z');
    expect(stampNear(during, start)).toBe(during);
    expect(stampNear(new Date('2026-03-20T09:00:00Z'), start).toISOString()).toBe(start);
    expect(stampNear(during, null)).toBe(during);
    expect(stampNear(during, 'soon')).toBe(during);
  });
});
