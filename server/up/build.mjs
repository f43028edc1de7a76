import './node-version.mjs';
import { pathToFileURL } from 'node:url';
import { buildPages } from './build-pages.mjs';
import { freshBundles } from './bundle.mjs';
import { runScript } from './run-step.mjs';

/** Brings a checkout from whatever state it is in to one that `npm start` can start; does only what changed. */
export async function build() {
  await freshBundles();
  await buildPages();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await runScript(build);
