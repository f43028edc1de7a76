import { existsSync, readFileSync } from 'node:fs';
import { fingerprint, isStamped, writeStamp } from './fingerprint.mjs';
import { inRoot } from './paths.mjs';
import { runStep } from './run-step.mjs';

const stamp = 'node_modules/.stamp';

const readJson = (name) => JSON.parse(readFileSync(inRoot(name), 'utf8'));

/** Whether what npm says it installed is what the lock file asks for: packages installed by hand count too. */
function matchesLockFile() {
  try {
    const wanted = readJson('package-lock.json').packages;
    const installed = readJson('node_modules/.package-lock.json').packages;
    return Object.entries(wanted).every(
      ([name, entry]) =>
        name === '' ||
        entry.optional ||
        (installed[name]?.version === entry.version && existsSync(inRoot(name, 'package.json'))),
    );
  } catch {
    return false;
  }
}

/** Installs the packages when the lock file is another than at the last install. */
export async function install() {
  const print = fingerprint(['package-lock.json']);
  if (isStamped(stamp, print)) return;
  if (!matchesLockFile()) {
    const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
    const npm = process.env.npm_execpath;
    await (npm?.endsWith('.js')
      ? runStep('Installing packages', process.execPath, [npm, ...args])
      : runStep('Installing packages', 'npm', args));
  }
  writeStamp(stamp, print);
}
