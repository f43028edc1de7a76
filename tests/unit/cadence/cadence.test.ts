import { describe, expect, test } from 'vitest';
import { parseCadence } from '#lib/cadence/cadence.ts';
import { cadenceWords } from '#lib/cadence/cadence-words.ts';
import { AppError } from '#lib/errors.ts';

const monday = { kind: 'weekly', weekday: 1, time: '14:00', zone: 'Europe/Paris' } as const;

describe('a cadence that is stored or sent', () => {
  test.each([
    monday,
    { ...monday, zone: 'UTC' },
    { ...monday, kind: 'biweekly', anchor: '2026-01-05' },
    { ...monday, kind: 'monthlyNthWeekday', nth: 5 },
    { ...monday, kind: 'monthlyNthWeekday', nth: 'last' },
  ])('is read as it is: $kind', (cadence) => {
    expect(parseCadence(cadence)).toEqual(cadence);
  });

  test('is read without what does not belong to it', () => {
    expect(parseCadence({ ...monday, nth: 2, note: 'x' })).toEqual(monday);
  });

  test.each([
    ['kind', { ...monday, kind: 'daily' }],
    ['kind', null],
    ['weekday', { ...monday, weekday: 0 }],
    ['weekday', { ...monday, weekday: 8 }],
    ['weekday', { ...monday, weekday: 1.5 }],
    ['time', { ...monday, time: '24:00' }],
    ['time', { ...monday, time: '9:00' }],
    ['zone', { ...monday, zone: 'Europe/Atlantis' }],
    ['zone', { ...monday, zone: '+02:00' }],
    ['zone', { ...monday, zone: '' }],
    ['anchor', { ...monday, kind: 'biweekly' }],
    ['anchor', { ...monday, kind: 'biweekly', anchor: '2026-02-30' }],
    ['nth', { ...monday, kind: 'monthlyNthWeekday', nth: 6 }],
    ['nth', { ...monday, kind: 'monthlyNthWeekday', nth: 0 }],
  ])('is refused with a sentence for its %s: %o', (field, value) => {
    const refusal = refused(() => parseCadence(value));
    expect(refusal.code).toBe('invalid');
    expect(Object.keys(refusal.details)).toEqual([field]);
  });
});

test.each([
  [monday, 'Every week on Monday at 14:00, Europe/Paris'],
  [
    { ...monday, kind: 'biweekly' as const, anchor: '2026-01-05' },
    'Every two weeks on Monday at 14:00, Europe/Paris',
  ],
  [
    {
      kind: 'monthlyNthWeekday' as const,
      weekday: 3,
      nth: 2 as const,
      time: '09:30',
      zone: 'America/New_York',
    },
    'Every month on the second Wednesday at 09:30, America/New York',
  ],
  [
    { ...monday, kind: 'monthlyNthWeekday' as const, nth: 'last' as const },
    'Every month on the last Monday at 14:00, Europe/Paris',
  ],
  [
    { ...monday, kind: 'monthlyNthWeekday' as const, weekday: 7, nth: 5 as const },
    'On the fifth Sunday of the months that have one at 14:00, Europe/Paris',
  ],
])('%o is said in words', (cadence, words) => {
  expect(cadenceWords(cadence)).toBe(words);
});

function refused(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}
