import { readdirSync } from 'node:fs';
import type { LoopDelay } from './event-loop.ts';

/** What the process uses. Bytes, and seconds since it began. */
export type ProcessFigures = {
  startedAt: number;
  cpuUserSeconds: number;
  cpuSystemSeconds: number;
  residentBytes: number;
  heapBytes: number;
  /** Of buffers and other memory that the garbage collector only points to. */
  externalBytes: number;
  /** Open files and sockets; null where the system does not tell. */
  openFiles: number | null;
  /** What keeps the process busy or alive, by Node's names, such as `Timeout`. */
  resources: Readonly<Record<string, number>>;
  loop: LoopDelay;
};

/** What this process uses now. */
export function processFigures(loop: LoopDelay): ProcessFigures {
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const resources: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1;
  return {
    startedAt: Date.now() / 1000 - process.uptime(),
    cpuUserSeconds: user / 1e6,
    cpuSystemSeconds: system / 1e6,
    residentBytes: rss,
    heapBytes: heapUsed,
    externalBytes: external,
    openFiles: openFiles(),
    resources,
    loop,
  };
}

function openFiles(): number | null {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return null;
  }
}
