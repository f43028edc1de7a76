import { readFileSync } from 'node:fs';

/** A process and everything it started that still runs, parents first. */
export function processTree(pid: number): number[] {
  let children = '';
  try {
    children = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8');
  } catch {
    // It has ended meanwhile.
  }
  return [pid, ...children.split(' ').filter(Boolean).map(Number).flatMap(processTree)];
}

/** Sends a signal to processes that may have ended meanwhile. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    // 0 and less name whole groups of processes.
    if (pid <= 0) continue;
    try {
      process.kill(pid, signal);
    } catch {
      // Ended.
    }
  }
}
