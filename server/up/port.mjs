import { createServer } from 'node:net';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { StepError } from './run-step.mjs';

function isFree(port, host) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    probe.listen({ port, host }, () => probe.close(() => resolve(true)));
  });
}

/** The server that runs on this data folder, or null. */
function runningServer() {
  const folder = path.resolve(process.env.CALLNOTES_DATA || '.data');
  try {
    const { pid, url } = JSON.parse(readFileSync(path.join(folder, 'server.json'), 'utf8'));
    process.kill(pid, 0);
    return { pid, url };
  } catch {
    return null;
  }
}

/**
 * Passes when a server can be started here.
 * @throws StepError when the port is taken or this data folder is served already; its message says what to do.
 */
export async function checkPort() {
  const running = runningServer();
  if (running) throw new StepError(`Callnotes runs already: ${running.url} (process ${running.pid}).`);
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port <= 0) return;
  if (!(await isFree(port, process.env.HOST || '127.0.0.1'))) {
    throw new StepError(
      `Port ${port} is taken by another program. Choose another: PORT=${port + 1} npm run up`,
    );
  }
}
