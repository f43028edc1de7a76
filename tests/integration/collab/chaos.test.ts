import { expect, test } from 'vitest';
import { runChaos } from '#tests/chaos/run-chaos.ts';
import { seed } from '#tests/support/seed.ts';

test('[A1][A3][R15] kills, pauses, crashes of the database and a bad wire lose and double nothing that was told saved', async () => {
  const lines = [`seed ${String(seed)}`];
  const result = await runChaos({
    rounds: 6,
    seed,
    nemeses: ['kill', 'terminate', 'database-pause', 'wire', 'database-crash', 'pause'],
    database: 'embedded',
    print: (line) => lines.push(line),
  });
  expect({ lines, ...result }).toMatchObject({
    rounds: 6,
    lost: 0,
    doubled: 0,
    missing: 0,
    invented: 0,
    differing: 0,
    findings: 0,
  });
  expect(result.toldSaved).toBeGreaterThan(0);
});
