import { describe, expect, test } from 'vitest';
import { agendaMinutes, agendaMinutesText } from '#lib/agenda/agenda-minutes.ts';
import { typedTimebox } from '#lib/agenda/typed-timebox.ts';

describe('a timebox at the end of a heading', () => {
  test.each([
    ['Build speed (5m)', 5, 11],
    ['Build speed (5 min)', 5, 11],
    ['Build speed (~10’)', 10, 11],
    ["Build speed (~10')", 10, 11],
    ['Build speed (7 minutes)', 7, 11],
    ['Build speed (15-30m)', 30, 11],
    ["Build speed ~5'", 5, 11],
    ['Build speed ~5’', 5, 11],
    ['(5m)', 5, 0],
  ])('"%s" is %d minutes', (text, minutes, start) => {
    expect(typedTimebox(text)).toEqual({ minutes, start });
  });

  test.each([
    'Build speed', 'Build speed (5)', 'Build speed 5m', "the 5'", 'Build (0m)', 'Build (601m)', 'Build(5m)',
    '(5m) Build', 'Build (soon)',
  ])('"%s" has none', (text) => {
    expect(typedTimebox(text)).toBeNull();
  }); // prettier-ignore
});

describe('the sum of the timeboxes', () => {
  const items = [40, null, 30].map((minutes) => ({ level: 1 as const, minutes }));

  test('is shown against the length, with what is over', () => {
    const sum = agendaMinutes(items, 60);
    expect(sum).toEqual({ planned: 70, length: 60, over: 10 });
    expect(agendaMinutesText(sum)).toBe('70 of 60 minutes');
  });

  test('fits when it is no more than the length', () => {
    expect(agendaMinutes(items, 70).over).toBe(0);
  });

  test('is never over a call without a length', () => {
    const sum = agendaMinutes(items, null);
    expect(sum.over).toBe(0);
    expect(agendaMinutesText(sum)).toBe('70 minutes planned');
  });

  test('counts an item with sub-items once', () => {
    const boxed = (level: 1 | 2, minutes: number | null) => ({ level, minutes });
    expect(agendaMinutes([boxed(1, 20), boxed(2, 5), boxed(2, 10), boxed(1, 5)], 30).planned).toBe(25);
    expect(agendaMinutes([boxed(1, 10), boxed(2, 5), boxed(2, 10), boxed(1, 5)], 30).planned).toBe(20);
    expect(agendaMinutes([boxed(1, null), boxed(2, 5), boxed(2, null), boxed(1, 5)], 30).planned).toBe(10);
  });

  test('is not shown when nothing is boxed', () => {
    expect(agendaMinutesText(agendaMinutes([{ level: 1, minutes: null }], 60))).toBeNull();
  });
});
