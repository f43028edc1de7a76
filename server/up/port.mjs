import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { StepError } from './run-step.mjs';

/** Whether the port is taken; any other trouble with it is the server's to explain. */
function isTaken(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(error.code === 'EADDRINUSE'));
    probe.listen({ port, host }, () => probe.close(() => resolve(false)));
  });
}

/** A crash leaves the server's note behind, and the number in it may be another program's by now. */
function isNode(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  const command = `/proc/${pid}/cmdline`;
  return existsSync(command) ? readFileSync(command, 'utf8').includes('node') : true;
}

function runningServer() {
  const folder = path.resolve(process.env.CALLNOTES_DATA || '.data');
  try {
    const server = JSON.parse(readFileSync(path.join(folder, 'server.json'), 'utf8'));
    return isNode(server.pid) ? server : null;
  } catch {
    return null;
  }
}

/**
 * Passes when a server can be started here. Asked before anything is built: a build would pull the pages from under
 * a server that runs.
 * @throws StepError when the port is taken or this data folder is served already; its message says what to do.
 */
export async function checkPort() {
  if (existsSync(inRoot('.env'))) process.loadEnvFile(inRoot('.env'));
  const running = runningServer();
  if (running) throw new StepError(`Callnotes runs already: ${running.url} (process ${running.pid}).`);
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port <= 0) return;
  if (await isTaken(port, process.env.HOST || '127.0.0.1')) {
    throw new StepError(
      `Port ${port} is taken by another program. Choose another: PORT=${port + 1} npm run up`,
    );
  }
}
