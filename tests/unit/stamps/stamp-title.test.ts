import { expect, test } from 'vitest';
import { stampTitle } from '#lib/stamps/stamp-title.ts';

test.each([
  ['UTC', 'Mon 29 Jun 2020, 12:12 UTC'],
  ['Europe/Berlin', 'Mon 29 Jun 2020, 12:12 UTC, 14:12 your time'],
  ['Pacific/Auckland', 'Mon 29 Jun 2020, 12:12 UTC, Tue 30 Jun, 00:12 your time'],
])('a stamp read in %s says %s', (zone, expected) => {
  expect(stampTitle('2020-06-29T12:12:00Z', zone)).toBe(expected);
});
