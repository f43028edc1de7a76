import * as fc from '#tests/support/fast-check.ts';
import { describe, expect, test } from 'vitest';
import type { Cadence, NthInMonth } from '#lib/cadence/cadence.ts';
import { callDates, nextCallAt } from '#lib/cadence/call-dates.ts';

const paris = { time: '14:00', zone: 'Europe/Paris' };
const twoWeekly: Cadence = { kind: 'biweekly', weekday: 1, anchor: '2026-01-05', ...paris };

function dates(cadence: Cadence, from: string, count: number): string[] {
  return callDates(cadence, new Date(from), count).map((date) => date.toISOString());
}

function next(cadence: Cadence, after: string): string {
  return nextCallAt(cadence, new Date(after)).toISOString();
}

/** Weekday, day and time that an instant shows on the wall of a zone. */
function onTheWall(date: Date, zone: string): { weekday: string; day: string; time: string } {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options }).format(date);
  return {
    weekday: format({ weekday: 'long' }),
    day: format({ year: 'numeric', month: '2-digit', day: '2-digit' }).split('/').toReversed().join('-'),
    time: format({ hour: '2-digit', minute: '2-digit' }),
  };
}

describe('a two-weekly call at 14:00 in Paris', () => {
  test('moves in UTC when the clocks change, in spring and in autumn', () => {
    expect(dates(twoWeekly, '2026-03-01T00:00:00Z', 4)).toEqual([
      '2026-03-02T13:00:00.000Z',
      '2026-03-16T13:00:00.000Z',
      '2026-03-30T12:00:00.000Z',
      '2026-04-13T12:00:00.000Z',
    ]);
    expect(dates(twoWeekly, '2026-10-10T00:00:00Z', 3)).toEqual([
      '2026-10-12T12:00:00.000Z',
      '2026-10-26T13:00:00.000Z',
      '2026-11-09T13:00:00.000Z',
    ]);
  });

  test('keeps Monday, 14:00 and its two weeks for ten years', () => {
    const all = callDates(twoWeekly, new Date('2026-01-01T00:00:00Z'), 261);
    const walls = all.map((date) => onTheWall(date, 'Europe/Paris'));
    expect(new Set(walls.map(({ weekday, time }) => `${weekday} ${time}`))).toEqual(
      new Set(['Monday 14:00']),
    );
    const days = walls.map(({ day }) => Date.parse(day) / 86_400_000);
    expect(new Set(days.slice(1).map((day, index) => day - (days[index] ?? 0)))).toEqual(new Set([14]));
    expect(walls[0]?.day).toBe('2026-01-05');
    expect(walls.at(-1)?.day).toBe('2035-12-24');
    const offsets = all.map((date) => date.getUTCHours());
    const changes = offsets.filter((hour, index) => index > 0 && hour !== offsets[index - 1]);
    expect(changes).toHaveLength(20);
  });

  test('counts its weeks from the week of the anchor, whichever day of it is named', () => {
    const sunday: Cadence = { ...twoWeekly, anchor: '2026-01-11' };
    const earlier: Cadence = { ...twoWeekly, anchor: '2027-01-04' };
    const other: Cadence = { ...twoWeekly, anchor: '2026-01-12' };
    expect(next(sunday, '2026-06-01T00:00:00Z')).toBe(next(twoWeekly, '2026-06-01T00:00:00Z'));
    expect(next(earlier, '2026-06-01T00:00:00Z')).toBe('2026-06-08T12:00:00.000Z');
    expect(next(other, '2026-06-01T00:00:00Z')).toBe('2026-06-01T12:00:00.000Z');
  });
});

describe('the next call', () => {
  const weekly: Cadence = { kind: 'weekly', weekday: 3, ...paris };

  test('is later than the instant, which may itself be that of a call', () => {
    expect(next(weekly, '2026-06-24T11:59:59.999Z')).toBe('2026-06-24T12:00:00.000Z');
    expect(next(weekly, '2026-06-24T12:00:00.000Z')).toBe('2026-07-01T12:00:00.000Z');
  });

  test('is found where the day in the zone is not the day in UTC', () => {
    const tokyo: Cadence = { kind: 'weekly', weekday: 1, time: '08:00', zone: 'Asia/Tokyo' };
    expect(next(tokyo, '2026-06-28T22:00:00Z')).toBe('2026-06-28T23:00:00.000Z');
    const honolulu: Cadence = { kind: 'weekly', weekday: 1, time: '20:00', zone: 'Pacific/Honolulu' };
    expect(next(honolulu, '2026-06-30T05:00:00Z')).toBe('2026-06-30T06:00:00.000Z');
  });

  test('is refused from no date and in no zone', () => {
    expect(() => nextCallAt(weekly, new Date('soon'))).toThrow('No date of a call');
    expect(() => nextCallAt({ ...weekly, zone: 'Mars/Base' }, new Date())).toThrow('No date of a call');
    expect(() => nextCallAt(weekly, new Date('9999-12-31T23:59:00Z'))).toThrow('No date of a call');
  });

  test('can be asked for by none', () => {
    expect(callDates(weekly, new Date('2026-06-01T00:00:00Z'), 0)).toEqual([]);
  });
});

describe('where the clocks change', () => {
  test.each([
    ['Europe/Paris', '02:30', '2026-03-29', '01:30', 'skipped, so an hour later on the wall'],
    ['Europe/Paris', '02:30', '2026-10-25', '00:30', 'repeated, so the first'],
    ['America/New_York', '02:15', '2026-03-08', '07:15', 'skipped'],
    ['America/New_York', '01:15', '2026-11-01', '05:15', 'repeated'],
    ['Australia/Lord_Howe', '02:15', '2026-10-04', '15:45', 'skipped by half an hour'],
    ['Africa/Cairo', '00:30', '2026-04-24', '22:30', 'skipped at midnight'],
  ])('a call in %s at %s on %s is at %s UTC: %s', (zone, time, day, expected) => {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
    const found = next({ kind: 'weekly', weekday, time, zone }, `${before(day)}T06:00:00Z`);
    expect(found.slice(11, 16)).toBe(expected);
  });

  test('a day that a zone left out is held the day after', () => {
    const apia: Cadence = { kind: 'weekly', weekday: 5, time: '14:00', zone: 'Pacific/Apia' };
    const found = callDates(apia, new Date('2011-12-24T12:00:00Z'), 3);
    expect(found.map((date) => onTheWall(date, 'Pacific/Apia').day)).toEqual([
      '2011-12-31',
      '2012-01-06',
      '2012-01-13',
    ]);
    // 10:00 on the day after, where it is still to come.
    expect(next(apia, '2011-12-30T20:00:00Z')).toBe('2011-12-31T00:00:00.000Z');
  });

  function before(day: string): string {
    return new Date(Date.parse(day) - 2 * 86_400_000).toISOString().slice(0, 10);
  }
});

describe('a monthly call', () => {
  const utc = { time: '12:00', zone: 'UTC' };
  test.each<[NthInMonth, number, string[]]>([
    [1, 1, ['2026-01-05', '2026-02-02', '2026-03-02', '2026-04-06']],
    [2, 3, ['2026-01-14', '2026-02-11', '2026-03-11', '2026-04-08']],
    [4, 7, ['2026-01-25', '2026-02-22', '2026-03-22', '2026-04-26']],
    [5, 4, ['2026-01-29', '2026-04-30', '2026-07-30', '2026-10-29']],
    ['last', 5, ['2026-01-30', '2026-02-27', '2026-03-27', '2026-04-24']],
  ])('on weekday number %s of weekday %d', (nth, weekday, days) => {
    const found = dates({ kind: 'monthlyNthWeekday', nth, weekday, ...utc }, '2026-01-01T00:00:00Z', 4);
    expect(found.map((date) => date.slice(0, 10))).toEqual(days);
  });

  test('on the last day of a month is not skipped when asked on a 31st', () => {
    const last: Cadence = { kind: 'monthlyNthWeekday', nth: 'last', weekday: 6, ...utc };
    expect(next(last, '2026-01-31T12:00:00Z')).toBe('2026-02-28T12:00:00.000Z');
  });

  test('keeps its wall time over the year', () => {
    const cadence: Cadence = { kind: 'monthlyNthWeekday', nth: 1, weekday: 2, ...paris };
    const walls = callDates(cadence, new Date('2026-01-01T00:00:00Z'), 36).map((date) =>
      onTheWall(date, paris.zone),
    );
    expect(new Set(walls.map(({ weekday, time }) => `${weekday} ${time}`))).toEqual(
      new Set(['Tuesday 14:00']),
    );
    expect(walls.every(({ day }) => Number(day.slice(8)) <= 7)).toBe(true);
  });
});

const zones = ['UTC', 'Europe/Paris', 'America/New_York', 'America/Santiago', 'Asia/Kolkata', 'Australia/Lord_Howe',
  'Africa/Casablanca', 'Pacific/Auckland', 'Pacific/Chatham']; // prettier-ignore

const cadences: fc.Arbitrary<Cadence> = fc
  .record({
    weekday: fc.integer({ min: 1, max: 7 }),
    time: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
    zone: fc.constantFrom(...zones),
  })
  .chain((wall) =>
    fc.oneof(
      fc.constant<Cadence>({ kind: 'weekly', ...wall }),
      fc.integer({ min: 0, max: 5000 }).map((days): Cadence => ({
        kind: 'biweekly',
        anchor: new Date(Date.UTC(2020, 0, 1 + days)).toISOString().slice(0, 10),
        ...wall,
      })),
      fc
        .constantFrom<NthInMonth>(1, 2, 3, 4, 5, 'last')
        .map((nth): Cadence => ({ kind: 'monthlyNthWeekday', nth, ...wall })),
    ),
  );

test('every cadence goes on in order, and the next call is the same whenever it is asked for in between', () => {
  fc.assert(
    fc.property(
      cadences,
      fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (cadence, from, part) => {
        const found = callDates(cadence, new Date(from), 8).map((date) => date.getTime());
        expect(found[0]).toBeGreaterThanOrEqual(from);
        for (const [index, at] of found.entries()) {
          const following = found[index + 1];
          if (following === undefined) break;
          expect(following).toBeGreaterThan(at);
          const between = new Date(at + Math.floor((following - at) * part));
          expect(nextCallAt(cadence, between).getTime()).toBe(following);
        }
      },
    ),
    { numRuns: 150 },
  );
});
