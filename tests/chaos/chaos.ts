import { parseArgs } from 'node:util';
import { runSql, startPostgres } from '#tests/support/postgres.ts';
import { describe, runChaos } from './run-chaos.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    database: { type: 'string', default: 'embedded' },
  },
});
const rounds = Number(values.rounds);
const seed = Number(values.seed);
const known = values.database === 'embedded' || values.database === 'postgres';
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed) || !known) {
  console.error('Usage: npm run test:chaos -- [--rounds N] [--seed N] [--database embedded|postgres]');
  process.exit(2);
}

console.log(`seed ${String(seed)}, ${String(rounds)} rounds, ${values.database} database`);
const postgres = values.database === 'postgres' ? await startPostgres() : null;
try {
  if (postgres !== null) await runSql(postgres.url('postgres'), 'CREATE DATABASE chaos');
  const databaseUrl = postgres?.url('chaos') ?? null;
  const result = await runChaos({ rounds, seed, databaseUrl, print: (line) => console.log(line) });
  console.log(`${String(result.rounds)} rounds, ${describe(result)}`);
  if (result.lost + result.doubled + result.missing + result.invented > 0) process.exitCode = 1;
} finally {
  await postgres?.stop();
}
