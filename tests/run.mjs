import '#server/up/node-version.mjs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from '#server/up/build.mjs';
import { generate } from '#server/up/generate.mjs';
import { install } from '#server/up/install.mjs';
import { StepError } from '#server/up/run-step.mjs';
import { drawSeed } from '#tests/support/run/draw-seed.mjs';
import { endLeftBehind, markChildren } from '#tests/support/run/left-behind.mjs';
import { suites } from '#tests/support/run/suites.mjs';
import { missingProgram } from '#tests/support/run/system-packages.mjs';

const usage = `Usage: npm test [-- --only ${suites.map((suite) => suite.name).join(',')}]`;

function chosenSuites(args) {
  if (args.length === 0) return suites;
  const [flag, list, ...rest] = args;
  const names = list?.split(',') ?? [];
  const known = names.every((name) => suites.some((suite) => suite.name === name));
  if (flag !== '--only' || names.length === 0 || !known || rest.length > 0) {
    console.error(usage);
    process.exit(2);
  }
  return suites.filter((suite) => names.includes(suite.name));
}

/** What each need takes, and what is wrong when it cannot be had. */
const preparations = {
  client: () => problemOf(generate),
  build: () => problemOf(build),
  chromium: () => missingProgram('chromium'),
  postgres: () => missingProgram('postgres'),
  redis: () => missingProgram('redis'),
};

async function problemOf(work) {
  try {
    await work();
    return null;
  } catch (error) {
    return error instanceof StepError ? error.message : String(error.stack);
  }
}

function mentionCorpus() {
  const corpus = process.env['CALLNOTES_CORPUS'];
  if (corpus) process.env['CALLNOTES_CORPUS'] = path.resolve(corpus);
  else
    console.log(
      'CALLNOTES_CORPUS is not set: the tests over real notes are skipped, and counted as skipped.',
    );
}

async function prepare(chosen) {
  const installing = await problemOf(install);
  const problems = {};
  for (const need of new Set(chosen.flatMap((suite) => suite.needs))) {
    problems[need] = installing ?? (await preparations[need]());
  }
  return { installing, problems };
}

const seconds = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;

async function runSuite(suite, problems, folder) {
  const start = performance.now();
  const problem = suite.needs.map((need) => problems[need]).find(Boolean);
  const outcome = problem
    ? { passed: 0, failed: 1, skipped: 0, output: `${problem}\n` }
    : await suite.run(folder);
  const took = seconds(start);
  console.log(`${suite.name} … ${outcome.failed > 0 ? 'failed' : 'passed'} (${took})`);
  if (outcome.failed > 0) console.log(`\n${outcome.output.trimEnd()}\n`);
  return { name: suite.name, took, ...outcome };
}

function printTable(rows) {
  const line = (cells) => cells.map((cell, i) => (i === 0 ? cell.padEnd(12) : cell.padStart(9))).join('');
  console.log(`\n${line(['suite', 'passed', 'failed', 'skipped', 'time'])}`);
  for (const { name, passed, failed, skipped, took, note } of rows) {
    const cells = [name, String(passed), String(failed), String(skipped), took];
    console.log(line(cells) + (note ? `  ${note}` : ''));
  }
}

async function main() {
  const start = performance.now();
  const chosen = chosenSuites(process.argv.slice(2));
  mentionCorpus();
  drawSeed();
  markChildren();
  const folder = mkdtempSync(path.join(tmpdir(), 'callnotes-test-'));
  const rows = [];
  try {
    const { installing, problems } = await prepare(chosen);
    const known = installing ? { ...problems, packages: installing } : problems;
    const needsOf = (suite) => (installing ? ['packages'] : suite.needs);
    const run = (suite) => runSuite({ ...suite, needs: needsOf(suite) }, known, folder);
    const running = [];
    for (const suite of chosen) {
      running.push(run(suite));
      if (!suite.aside) await running.at(-1);
    }
    rows.push(...(await Promise.all(running)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  const left = await endLeftBehind({ patienceMs: 15_000 });
  for (const { pid, command } of left) console.log(`Left behind, and ended now: process ${pid}, ${command}`);
  rows.push({
    name: 'leftovers',
    passed: left.length === 0 ? 1 : 0,
    failed: left.length,
    skipped: 0,
    took: '',
  });

  printTable(rows);
  const total = (key) => rows.reduce((sum, row) => sum + row[key], 0);
  const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : '';
  console.log(`\nTook ${seconds(start)}.`);
  console.log(`${total('passed')} passed, ${total('failed')} failed${skipped}`);
  process.exitCode = total('failed') > 0 ? 1 : 0;
}

await main();
