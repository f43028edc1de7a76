import { expect, test, vi } from 'vitest';
import { createShutdown } from '#server/shutdown.ts';

function collectExits() {
  const codes: number[] = [];
  return { codes, exit: (code: number) => void codes.push(code) };
}

test('what was added last ends first, each step waited for, and then the process with the code', async () => {
  const { codes, exit } = collectExits();
  const ended: string[] = [];
  const shutdown = createShutdown({ exit });
  shutdown.add('database', async () => {
    await Promise.resolve();
    ended.push('database');
  });
  shutdown.add('sockets', async () => {
    await Promise.resolve();
    await Promise.resolve();
    ended.push('sockets');
  });
  shutdown.run('SIGTERM', 0);
  await vi.waitFor(() => {
    expect(codes).toEqual([0]);
  });
  expect(ended).toEqual(['sockets', 'database']);
});

test('a step that fails does not keep the others from ending, and makes the code 1', async () => {
  const { codes, exit } = collectExits();
  const ended: string[] = [];
  const shutdown = createShutdown({ exit });
  shutdown.add('database', () => void ended.push('database'));
  shutdown.add('sockets', async () => Promise.reject(new Error('on purpose')));
  shutdown.run('SIGTERM', 0);
  await vi.waitFor(() => {
    expect(codes).toEqual([1]);
  });
  expect(ended).toEqual(['database']);
});

test('the end may be allowed more time, and each step is told the code that is meant', async () => {
  const { codes, exit } = collectExits();
  const shutdown = createShutdown({ exit, deadline: 1 });
  shutdown.allow(5_000);
  shutdown.add('slow', async (code) => {
    expect(code).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 30));
  });
  shutdown.run('SIGTERM', 0);
  await vi.waitFor(() => {
    expect(codes).toEqual([0]);
  });
});

test('a step that never ends is given up after the deadline', async () => {
  const { codes, exit } = collectExits();
  const shutdown = createShutdown({ exit, deadline: 20 });
  shutdown.add('stuck', async () => new Promise(() => undefined));
  shutdown.run('SIGTERM', 0);
  await vi.waitFor(() => {
    expect(codes).toEqual([1]);
  });
});

test('asking twice ends everything once', async () => {
  const { codes, exit } = collectExits();
  const end = vi.fn<() => void>();
  const shutdown = createShutdown({ exit });
  shutdown.add('database', end);
  shutdown.run('SIGTERM', 0);
  shutdown.run('uncaughtException', 1);
  await vi.waitFor(() => {
    expect(codes).toEqual([0]);
  });
  expect(end).toHaveBeenCalledTimes(1);
});
