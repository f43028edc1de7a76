import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fingerprint, isStamped, writeStamp } from './fingerprint.mjs';
import { generate } from './generate.mjs';
import { install } from './install.mjs';
import { inRoot, root } from './paths.mjs';
import { announce, StepError } from './run-step.mjs';

const stamp = '.build/.stamp';
const sources = ['server', 'lib', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** What is bundled, by the name it gets in `.build`. */
const entryPoints = {
  main: 'server/main.ts',
  callnotes: 'server/cli/callnotes.ts',
  'db-worker': 'server/db/embedded/worker.ts',
  'projection-thread': 'server/projection/thread.ts',
};

/** How the server, the command line and their workers are bundled; packages stay in node_modules. */
export const bundleOptions = {
  absWorkingDir: root,
  entryPoints: Object.fromEntries(Object.entries(entryPoints).filter(([, file]) => existsSync(inRoot(file)))),
  outdir: '.build',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  sourcemap: true,
  logLevel: 'silent',
};

function describe({ message, errors = [] }) {
  if (errors.length === 0) return message;
  return errors.map(({ text, location: at }) => (at ? `${at.file}:${at.line}: ${text}` : text)).join('\n');
}

/** Bundles the server, the command line and their workers when their sources changed; says nothing else. */
export async function bundle() {
  const print = fingerprint(sources);
  const made = Object.keys(bundleOptions.entryPoints).every((name) =>
    existsSync(inRoot(`.build/${name}.mjs`)),
  );
  if (made && isStamped(stamp, print)) return;
  await announce('Bundling the server', async () => {
    const esbuild = await import('esbuild');
    const result = await esbuild.build({ ...bundleOptions, write: false }).catch((error) => {
      throw new StepError(describe(error));
    });
    mkdirSync(inRoot('.build'), { recursive: true });
    // Written aside and renamed: a process that starts meanwhile reads the old file or the new one, whole.
    for (const file of result.outputFiles) {
      const aside = path.join(path.dirname(file.path), `.${process.pid}-${path.basename(file.path)}`);
      writeFileSync(aside, file.contents);
      renameSync(aside, file.path);
    }
    await esbuild.stop();
  });
  writeStamp(stamp, print);
}

/**
 * Brings everything the command line needs up to date: packages, database client, bundles. Takes about 50 ms when
 * nothing changed. Writes to stderr only.
 */
export async function freshBundles() {
  await install();
  await generate();
  await bundle();
}
