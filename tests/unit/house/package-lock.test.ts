import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

type LockEntry = {
  version?: string;
  resolved?: string;
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
};

const root = path.resolve(import.meta.dirname, '../../..');
const readJson = (name: string) => JSON.parse(readFileSync(path.join(root, name), 'utf8')) as unknown;

const lock = readJson('package-lock.json') as { packages: Record<string, LockEntry> };
const manifest = readJson('package.json') as {
  allowScripts: Record<string, boolean>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
const entries = Object.entries(lock.packages);

test('the lock file names no registry address, so that it serves behind any', () => {
  expect(entries.length).toBeGreaterThan(100);
  expect(entries.filter(([, entry]) => entry.resolved !== undefined).map(([name]) => name)).toEqual([]);
});

test('the lock file has the packages of every platform: `npm ci` refuses it otherwise (npm run lock:complete)', () => {
  const missing = entries.flatMap(([place, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) =>
        !(`node_modules/${name}` in lock.packages) && !(`${place}/node_modules/${name}` in lock.packages),
    ),
  );
  expect(missing).toEqual([]);
});

test('every install script is refused by name: nothing may depend on one', () => {
  const scripted = entries
    .filter(([, entry]) => entry.hasInstallScript)
    .map(([place]) => place.replace(/^.*node_modules\//u, ''));
  expect(Object.keys(manifest.allowScripts)).toEqual(expect.arrayContaining(scripted));
  expect(Object.values(manifest.allowScripts).every((allowed) => !allowed)).toBe(true);
});

test('every direct dependency is pinned to one version', () => {
  const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(versions.filter(([, version]) => /^[~^<>*]|\s|x$/u.test(version))).toEqual([]);
});
