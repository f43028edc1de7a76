import * as fc from '#tests/support/fast-check.ts';
import { describe, expect, test } from 'vitest';
import { agendaFit, rolledUpText, type ItemFit } from '#lib/agenda/agenda-fit.ts';
import { agendaMinutes } from '#lib/agenda/agenda-minutes.ts';

/** An agenda as one would write it: `Welcome 5`, with a dash before a sub-item; without a number it has no box. */
function agenda(...written: string[]): { id: string; level: 1 | 2; minutes: number | null }[] {
  return written.map((text) => {
    const [, dash, id = '', minutes] = /^(-?) ?(\D*?)(?: (\d+))?$/u.exec(text) ?? [];
    return { id, level: dash === '-' ? 2 : 1, minutes: minutes === undefined ? null : Number(minutes) };
  });
}

function fits(length: number | null, ...written: string[]): Record<string, ItemFit['fit']> {
  return Object.fromEntries(agendaFit(agenda(...written), length).items.map(({ id, fit }) => [id, fit]));
}

function unboxed(...written: string[]): string[] {
  return agendaFit(agenda(...written), 60).items.flatMap(({ id, unboxed: flagged }) => (flagged ? [id] : []));
}

describe('what falls off the end', () => {
  test('is what is cut at the end of the call and what would begin after it', () => {
    expect(fits(60, 'Welcome 5', 'Status 30', 'Release 30', 'Demo 5')).toEqual({
      Welcome: 'in',
      Status: 'in',
      Release: 'cut',
      Demo: 'off',
    });
  });

  test('is nothing when the sum fits, not even what has no box', () => {
    expect(fits(60, 'Status 60', 'Business')).toEqual({ Status: 'in', Business: 'in' });
    expect(fits(null, 'Status 600')).toEqual({ Status: 'in' });
  });

  test('is what has no box too, when there is no minute left for it', () => {
    expect(fits(60, 'Status 60', 'Business', 'Demo 10')).toEqual({
      Status: 'in',
      Business: 'off',
      Demo: 'off',
    });
    expect(fits(60, 'Business', 'Status 70')).toEqual({ Business: 'in', Status: 'cut' });
  });

  test('is said of sub-items one by one', () => {
    expect(fits(60, 'Status 40', 'Release', '- Signing 15', '- Docs 15', '- Blog 5')).toEqual({
      Status: 'in',
      Release: 'cut',
      Signing: 'in',
      Docs: 'cut',
      Blog: 'off',
    });
  });

  test('comes with the sum', () => {
    expect(agendaFit(agenda('Status 40', 'Release 20', '- Signing 15', '- Docs 15'), 60)).toMatchObject({
      planned: 70,
      length: 60,
      over: 10,
    });
  });
});

describe('an item with sub-items', () => {
  const minutesOf = (...written: string[]) =>
    agendaFit(agenda(...written), 60).items.map(({ id, minutes, from, startsAt }) => [
      id,
      minutes,
      from,
      startsAt,
    ]);

  test('takes its own box when that is the larger, and goes on behind its sub-items', () => {
    expect(minutesOf('Release 20', '- Signing 5', '- Docs 10', 'Demo 5')).toEqual([
      ['Release', 20, 'own', 0],
      ['Signing', 5, 'own', 0],
      ['Docs', 10, 'own', 5],
      ['Demo', 5, 'own', 20],
    ]);
  });

  test('takes the sum of theirs when that is the larger, and says so', () => {
    const [release, , , demo] = agendaFit(
      agenda('Release 10', '- Signing 5', '- Docs 10', 'Demo 5'),
      60,
    ).items;
    expect(release).toMatchObject({ own: 10, minutes: 15, from: 'subItems' });
    expect(demo).toMatchObject({ startsAt: 15 });
    expect(release && rolledUpText(release)).toBe(
      'Its sub-items add up to 15 minutes, more than its box of 10',
    );
    expect(demo && rolledUpText(demo)).toBeNull();
  });

  test('takes its own box when both are the same', () => {
    expect(minutesOf('Release 15', '- Signing 5', '- Docs 10')[0]).toEqual(['Release', 15, 'own', 0]);
  });

  test('takes the sum of theirs when it has no box', () => {
    const [release] = agendaFit(agenda('Release', '- Signing 1', '- Docs'), 60).items;
    expect(release && rolledUpText(release)).toBe('Its sub-items add up to 1 minute');
  });

  test('that comes first as a sub-item counts as an item', () => {
    expect(minutesOf('- Signing 5', '- Docs 10')).toEqual([
      ['Signing', 10, 'subItems', 0],
      ['Docs', 10, 'own', 0],
    ]);
  });
});

describe('an item without a box is flagged', () => {
  test.each<[string, string[], string[]]>([
    ['when nothing says how long it takes', ['Welcome', 'Status 5'], ['Welcome']],
    ['once, not for each sub-item', ['Release', '- Signing', '- Docs'], ['Release']],
    ['when others beside it have one', ['Release', '- Signing 5', '- Docs'], ['Docs']],
    ['but not when the item it stands under has one', ['Release 20', '- Signing 5', '- Docs'], []],
    ['but not when all below it have one', ['Release', '- Signing 5', '- Docs 5'], []],
  ])('%s', (_, written, expected) => {
    expect(unboxed(...written)).toEqual(expected);
  });
});

test('any agenda: items follow each other, sub-items lie within theirs, and only the end falls off', () => {
  const items = fc.array(
    fc.record({
      id: fc.uuid(),
      level: fc.constantFrom<1 | 2>(1, 2),
      minutes: fc.option(fc.integer({ min: 1, max: 40 })),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(items, fc.integer({ min: 5, max: 120 }), (list, length) => {
      const fit = agendaFit(list, length);
      expect(fit).toMatchObject(agendaMinutes(list, length));
      expect(fit.items.map(({ id }) => id)).toEqual(list.map(({ id }) => id));
      let at = 0;
      let top: ItemFit | undefined;
      for (const one of fit.items) {
        if (one.level === 1) {
          expect(one.startsAt).toBe(at);
          at += one.minutes;
          top = one;
        } else {
          expect(one.startsAt).toBeGreaterThanOrEqual(top?.startsAt ?? 0);
          expect(one.startsAt + one.minutes).toBeLessThanOrEqual((top?.startsAt ?? 0) + (top?.minutes ?? 0));
        }
      }
      expect(at).toBe(fit.planned);
      const order = fit.items
        .filter(({ level }) => level === 1)
        .map((one) => ['in', 'cut', 'off'].indexOf(one.fit));
      expect(order).toEqual(order.toSorted((one, other) => one - other));
      expect(order.some((place) => place > 0)).toBe(fit.over > 0);
    }),
    { numRuns: 200 },
  );
});
