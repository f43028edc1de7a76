import './node-version.mjs';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { inRoot } from './paths.mjs';
import { checkPort } from './port.mjs';
import { runScript } from './run-step.mjs';

await runScript(async () => {
  await checkPort();
  await build();
});

// In this very process: signals, exit codes and `kill` reach the server with nothing in between.
process.env.NODE_ENV = 'production';
process.setSourceMapsEnabled(true);
await import(pathToFileURL(inRoot('.build/main.mjs')).href);
