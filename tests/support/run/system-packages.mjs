import { spawnSync } from 'node:child_process';
import { announce } from '#server/up/run-step.mjs';
import { findChromium, findHeadlessShell, findPostgresBin, findRedis } from '#tests/support/find-program.mjs';

/**
 * Programs that no npm package brings: how each is found, the Debian packages that have it, the best first, and what is best
 * where that is not the same as found.
 */
const programs = {
  chromium: {
    find: findChromium,
    best: () => (process.env['CHROMIUM_PATH'] ? findChromium() : findHeadlessShell()),
    debianPackages: ['chromium-headless-shell', 'chromium'],
    advice: 'Chromium is missing: install the package `chromium`, or name one with CHROMIUM_PATH.',
  },
  postgres: {
    find: findPostgresBin,
    best: findPostgresBin,
    debianPackages: ['postgresql'],
    advice: "PostgreSQL's server programs are missing: install the package `postgresql` (15 or newer).",
  },
  redis: {
    find: findRedis,
    best: findRedis,
    debianPackages: ['redis-server'],
    advice: "Redis' server program is missing: install the package `redis-server`.",
  },
};

function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = spawnSync('apt-get', args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 180_000 });
  return run.status === 0;
}

/**
 * Makes sure that a program is there: found, else installed when this is root on a Debian-like system. In CI, where
 * time is short, the best of its packages is tried first.
 * @param {'chromium' | 'postgres' | 'redis'} name
 * @returns what the user has to install, as one sentence; null when all is well.
 */
export async function missingProgram(name) {
  const { find, best, debianPackages, advice } = programs[name];
  if ((process.env['CI'] ? best() : find()) !== null) return null;
  if (process.getuid?.() === 0 && !(name === 'chromium' && process.env['CHROMIUM_PATH'])) {
    const installed = debianPackages.slice(0, find() === null ? undefined : 1);
    await announce(`Installing ${installed.join(' or ')}`, () => {
      if (!aptGet('update', '-q')) return Promise.resolve();
      installed.some((one) => aptGet('install', '-y', '-q', '--no-install-recommends', one));
      return Promise.resolve();
    });
  }
  return find() === null ? advice : null;
}
