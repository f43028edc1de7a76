import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const tests = path.resolve(import.meta.dirname, '../..');
const helper = path.join('support', 'fast-check.ts');

test('properties come from the helper that gives them the seed of the run', () => {
  const files = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/u.test(file) && file !== helper,
  );
  const importing = (source: string): string[] =>
    files.filter((file) => readFileSync(path.join(tests, file), 'utf8').includes(` from '${source}';`));
  expect(importing('#tests/support/fast-check.ts').length).toBeGreaterThan(10);
  expect(importing(`fast-check`)).toEqual([]);
});
