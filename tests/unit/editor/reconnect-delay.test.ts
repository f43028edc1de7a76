import { expect, test } from 'vitest';
import { failuresBefore, reconnectDelay } from '#components/editor/collab/reconnect-delay.ts';

test('an attempt comes at any moment up to a bound that doubles, and never at once', () => {
  expect(reconnectDelay(0, 0.99)).toBeCloseTo(198);
  expect(reconnectDelay(3, 0.5)).toBe(800);
  expect(reconnectDelay(30, 0.5)).toBe(10_000);
  expect(reconnectDelay(5, 0)).toBe(100);
});

test('three hundred who lose a server that goes are spread over a second and a half', () => {
  const failures = failuresBefore(1001, 0);
  const delays = Array.from({ length: 300 }, (_, index) => reconnectDelay(failures, index / 300));
  const perTenth = new Map<number, number>();
  for (const delay of delays) {
    const tenth = Math.floor(delay / 100);
    perTenth.set(tenth, (perTenth.get(tenth) ?? 0) + 1);
  }
  expect(Math.max(...delays)).toBeLessThan(1_600);
  expect(Math.max(...perTenth.values())).toBeLessThanOrEqual(40);
});

test('a connection that merely broke is tried again soon, and failures count on', () => {
  expect(failuresBefore(1006, 0)).toBe(0);
  expect(failuresBefore(undefined, 2)).toBe(2);
  expect(failuresBefore(1001, 5)).toBe(5);
});
