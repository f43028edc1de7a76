import { readFileSync } from 'node:fs';
import { cpuMsOf } from '#tests/bench/process-cpu.ts';
import type { Target } from '#tests/bench/targets/target.ts';

export type CpuUse = {
  /** Milliseconds of the server's process. */
  serverMs: number;
  /** Milliseconds of the server's process and of its database's. */
  withDatabaseMs: number;
  /** What the load generator used of one core, in percent: near 100 it is the load that is measured. */
  generatorPercent: number;
  /** What else ran on the machine, in percent of one core. */
  otherPercent: number;
};

/** Begins to measure from outside; the result says what was used since. */
export function measureCpu(target: Target): () => CpuUse {
  target.measuring?.();
  const server = [target.pid()];
  const database = target.databasePids();
  const begin = { at: performance.now(), server: cpuMsOf(server), database: cpuMsOf(database) };
  const own = process.cpuUsage();
  const machine = busyMs();
  return () => {
    const ms = performance.now() - begin.at;
    const serverMs = Math.max(0, cpuMsOf(server) - begin.server);
    const databaseMs = Math.max(0, cpuMsOf(database) - begin.database);
    const { user, system } = process.cpuUsage(own);
    const generatorMs = (user + system) / 1_000;
    target.measuring?.();
    const otherMs = busyMs() - machine - serverMs - databaseMs - generatorMs;
    return {
      serverMs,
      withDatabaseMs: serverMs + databaseMs,
      generatorPercent: (generatorMs / ms) * 100,
      otherPercent: Math.max(0, (otherMs / ms) * 100),
    };
  };
}

/** Time that all cores together were busy since the machine began, in milliseconds. */
function busyMs(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)
    .join('')
    .trim()
    .split(/\s+/u)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softIrq) * 10;
}
