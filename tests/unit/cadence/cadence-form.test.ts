import { expect, test } from 'vitest';
import {
  cadenceOfFields,
  fieldsOfCadence,
  previewCadence,
  type CadenceFields,
} from '#lib/cadence/cadence-form.ts';
import type { Cadence } from '#lib/cadence/cadence.ts';
import { storedCadence } from '#lib/cadence/series-cadence.ts';

const zone = 'Europe/Paris';
const fields: CadenceFields = {
  kind: 'biweekly',
  weekday: '1',
  nth: '1',
  time: '14:00',
  anchor: '2026-12-14',
};
const cadence: Cadence = { kind: 'biweekly', weekday: 1, time: '14:00', anchor: '2026-12-14', zone };

test.each<Cadence>([
  { kind: 'weekly', weekday: 5, time: '09:30', zone },
  cadence,
  { kind: 'monthlyNthWeekday', weekday: 2, nth: 3, time: '16:00', zone },
  { kind: 'monthlyNthWeekday', weekday: 7, nth: 'last', time: '16:00', zone },
])('a form that shows a cadence sends the same one back: $kind', (shown) => {
  expect(cadenceOfFields(fieldsOfCadence(shown), zone)).toEqual(shown);
});

test('planned by hand is no cadence, and choosing a rhythm there asks only for what is missing', () => {
  expect(cadenceOfFields(fieldsOfCadence(null), zone)).toBeNull();
  expect(cadenceOfFields({ ...fieldsOfCadence(null), kind: 'weekly' }, zone)).toMatchObject({ weekday: 1 });
  expect(() => cadenceOfFields({ ...fieldsOfCadence(null), kind: 'biweekly' }, zone)).toThrow(
    expect.objectContaining({ details: { anchor: 'Choose the day of one of the calls.' } }),
  );
});

test('what is stored leaves the zone to the series', () => {
  expect(storedCadence(cadence)).toEqual({
    kind: 'biweekly',
    weekday: 1,
    time: '14:00',
    anchor: '2026-12-14',
  });
  expect(storedCadence(null)).toBeNull();
});

test('a preview shows five dates and the planned calls that are at another time', () => {
  const planned = [
    { number: 12, startsAt: '2026-12-14T13:00:00.000Z' },
    { number: 13, startsAt: '2026-12-21T13:00:00.000Z' },
    { number: 14, startsAt: '2026-12-28T14:00:00.000Z' },
  ];
  const preview = previewCadence(
    cadenceOfFields(fields, zone) ?? cadence,
    planned,
    new Date('2026-12-01T00:00:00Z'),
  );
  expect(preview.dates.map((date) => date.toISOString())).toEqual([
    '2026-12-14T13:00:00.000Z',
    '2026-12-28T13:00:00.000Z',
    '2027-01-11T13:00:00.000Z',
    '2027-01-25T13:00:00.000Z',
    '2027-02-08T13:00:00.000Z',
  ]);
  expect(preview.differing.map(({ number }) => number)).toEqual([13, 14]);
});
