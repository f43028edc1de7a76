import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import path from 'node:path';
import { isMainThread } from 'node:worker_threads';

// Loaded before a server's own code: a signal begins a CPU profile, the next one ends and writes it.
const folder = process.env.CALLNOTES_BENCH_PROFILES;
if (isMainThread && folder) {
  const session = new Session();
  let begun = 0;
  let running = false;
  const begin = async () => {
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 250 });
    await session.post('Profiler.start');
  };
  const end = async () => {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    begun += 1;
    writeFileSync(path.join(folder, `${process.pid}-${begun}.cpuprofile`), JSON.stringify(profile));
  };
  process.on('SIGUSR2', () => {
    running = !running;
    void (running ? begin() : end());
  });
}
