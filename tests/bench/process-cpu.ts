import { readdirSync, readFileSync } from 'node:fs';

const pageBytes = 4_096;

/** CPU time that the living threads of a process have used, in milliseconds; 0 when it is gone. */
export function cpuMs(pid: number): number {
  let nanoseconds = 0;
  for (const task of entries(`/proc/${String(pid)}/task`)) {
    nanoseconds += Number(read(`/proc/${String(pid)}/task/${task}/schedstat`).split(' ')[0] ?? 0);
  }
  return nanoseconds / 1e6;
}

/** CPU time of several processes together, in milliseconds. */
export function cpuMsOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + cpuMs(pid), 0);
}

/** Memory of a process that is in RAM, in bytes; 0 when it is gone. */
export function residentBytes(pid: number): number {
  return Number(read(`/proc/${String(pid)}/statm`).split(' ')[1] ?? 0) * pageBytes;
}

/** The processes that a process started, and those they started. */
export function descendants(pid: number): number[] {
  const parentOf = new Map(
    entries('/proc')
      .filter((name) => /^\d+$/u.test(name))
      .map((name) => [Number(name), parent(name)]),
  );
  const found: number[] = [];
  let parents = new Set([pid]);
  while (parents.size > 0) {
    const children = [...parentOf].filter(([, of]) => parents.has(of)).map(([child]) => child);
    found.push(...children);
    parents = new Set(children);
  }
  return found;
}

/** The name of the command stands in brackets and may hold anything. */
function parent(pid: string): number {
  const text = read(`/proc/${pid}/stat`);
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1] ?? -1);
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
