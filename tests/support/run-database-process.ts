import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { bundledProgram } from '#tests/support/bundled-programs.mjs';
import type { DatabaseProcessOptions, DatabaseProcessReport } from '#tests/support/database-process.ts';

const root = path.resolve(import.meta.dirname, '../..');

export type DatabaseProcess = {
  pid: number;
  /** Everything it has said so far. */
  reports: DatabaseProcessReport[];
  /** Resolves with its first report of a type, or a later one; rejects when it ends without. */
  said<Type extends DatabaseProcessReport['type']>(
    type: Type,
    count?: number,
  ): Promise<DatabaseProcessReport & { type: Type }>;
  /** Asks it to close the database and waits until it is gone. */
  close(): Promise<void>;
  /** Kills it alone as a crash would, or with the processes it started, and waits until it is gone. */
  kill(whom: 'alone' | 'group'): Promise<void>;
};

const running = new Set<number>();
process.on('exit', () => {
  for (const pid of running) killGroup(pid);
});

/** Starts a process that opens a database; see `database-process.ts`. */
export function runDatabaseProcess(options: DatabaseProcessOptions): DatabaseProcess {
  const child = spawn(process.execPath, [bundledProgram('database-process'), JSON.stringify(options)], {
    cwd: root,
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const pid = child.pid ?? 0;
  running.add(pid);
  const reports: DatabaseProcessReport[] = [];
  const lines = createInterface({ input: child.stdout });
  const wake = new Set<() => void>();
  let ended = false;
  lines.on('line', (text) => {
    reports.push(JSON.parse(text) as DatabaseProcessReport);
    for (const look of wake) look();
  });
  lines.on('close', () => {
    ended = true;
    for (const look of wake) look();
  });
  const exited = once(child, 'exit').then(() => void running.delete(pid));
  // A killed process has closed its end of the pipe; the write that finds out is no failure.
  child.stdin.on('error', () => {});

  return {
    pid,
    reports,
    said<Type extends DatabaseProcessReport['type']>(type: Type, count = 1) {
      return new Promise<DatabaseProcessReport & { type: Type }>((resolve, reject) => {
        const look = (): void => {
          const found = reports.filter(
            (report): report is DatabaseProcessReport & { type: Type } => report.type === type,
          )[count - 1];
          if (found !== undefined) resolve(found);
          else if (ended) reject(new Error(`It ended without "${type}": ${JSON.stringify(reports.at(-1))}`));
          else return;
          wake.delete(look);
        };
        wake.add(look);
        look();
      });
    },
    async close() {
      child.stdin.write('close\n');
      await exited;
    },
    async kill(whom) {
      if (whom === 'group') killGroup(pid);
      else child.kill('SIGKILL');
      await exited;
      if (!ended) await once(lines, 'close');
    },
  };
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}
