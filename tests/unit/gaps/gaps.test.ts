import { describe, expect, test } from 'vitest';
import { gapInstant } from '#lib/gaps/gap-instant.ts';
import { typedGap } from '#lib/gaps/typed-gap.ts';

describe('a typed gap', () => {
  test.each([
    ['', '…', '…'],
    ['and then', '…', '…'],
    ['…', '…', null],
    ['..', '.', '...'],
    ['and then..', '.', '...'],
    ['...', '.', null],
    ['.', '.', null],
    ['', '.', null],
    ['..', 'a', null],
  ])('after "%s" the key "%s" completes %s', (before, typed, expected) => {
    expect(typedGap(before, typed)).toBe(expected);
  });

  test('lies before the moment of typing', () => {
    const now = new Date('2026-03-10T14:00:08.000Z');
    expect(gapInstant(now, 8000)).toBe('2026-03-10T14:00:00.000Z');
    expect(gapInstant(now, 0)).toBe(now.toISOString());
  });
});
