import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const tests = path.resolve(import.meta.dirname, '../..');
const rows = [
  ...readFileSync(path.join(tests, 'README.md'), 'utf8').matchAll(/^\| (A\d+) +\| .+? \| (.*?) *\|$/gmu),
].map(([, item = '', files = '']) => ({
  item,
  files: [...files.matchAll(/`(\S+?\.tsx?)`/gu)].map(([, file = '']) => file),
  says: files,
}));
const files = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(?:test|spec)\.tsx?$/u.test(file),
);

const numbersIn = (file: string): string[] =>
  [...readFileSync(path.join(tests, file), 'utf8').matchAll(/\[(A\d+)\]/gu)].map(([, item = '']) => item);

describe('the acceptance list', () => {
  it('names for each item files that have tests of it, or says that there are none yet', () => {
    expect(rows.length).toBeGreaterThan(40);
    const wrong = rows.flatMap(({ item, files: named, says }) => {
      if (named.length === 0) return says.startsWith('not yet') ? [] : [`${item} names no file`];
      return named
        .filter((file) => !numbersIn(file).includes(item))
        .map((file) => `${file} has no [${item}]`);
    });
    expect(wrong).toEqual([]);
  });

  it('has every number that stands in a title', () => {
    const known = new Set(rows.map(({ item }) => item));
    const unknown = files.flatMap((file) =>
      numbersIn(file)
        .filter((item) => !known.has(item))
        .map((item) => `${item} in ${file}`),
    );
    expect(unknown).toEqual([]);
  });
});
