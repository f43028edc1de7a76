import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

// Loaded before a server's own code: at a signal it lets go of all that nobody holds, and writes how many bytes are left.
const file = process.env.CALLNOTES_BENCH_HEAP;
if (isMainThread && file) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  process.on('SIGUSR2', () => {
    collect();
    collect();
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    writeFileSync(file, String(heapUsed + arrayBuffers));
  });
}
