import { pathToFileURL } from 'node:url';
import { fingerprint, isStamped, writeStamp } from './fingerprint.mjs';
import { install } from './install.mjs';
import { inRoot } from './paths.mjs';
import { runScript, runStep } from './run-step.mjs';

const stamp = 'server/db/generated/.stamp';

/** Generates the Prisma client when the schema or the packages changed. */
export async function generate() {
  const print = fingerprint(['prisma/schema.prisma', 'prisma/prisma.config.ts', 'package-lock.json']);
  if (isStamped(stamp, print)) return;
  await runStep(
    'Generating the database client',
    process.execPath,
    [inRoot('node_modules/prisma/build/index.js'), 'generate', '--config', 'prisma/prisma.config.ts'],
    {
      env: {
        // Generating needs no engine, yet the command line fetches one unless it is told of a file that exists.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    },
  );
  writeStamp(stamp, print);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runScript(async () => {
    await install();
    await generate();
  });
}
