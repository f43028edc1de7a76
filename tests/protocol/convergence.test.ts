// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { runConvergence } from '#tests/chaos/convergence/run-convergence.ts';
import { pinnedConvergence } from '#tests/chaos/pinned-seeds.ts';
import { seed, seedsFrom } from '#tests/support/seed.ts';

const count = Number(process.env['CONVERGENCE_SEEDS'] ?? 20);
const ops = Number(process.env['CONVERGENCE_OPS'] ?? 150);

test.each([...pinnedConvergence, ...seedsFrom(seed, count)])(
  '[A11] five people, cuts, delays and ends of the server, then every copy agrees: seed %i',
  async (number) => {
    const result = await runConvergence(number, ops);
    expect(result).toMatchObject({ wrong: [] });
  },
);
