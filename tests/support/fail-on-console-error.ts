import { afterEach, beforeEach, expect } from 'vitest';

const unexpected: string[] = [];
const original = console.error;

/**
 * Takes the `console.error` calls made so far in this test, so that they do not fail it.
 * A test that provokes an error on purpose calls this and asserts what was said.
 */
export function takeConsoleErrors(): string[] {
  return unexpected.splice(0);
}

beforeEach(() => {
  unexpected.length = 0;
  console.error = (...args: unknown[]) => {
    unexpected.push(args.map(String).join(' '));
    original(...args);
  };
});

afterEach(() => {
  console.error = original;
  expect(takeConsoleErrors(), 'unexpected console.error').toEqual([]);
});
