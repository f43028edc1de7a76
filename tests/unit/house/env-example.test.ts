import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadEnv } from '#server/env.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const example = readFileSync(path.join(root, '.env.example'), 'utf8');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const source = readFileSync(path.join(root, 'server/env.ts'), 'utf8');

const shown = [...example.matchAll(/^(?:# )?([A-Z][A-Z_]+)=(.*)$/gmu)].map(([, name = '', value = '']) => ({
  name,
  value,
}));
const names = shown.map((variable) => variable.name);
const read = [...source.matchAll(/^ {2}([A-Z][A-Z_]+): /gmu)].map(([, name = '']) => name);

test('.env.example shows exactly the variables that server/env.ts reads', () => {
  expect(read.length).toBeGreaterThan(5);
  expect(names.toSorted()).toEqual(read.toSorted());
});

test('the values in .env.example are accepted', () => {
  const env = loadEnv(Object.fromEntries(shown.map(({ name, value }) => [name, value])));
  expect(env.port).toBe(3000);
  expect(env.databaseUrl).toContain('postgres://');
});

test('the values in .env.example are the defaults, but for the database', () => {
  const { databaseUrl, ...rest } = loadEnv(Object.fromEntries(shown.map(({ name, value }) => [name, value])));
  const { databaseUrl: none, ...defaults } = loadEnv({});
  expect(rest).toEqual(defaults);
  expect(databaseUrl).not.toBe(none);
});

test('README.md explains every variable', () => {
  expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
