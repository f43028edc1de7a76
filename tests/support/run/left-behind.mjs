import { readdirSync, readFileSync } from 'node:fs';

const variable = 'CALLNOTES_TEST_RUN';

/** Marks every process that this one starts from now on. */
export function markChildren() {
  process.env[variable] = `${process.pid}-${Date.now()}`;
}

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** The marked processes that still live, by what the system knows of them; empty where there is no /proc. */
function findMarked() {
  const mark = `${variable}=${process.env[variable]}`;
  let pids;
  try {
    pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  } catch {
    return [];
  }
  return pids
    .filter((pid) => read(`/proc/${pid}/environ`).split('\0').includes(mark))
    .map((pid) => ({ pid: Number(pid), command: read(`/proc/${pid}/cmdline`).split('\0').join(' ').trim() }));
}

/** Waits until every marked process is gone; those that stay are ended and returned. */
export async function endLeftBehind({ patienceMs }) {
  const deadline = Date.now() + patienceMs;
  let left = findMarked();
  while (left.length > 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    left = findMarked();
  }
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
  return left;
}
