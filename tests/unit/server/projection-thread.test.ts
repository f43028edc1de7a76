import { afterEach, expect, it, vi } from 'vitest';
import { ProjectionThread } from '#server/projection/projection-thread.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** A thread that answers its oldest job when it is given a third. */
const program = `
  import { parentPort } from 'node:worker_threads';
  const jobs = [];
  parentPort.on('message', ({ kind, job }) => {
    if (kind === 'stop') parentPort.close();
    else if (jobs.push(job) === 3) parentPort.postMessage({ job: jobs.shift(), problem: null });
  });`;

it('[R38] counts the time of a projection from when the thread comes to it, and ends a thread that stays at one', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const thread = new ProjectionThread({
    dataFolder: 'none',
    databaseUrl: null,
    program: new URL(`data:text/javascript,${encodeURIComponent(program)}`),
  });
  const project = (callId: string) =>
    thread.project({ callId, updates: [Uint8Array.of(0, 0)], logPosition: 1n });
  const [first, second] = [project('one'), project('two')];
  vi.advanceTimersByTime(50_000);
  const third = project('three');
  await first;
  vi.advanceTimersByTime(50_000);
  expect(thread.crashes).toBe(0);
  const fourth = project('four');
  await second;
  vi.advanceTimersByTime(59_000);
  expect(thread.crashes).toBe(0);
  vi.advanceTimersByTime(1_000);
  const failed = { status: 'rejected', reason: { code: 'unavailable' } };
  expect(await Promise.allSettled([third, fourth])).toMatchObject([failed, failed]);
  expect(thread.crashes).toBe(1);
  await thread.close();
});
