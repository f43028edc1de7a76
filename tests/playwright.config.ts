import { defineConfig } from '@playwright/test';
import { findChromium } from './support/find-program.mjs';

const executablePath = findChromium();
if (executablePath === null) {
  throw new Error('No Chromium found: install the package `chromium`, or name one with CHROMIUM_PATH.');
}

const long = ['whole-call.spec.ts', 'two-people.spec.ts'];
const inCi = Boolean(process.env['CI']);

export default defineConfig({
  testDir: './e2e',
  outputDir: '../test-results',
  globalSetup: './e2e/support/shared-app.ts',
  fullyParallel: true,
  forbidOnly: inCi,
  retries: inCi ? 1 : 0,
  // Of two cores and the other suites' processes there is time for a third: a test waits for the page more than it works.
  workers: inCi ? 3 : 2,
  // A slow machine is no failure; what has to be quick measures it.
  timeout: inCi ? 90_000 : 60_000,
  expect: { timeout: inCi ? 15_000 : 10_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    // Without a film of every page: what stood on it at each step is in the trace anyway.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    timezoneId: 'UTC',
    locale: 'en-GB',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-quic',
        // Drawing is the dearest part of a test, and a processor that plays graphics card makes it dearer.
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  // What takes longest begins first, so that no worker is left with it at the end.
  projects: [
    { name: 'long', testMatch: long, teardown: 'after' },
    { name: 'e2e', testIgnore: ['after/**', ...long], teardown: 'after' },
    { name: 'after', testMatch: 'after/*.spec.ts' },
  ],
});
