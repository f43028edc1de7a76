import { readFileSync } from 'node:fs';
import { inRoot } from '#server/up/paths.mjs';
import { runCaptured } from './run-captured.mjs';

const minutes = 60_000;

/** @typedef {{ passed: number, failed: number, skipped: number, output: string }} Outcome */

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** A suite that fails as a whole without a failing test still counts as one failure; so does one that ran nothing. */
function judged({ passed, failed, skipped }, code, output) {
  if (code !== 0 && failed === 0) return { passed, failed: 1, skipped, output };
  if (passed + failed === 0) return { passed, failed: 1, skipped, output: `${output}\nNo test ran.\n` };
  return { passed, failed, skipped, output };
}

/** A check that passes or fails as a whole and counts as one test: an npm script. */
const check = (name, script, needs) => ({
  name,
  needs,
  async run() {
    const npm = process.env['npm_execpath'];
    const npmArgs = ['run', '--silent', script];
    const args = npm?.endsWith('.js') ? [npm, ...npmArgs] : [inRoot('tests/support/run/npm.mjs'), ...npmArgs];
    const { code, output } = await runCaptured(args, { limitMs: 5 * minutes });
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, output };
  },
});

const vitest = (name, needs, limitMs, more = []) => ({
  name,
  needs,
  async run(folder) {
    const report = `${folder}/${name}.json`;
    const which = ['--config', 'tests/vitest.config.ts', '--project', name];
    const args = ['run', ...which, '--reporter=default', ...more];
    const { code, output } = await runCaptured(
      [inRoot('node_modules/vitest/vitest.mjs'), ...args, '--reporter=json', `--outputFile.json=${report}`],
      { limitMs },
    );
    const told = readReport(report);
    const counts = {
      passed: told?.numPassedTests ?? 0,
      failed: told?.numFailedTests ?? 0,
      skipped: (told?.numPendingTests ?? 0) + (told?.numTodoTests ?? 0),
    };
    return judged(counts, code, output);
  },
});

const playwright = (name, needs, limitMs) => ({
  name,
  needs,
  async run(folder) {
    const report = `${folder}/${name}.json`;
    const args = ['test', '--config', 'tests/playwright.config.ts', '--reporter=list,json'];
    const { code, output } = await runCaptured([inRoot('node_modules/@playwright/test/cli.js'), ...args], {
      limitMs,
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    });
    const stats = readReport(report)?.stats;
    const flaky = stats?.flaky ?? 0;
    const counts = {
      passed: (stats?.expected ?? 0) + flaky,
      failed: stats?.unexpected ?? 0,
      skipped: stats?.skipped ?? 0,
    };
    return { ...judged(counts, code, output), note: flaky > 0 ? `${flaky} passed on a second try` : '' };
  },
});

/**
 * Everything `npm test` runs, one suite after the other; `needs` names what has to be there first. One that is `aside` runs
 * beside those that follow: it takes one core for a while, and changes nothing that they read.
 */
export const suites = [
  { ...check('format', 'format:check', []), aside: true },
  check('lint', 'lint', ['client']),
  check('types', 'types', ['client']),
  check('deadcode', 'deadcode', ['client']),
  check('db-check', 'db:check', []),
  vitest('boundaries', [], 5 * minutes),
  vitest('unit', ['client'], 5 * minutes),
  // Sockets, and servers and commands that start and end: much of it is waiting.
  vitest('protocol', ['client'], 12 * minutes, ['--maxWorkers=3']),
  vitest('integration', ['client', 'build', 'postgres', 'redis'], 20 * minutes, ['--maxWorkers=3']),
  vitest('abuse', ['client', 'build'], 5 * minutes),
  playwright('e2e', ['client', 'build', 'chromium'], 25 * minutes),
];
