import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, told apart from a later one that was given the same number. */
export type ProcessIdentity = {
  pid: number;
  /** When it started, in whatever form the system tells; empty when it does not. */
  started: string;
  /** Where `pid` means something: the machine or the container. */
  realm: string;
};

/** The identity of the process that asks. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid) ?? '', realm: ownRealm() };
}

/** Whether a process still runs; `unknown` when it belongs to another machine or container. */
export function isAlive(identity: ProcessIdentity): boolean | 'unknown' {
  if (identity.realm !== ownRealm()) return 'unknown';
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const started = startOf(identity.pid);
  if (started === null) return false;
  return identity.started === '' || started === '' || started === identity.started;
}

let realm: string | undefined;

function ownRealm(): string {
  realm ??= `${hostname()} ${readLink('/proc/self/ns/pid')}`.trim();
  return realm;
}

/** Start of a process; null when it is gone, or ended and only waits to be collected; empty when the system does not tell. */
function startOf(pid: number): string | null {
  if (process.platform !== 'linux') return startFromPs(pid);
  let stat: string;
  try {
    stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The name, in parentheses, may hold spaces: count fields from behind it. State is field 3, start field 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  return `${readText('/proc/sys/kernel/random/boot_id')}/${fields[19] ?? ''}`;
}

function startFromPs(pid: number): string | null {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

function readLink(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}
