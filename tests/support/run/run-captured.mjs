import { spawn } from 'node:child_process';
import { root } from '#server/up/paths.mjs';

const running = new Set();

function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.once(signal, () => {
    for (const pid of running) killGroup(pid);
    process.exit(code);
  });
}

/**
 * Runs Node with these arguments in a process group of its own and ends whatever is left of the group afterwards.
 * @returns {Promise<{ code: number | null, output: string }>} code is null when a signal or the time limit ended it
 */
export function runCaptured(args, { env = {}, limitMs }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.add(child.pid);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    const timer = setTimeout(() => {
      output += `\nStopped: not done after ${limitMs / 60_000} minutes.\n`;
      killGroup(child.pid);
    }, limitMs);
    child.on('error', reject);
    child.on('exit', () => killGroup(child.pid));
    child.on('close', (code, signal) => {
      if (signal !== null) output += `\nEnded by ${signal}.\n`;
      clearTimeout(timer);
      running.delete(child.pid);
      resolve({ code, output });
    });
  });
}
