import { parseArgs } from 'node:util';
import { canTurnClock, type ChaosDatabase } from './chaos-world.ts';
import { addVerdicts, noFault } from './judge-notes.ts';
import { nemesisNames, type NemesisName } from './nemeses.ts';
import { pinnedRounds } from './pinned-seeds.ts';
import { describe, runChaos, type ChaosResult } from './run-chaos.ts';

const usage =
  'Usage: npm run test:chaos -- [--rounds N] [--seed N] [--database embedded|postgres] ' +
  `[--nemesis ${nemesisNames.join(',')}]`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '18' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    database: { type: 'string', default: 'embedded' },
    nemesis: { type: 'string', default: '' },
  },
});
const rounds = Number(values.rounds);
const seed = Number(values.seed);
const database = (['embedded', 'postgres'] as const).find((kind) => kind === values.database);
const chosen = values.nemesis.split(',').filter(Boolean);
const named = nemesisNames.filter((name) => chosen.includes(name));
if (
  !Number.isInteger(rounds) ||
  rounds < 1 ||
  !Number.isInteger(seed) ||
  database === undefined ||
  named.length < chosen.length
) {
  console.error(usage);
  process.exit(2);
}
let wanted: readonly NemesisName[] = named.length > 0 ? named : nemesisNames;
if (named.length === 0 && !canTurnClock) {
  wanted = wanted.filter((name) => name !== 'clock');
  console.log('The clock is not turned: install the package `libfaketime` for that.');
}

const results: ChaosResult[] = [];
const run = async (options: {
  rounds: number;
  seed: number;
  nemeses: readonly NemesisName[];
}): Promise<void> => {
  results.push(
    await runChaos({ ...options, database: database satisfies ChaosDatabase, print: console.log }),
  );
};
for (const pinned of pinnedRounds) {
  if (pinned.database !== database || !wanted.includes(pinned.nemesis)) continue;
  console.log(`pinned: ${pinned.nemesis}, seed ${String(pinned.seed)}`);
  await run({ rounds: 1, seed: pinned.seed, nemeses: [pinned.nemesis] });
}
console.log(`seed ${String(seed)}, ${String(rounds)} rounds of ${wanted.join(', ')}, ${database} database`);
await run({ rounds, seed, nemeses: wanted });

const sum = (key: 'rounds' | 'attempted' | 'toldSaved' | 'findings'): number =>
  results.reduce((count, result) => count + result[key], 0);
const verdict = results.reduce((one, other) => addVerdicts(one, other), { ...noFault });
const failed = results.flatMap((result) => result.failed);
console.log(
  `${String(sum('rounds'))} rounds, ` +
    `${describe({ ...verdict, attempted: sum('attempted'), toldSaved: sum('toldSaved') })}, ` +
    `other findings ${String(sum('findings'))}`,
);
for (const { nemesis, seed: bad } of failed) {
  console.log(`failed: --nemesis ${nemesis} --seed ${String(bad)} --rounds 1 --database ${database}`);
}
if (failed.length > 0) process.exitCode = 1;
process.exit();
