import { build } from 'esbuild';
import { bundleOptions } from '#server/up/bundle.mjs';
import { inRoot } from '#server/up/paths.mjs';

// In a folder that is called as the server's own, so that what is bundled takes itself for built and starts built workers.
const folder = 'node_modules/.cache/callnotes-tests/.build';
const programs = ['database-process', 'lock-process'];

/** Bundles the programs of `tests/support` that tests start again and again: from TypeScript each start takes twice as long. */
export async function bundlePrograms() {
  const entryPoints = Object.fromEntries(programs.map((name) => [name, `tests/support/${name}.ts`]));
  await build({ ...bundleOptions, entryPoints, outdir: folder });
}

/** @param {'database-process' | 'lock-process'} name */
export function bundledProgram(name) {
  return inRoot(folder, `${name}.mjs`);
}
