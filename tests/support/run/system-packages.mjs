import { spawnSync } from 'node:child_process';
import { announce } from '#server/up/run-step.mjs';
import { findChromium, findPostgresBin } from '#tests/support/find-program.mjs';

/** Programs that no npm package brings: how each is found, and the Debian package that has it. */
const programs = {
  chromium: {
    find: findChromium,
    debianPackage: 'chromium',
    advice: 'Chromium is missing: install the package `chromium`, or name one with CHROMIUM_PATH.',
  },
  postgres: {
    find: findPostgresBin,
    debianPackage: 'postgresql',
    advice: "PostgreSQL's server programs are missing: install the package `postgresql` (15 or newer).",
  },
};

function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = spawnSync('apt-get', args, { env, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  return run.status === 0;
}

/**
 * Makes sure that a program is there: found, else installed when this is root on a Debian-like system.
 * @param {'chromium' | 'postgres'} name
 * @returns what the user has to install, as one sentence; null when all is well.
 */
export async function missingProgram(name) {
  const { find, debianPackage, advice } = programs[name];
  if (find() !== null) return null;
  if (process.getuid?.() === 0 && !(name === 'chromium' && process.env['CHROMIUM_PATH'])) {
    await announce(`Installing ${debianPackage}`, () => {
      if (aptGet('update', '-q')) aptGet('install', '-y', '-q', '--no-install-recommends', debianPackage);
      return Promise.resolve();
    });
  }
  return find() === null ? advice : null;
}
