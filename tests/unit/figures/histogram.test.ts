import { expect, test } from 'vitest';
import { Histogram } from '#lib/figures/histogram.ts';

test('each value counts under every bound that it is not above', () => {
  const histogram = new Histogram([1, 10, 100]);
  for (const value of [0, 1, 1.5, 10, 99, 5_000]) histogram.add(value);
  expect(histogram.view()).toEqual({
    buckets: [
      { bound: 1, count: 2 },
      { bound: 10, count: 4 },
      { bound: 100, count: 5 },
    ],
    count: 6,
    sum: 5_111.5,
  });
});

test('a view is of its moment', () => {
  const histogram = new Histogram([1]);
  const before = histogram.view();
  histogram.add(1);
  expect(before).toEqual({ buckets: [{ bound: 1, count: 0 }], count: 0, sum: 0 });
});
