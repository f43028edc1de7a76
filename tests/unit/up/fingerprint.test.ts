import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint, isStamped, writeStamp } from '#server/up/fingerprint.mjs';
import { root } from '#server/up/paths.mjs';

let folder = '';
let name = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'callnotes-fingerprint-'));
  name = path.relative(root, folder);
  mkdirSync(path.join(folder, 'inner'));
  writeFileSync(path.join(folder, 'a.ts'), 'one');
  writeFileSync(path.join(folder, 'inner', 'b.ts'), 'two');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('a fingerprint stays the same while nothing changes', () => {
  expect(fingerprint([name])).toBe(fingerprint([name]));
});

test.each([
  ['a changed line', () => writeFileSync(path.join(folder, 'inner', 'b.ts'), 'three')],
  ['a new file', () => writeFileSync(path.join(folder, 'c.ts'), '')],
  ['a file that is gone', () => rmSync(path.join(folder, 'a.ts'))],
])('%s changes the fingerprint', (_, change) => {
  const before = fingerprint([name]);
  change();
  expect(fingerprint([name])).not.toBe(before);
});

test('a stamp holds for the sources it was written for and no others', () => {
  const stamp = path.join(name, 'made', '.stamp');
  expect(isStamped(stamp, 'x')).toBe(false);
  writeStamp(stamp, 'x');
  expect(isStamped(stamp, 'x')).toBe(true);
  expect(isStamped(stamp, 'y')).toBe(false);
});

test('writing a stamp does not change the fingerprint of its folder', () => {
  const before = fingerprint([name]);
  writeStamp(path.join(name, '.stamp'), before);
  expect(fingerprint([name])).toBe(before);
});
