import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { BenchCase, Variant } from './cases/bench-case.ts';
import { acrossServers } from './cases/across-servers.ts';
import { durability, saved } from './cases/durability.ts';
import { fanOut, presence } from './cases/fan-out.ts';
import { growth } from './cases/growth.ts';
import { herd } from './cases/herd.ts';
import { join } from './cases/join.ts';
import { rooms } from './cases/rooms.ts';
import { saturation } from './cases/saturation.ts';
import { soak } from './cases/soak.ts';
import { figuresLine, medians, rowLine, rowsOf, type Run } from './report.ts';
import { startTarget, targetNames } from './targets/start-target.ts';
import type { Target, TargetName } from './targets/target.ts';

const cases: readonly BenchCase[] = [
  fanOut,
  presence,
  saturation,
  join,
  herd,
  rooms,
  durability,
  saved,
  growth,
  acrossServers,
  soak,
];

const { values } = parseArgs({
  options: {
    case: { type: 'string', default: cases.flatMap(({ name }) => (name === 'soak' ? [] : name)).join(',') },
    only: { type: 'string', default: '' },
    targets: { type: 'string', default: targetNames.join(',') },
    database: { type: 'string', default: 'embedded' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string' },
    minutes: { type: 'string', default: '60' },
    json: { type: 'string' },
    profile: { type: 'string' },
    report: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  for (const { name, describes } of cases) console.log(`--case ${name.padEnd(12)} ${describes}`);
  console.log('Options and what is measured how: tests/bench/README.md');
  process.exit(0);
}

const rounds = Number(values.rounds);
const database = choice(values.database, ['embedded', 'postgres'] as const);
const wanted = values.targets.split(',').map((name) => choice(name, targetNames));
const options = {
  seconds: values.seconds === undefined ? null : Number(values.seconds),
  minutes: Number(values.minutes),
  traces: process.env['CALLNOTES_TRACES'] ?? null,
};
const variants = values.case
  .split(',')
  .map((name) =>
    choice(
      name,
      cases.map((known) => known.name),
    ),
  )
  .flatMap((name) => cases.find((known) => known.name === name)?.variants(options) ?? [])
  .filter(({ name }) => values.only.split(',').some((part) => name.includes(part)));

// So that servers end with the bench and leave no folders behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const runs: Run[] = [];
const running = new Map<string, Target>();
if (values.report === undefined) {
  try {
    for (const variant of variants) await measure(variant);
  } finally {
    for (const target of running.values()) await target.stop();
  }
} else {
  for (const file of values.report.split(',')) {
    runs.push(...(JSON.parse(readFileSync(file, 'utf8')) as { runs: Run[] }).runs);
  }
}
report();

async function measure(variant: Variant): Promise<void> {
  const names = wanted.filter((name) => variant.targets?.includes(name) ?? true);
  const targets: Target[] = [];
  for (const name of names) targets.push(await started(name, variant));
  console.log(`\n${variant.name}: ${String(rounds)} rounds`);
  for (let round = 0; round < rounds; round += 1) {
    // Who comes first changes, so that nobody always has the warmer machine.
    const turn = round % Math.max(1, targets.length);
    for (const target of [...targets.slice(turn), ...targets.slice(0, turn)]) {
      const figures = await variant.run(target);
      runs.push({ variant: variant.name, target: target.name, round, figures });
      console.log(`  ${String(round + 1)} ${target.name.padEnd(12)} ${figuresLine(figures, variant.shown)}`);
    }
  }
  for (const name of names) {
    console.log(`  = ${name.padEnd(12)} ${figuresLine(medians(runs, variant.name, name), variant.shown)}`);
  }
}

/** The target, started when it is first needed; with lifted limits or as two servers it is another. */
async function started(
  name: TargetName,
  { lifted = false, together = false, heap = false }: Pick<Variant, 'lifted' | 'together' | 'heap'>,
): Promise<Target> {
  const kind = `${lifted ? ' lifted' : ''}${together ? ' together' : ''}${heap ? ' heap' : ''}`;
  const key = `${name}${name === 'callnotes' ? kind : ''}`;
  let target = running.get(key);
  if (target === undefined) {
    target = await startTarget(name, { database, lifted, together, heap, profiles: values.profile ?? null });
    running.set(key, target);
    console.log(`${name}: ${target.describes}`);
  }
  return target;
}

function report(): void {
  const rows = rowsOf(runs);
  if (rows.length > 0)
    console.log(`\nMedians of ${String(rounds)} interleaved rounds, held to their bounds:`);
  for (const row of rows) console.log(rowLine(row));
  if (values.json === undefined) return;
  const machine = { cpus: cpus().length, model: cpus()[0]?.model ?? '', node: process.version };
  const names = [...new Set(runs.map(({ variant }) => variant))];
  const middle = names.flatMap((variant) =>
    wanted.map((target) => ({ variant, target, figures: medians(runs, variant, target) })),
  );
  writeFileSync(
    values.json,
    `${JSON.stringify({ at: new Date().toISOString(), machine, database, rounds, rows, medians: middle, runs }, null, 2)}\n`,
  );
}

function choice<Name extends string>(text: string, known: readonly Name[]): Name {
  const found = known.find((name) => name === text);
  if (found !== undefined) return found;
  console.error(`"${text}" is none of ${known.join(', ')}.`);
  process.exit(2);
}
