import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first of some programs that is on the PATH, as an absolute path; null when none is. */
function onPath(names) {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name);
      if (isExecutable(file)) return file;
    }
  }
  return null;
}

/**
 * Chromium without a window of its own: the same pages for half the processor time.
 * @returns {string | null}
 */
export function findHeadlessShell() {
  return onPath(['chromium-headless-shell', 'chrome-headless-shell']);
}

/**
 * The Chromium that browser tests run in: CHROMIUM_PATH, else what the system has.
 * @returns {string | null}
 */
export function findChromium() {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return isExecutable(named) ? named : null;
  return (
    findHeadlessShell() ?? onPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'])
  );
}

/**
 * The folder with the programs of a PostgreSQL server, newest first; `initdb` is often off the PATH.
 * @returns {string | null}
 */
export function findPostgresBin() {
  const versions = '/usr/lib/postgresql';
  const installed = existsSync(versions) ? readdirSync(versions) : [];
  const folders = installed
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => path.join(versions, version, 'bin'));
  const initdb = onPath(['initdb']);
  if (initdb) folders.push(path.dirname(initdb));
  return (
    folders.find((folder) => ['initdb', 'postgres'].every((name) => isExecutable(path.join(folder, name)))) ??
    null
  );
}

/**
 * The Redis server's program.
 * @returns {string | null}
 */
export function findRedis() {
  return onPath(['redis-server', 'valkey-server']);
}
