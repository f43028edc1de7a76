import './node-version.mjs';
import { spawn } from 'node:child_process';
import { bundleOptions } from './bundle.mjs';
import { generate } from './generate.mjs';
import { install } from './install.mjs';
import { inRoot, root } from './paths.mjs';
import { checkPort } from './port.mjs';
import { runScript } from './run-step.mjs';

let server = null;
let stopping = false;

function start() {
  const child = spawn(process.execPath, ['--enable-source-maps', inRoot('.build/main.mjs')], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: 'inherit',
  });
  child.once('exit', (code) => {
    if (server !== child) return;
    server = null;
    if (stopping) process.exit(code ?? 0);
    console.error('The server ended; it starts again when a file of it is saved.');
  });
  return child;
}

/** Ends the running server, waits until it has let go of the data folder, and starts the new one. */
async function restart() {
  const old = server;
  server = null;
  if (old && old.exitCode === null) {
    const gone = new Promise((resolve) => old.once('exit', resolve));
    old.kill('SIGTERM');
    await gone;
  }
  if (!stopping) server = start();
}

let queue = Promise.resolve();

const restartAfterBuild = {
  name: 'restart-after-build',
  setup(build) {
    build.onEnd((result) => {
      if (result.errors.length === 0) queue = queue.then(restart);
    });
  },
};

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    stopping = true;
    if (server) server.kill(signal);
    else process.exit(0);
  });
}

await runScript(async () => {
  await checkPort();
  await install();
  await generate();
  const esbuild = await import('esbuild');
  const context = await esbuild.context({
    ...bundleOptions,
    logLevel: 'warning',
    plugins: [restartAfterBuild],
  });
  await context.watch();
});
