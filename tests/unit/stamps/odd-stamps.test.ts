import * as fc from '#tests/support/fast-check.ts';
import { describe, expect, it, test } from 'vitest';
import { oddStamps, type PlannedCall } from '#lib/stamps/odd-stamps.ts';
import { resolveStamp } from '#lib/stamps/resolve-stamp.ts';

const call: PlannedCall = { startsAt: '2026-03-10T14:00:00.000Z', lengthMinutes: 60 };
const anyTime: PlannedCall = { startsAt: null, lengthMinutes: null };

function stamps(written: string): { text: string; at: string | null }[] {
  return written
    .split(' ')
    .map((text) => ({ text, at: resolveStamp(text, 'UTC', new Date('2026-03-10T14:30:00Z')) }));
}

/** The odd ones as `wrong`, or `wrong→fixed`. */
function odd(written: string, planned: PlannedCall = anyTime): string[] {
  const all = stamps(written);
  return oddStamps(all, planned).map(
    ({ index, fixed }) => `${all[index]?.text ?? ''}${fixed === null ? '' : `→${fixed.text}`}`,
  );
}

describe('a stamp that breaks the order of the others', () => {
  test.each([
    ['14:12 15:14 14:22', ['15:14→14:14']],
    ['14:12 14:14 15:20 14:22 14:30', ['15:20→14:20']],
    ['14:12 13:20 14:22 14:30', ['13:20→14:20']],
    ['14:12 14:52 14:25 14:30', ['14:52']],
    ['14:20 14:52 14:25 14:30', ['14:52→14:22']],
    ['14:12 14:19 04:22 14:30', ['04:22→14:22']],
    ['14:12 14:19 14:22 14:42 14:55 16:00 15:10', ['16:00→15:00']],
    ['16:05 14:12 14:19', ['16:05→14:05']],
    ['9:05 10:10 9:15 9:20', ['10:10→09:10']],
    ['14:12:10 15:14:00 14:22:30', ['15:14:00→14:14:00']],
    ['23:50 00:58 23:59 00:05', ['00:58→23:58']],
  ])('in "%s" is %s', (written, expected) => {
    expect(odd(written)).toEqual(expected);
  });

  test.each([
    '14:12 14:19 14:22 14:42 14:55 15:00 15:10',
    '14:12',
    '14:12 14:05',
    '15:14 14:12',
    // Either may be wrong.
    '14:12 14:50 14:22',
    '14:12 15:14 14:22 15:20',
    // Two scribes, a few minutes apart.
    '14:12 14:15 14:13 14:20',
    '14:12 14:12 14:12',
    // Nothing agrees.
    '14:50 14:40 14:30 14:20',
    '23:50 23:58 00:05 00:20',
  ])('is not found in "%s"', (written) => {
    expect(odd(written)).toEqual([]);
  });

  it('may be two of many, and each says between which it stands', () => {
    const all = stamps('14:02 14:05 15:08 14:12 14:15 14:20 13:25 14:30');
    const found = oddStamps(all, anyTime);
    expect(found.map(({ index, fixed }) => [index, fixed?.text])).toEqual([
      [2, '14:08'],
      [6, '14:25'],
    ]);
    expect(found[0]).toMatchObject({ after: { text: '14:05' }, before: { text: '14:12' } });
    expect(found[0]?.fixed?.at).toBe('2026-03-10T14:08:00.000Z');
  });

  it('is none of those whose instant is unknown', () => {
    const all = stamps('14:12 15:14 14:22').map((stamp, index) =>
      index === 1 ? { ...stamp, at: null } : stamp,
    );
    expect(oddStamps(all, call)).toEqual([]);
    expect(oddStamps([{ text: 'soon', at: 'soon' }], call)).toEqual([]);
  });
});

describe('a stamp outside the call', () => {
  test.each([
    ['14:12 14:22 16:35', ['16:35→14:35']],
    ['14:12 14:22 14:30 15:55', ['15:55→14:55']],
    ['12:58 14:12 14:22', ['12:58→13:58']],
    // A call that ran over.
    ['14:12 14:58 15:40', []],
    ['14:12 14:58 15:30 15:50', []],
    // Notes by another clock.
    ['16:12 16:22 16:35', []],
    ['14:12 16:35', []],
  ])('of 14:00 to 15:00: "%s" has %j', (written, expected) => {
    expect(odd(written, call)).toEqual(expected);
  });

  it('is none while nobody knows when the call is', () => {
    expect(odd('14:12 14:22 16:35')).toEqual([]);
    expect(odd('14:12 14:22 16:35', { startsAt: call.startsAt, lengthMinutes: null })).toEqual([]);
    expect(odd('14:12 14:22 16:35', { startsAt: 'soon', lengthMinutes: 60 })).toEqual([]);
  });
});

describe('any stamps', () => {
  const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });
  const written = (minute: number): { text: string; at: string } => {
    const date = new Date(Date.UTC(2026, 2, 10, 0, minute));
    return { text: date.toISOString().slice(11, 16), at: date.toISOString() };
  };

  it('that run in order have no odd one', () => {
    fc.assert(
      fc.property(fc.array(minutes, { maxLength: 40 }), (times) => {
        const sorted = times.toSorted((a, b) => a - b).map((time) => written(time));
        expect(oddStamps(sorted, anyTime)).toEqual([]);
      }),
    );
  });

  it('have at most a third odd ones, and a corrected one stands in order', () => {
    fc.assert(
      fc.property(fc.array(minutes, { maxLength: 12 }), (times) => {
        const all = times.map((time) => written(time));
        const found = oddStamps(all, call);
        expect(found.length * 3).toBeLessThanOrEqual(all.length);
        for (const { fixed, after, before } of found) {
          if (fixed === null) continue;
          if (after?.at != null) expect(fixed.at >= after.at).toBe(true);
          if (before?.at != null) expect(fixed.at <= before.at).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
