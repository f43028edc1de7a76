import { randomInt } from 'node:crypto';

/** Makes `SEED=random` a number, for this process and all that it starts, and says which. */
export function drawSeed() {
  if (process.env['SEED'] !== 'random') return;
  process.env['SEED'] = String(randomInt(1_000_000));
  console.log(`Random cases of SEED=${process.env['SEED']}.`);
}
