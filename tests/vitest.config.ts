import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { drawSeed } from './support/run/draw-seed.mjs';
import { LongFirst } from './support/run/long-first.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

// `server-only` throws outside React's server build; tests import queries and actions directly.
const shared = {
  root,
  resolve: { alias: { 'server-only': fileURLToPath(new URL('support/server-only.ts', import.meta.url)) } },
};

drawSeed();

const inSupport = (file: string): string => fileURLToPath(new URL(`support/${file}`, import.meta.url));
const setupFiles = [inSupport('fail-on-console-error.ts')];
const withSteadyIds = [...setupFiles, inSupport('steady-client-ids.ts')];

export default defineConfig({
  ...shared,
  test: {
    reporters: ['default'],
    // Two cores: two workers are the most that run at once; `npm test` gives those that mostly wait one more.
    maxWorkers: 2,
    passWithNoTests: false,
    sequence: { sequencer: LongFirst },
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          environment: 'node',
          // Quicker to begin than processes, of which these tests need none of their own.
          pool: 'threads',
          testTimeout: 20_000,
          setupFiles: withSteadyIds,
          restoreMocks: true,
        },
      },
      {
        ...shared,
        test: {
          name: 'boundaries',
          include: ['tests/boundaries.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          setupFiles,
        },
      },
      {
        ...shared,
        test: {
          name: 'protocol',
          include: ['tests/protocol/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // A slow machine is no failure; what has to be quick measures it.
          expect: { poll: { timeout: 15_000 } },
          setupFiles: withSteadyIds,
          restoreMocks: true,
        },
      },
      {
        ...shared,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          environment: 'node',
          testTimeout: 300_000,
          hookTimeout: 120_000,
          globalSetup: [fileURLToPath(new URL('support/database-templates.ts', import.meta.url))],
          // A slow machine is no failure; what has to be quick measures it.
          expect: { poll: { timeout: 15_000 } },
          setupFiles,
          restoreMocks: true,
        },
      },
      {
        ...shared,
        test: {
          name: 'abuse',
          include: ['tests/abuse/**/*.test.ts'],
          environment: 'node',
          // One attack after the other: each is judged by what it does to a server that has nothing else to do.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          globalSetup: [fileURLToPath(new URL('abuse/support/stage.ts', import.meta.url))],
          expect: { poll: { timeout: 15_000 } },
          setupFiles,
        },
      },
    ],
  },
});
