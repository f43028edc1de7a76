import { existsSync } from 'node:fs';
import { fingerprint, isStamped, writeStamp } from './fingerprint.mjs';
import { inRoot } from './paths.mjs';
import { runStep } from './run-step.mjs';

const stamp = '.next/.stamp';
const sources = [
  'app',
  'components',
  'lib',
  'server',
  'public',
  'next.config.js',
  '.postcssrc.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** Builds the pages for production when their sources changed. */
export async function buildPages() {
  const print = fingerprint(sources);
  if (isStamped(stamp, print) && existsSync(inRoot('.next/BUILD_ID'))) return;
  await runStep(
    'Building the pages',
    process.execPath,
    [inRoot('node_modules/next/dist/bin/next'), 'build'],
    {
      env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    },
  );
  writeStamp(stamp, print);
}
