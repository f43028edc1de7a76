import { expect, test } from 'vitest';
import { runChaos } from '#tests/chaos/run-chaos.ts';

test('[R15] three kills with -9 while three people type lose and double nothing that was told saved', async () => {
  const seed = Math.floor(Date.now() / 1_000) % 1_000_000;
  const lines = [`seed ${String(seed)}`];
  const result = await runChaos({ rounds: 3, seed, databaseUrl: null, print: (line) => lines.push(line) });
  expect({ lines, ...result }).toMatchObject({ rounds: 3, lost: 0, doubled: 0, missing: 0, invented: 0 });
  expect(result.toldSaved).toBeGreaterThan(0);
});
