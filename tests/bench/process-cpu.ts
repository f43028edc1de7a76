import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** CPU time a process has used, in milliseconds; 0 when it is gone. */
export function cpuMs(pid: number): number {
  const stat = readStat(pid);
  return stat === null ? 0 : ((stat.user + stat.system) / ticksPerSecond) * 1_000;
}

/** The processes that a process started, and those they started. */
export function descendants(pid: number): number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map(Number);
  const found: number[] = [];
  let parents = new Set([pid]);
  while (parents.size > 0) {
    const children = all.filter((child) => parents.has(readStat(child)?.parent ?? -1));
    found.push(...children);
    parents = new Set(children);
  }
  return found;
}

function readStat(pid: number): { parent: number; user: number; system: number } | null {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The name of the command stands in brackets and may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), user: Number(fields[11]), system: Number(fields[12]) };
  } catch {
    return null;
  }
}
