// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { runConvergence } from '#tests/chaos/convergence/run-convergence.ts';
import { pinnedConvergence } from '#tests/chaos/pinned-seeds.ts';

const first = Number(process.env['CONVERGENCE_SEED'] ?? Math.floor(Date.now() / 1000) % 1_000_000);
const seeds = Number(process.env['CONVERGENCE_SEEDS'] ?? 20);
const ops = Number(process.env['CONVERGENCE_OPS'] ?? 150);

test.each([...pinnedConvergence, ...Array.from({ length: seeds }, (_, index) => first + index)])(
  '[A11] five people, cuts, delays and ends of the server, then every copy agrees: seed %i',
  async (seed) => {
    const result = await runConvergence(seed, ops);
    expect(result).toMatchObject({ wrong: [] });
  },
);
