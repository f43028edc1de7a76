import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

/** Runs a process that ends by `createShutdown`, and says how it ended and what it said; `go` is called when it is ready. */
async function ended(
  happening: string,
  go: (pid: number) => void = () => undefined,
): Promise<{ code: number | null; said: string[] }> {
  const program = `
    import { setTimeout as wait } from 'node:timers/promises';
    import { createShutdown, shutdownOnSignals } from '#server/shutdown.ts';
    const shutdown = createShutdown();
    shutdownOnSignals(shutdown);
    shutdown.add('flush', async () => {
      await wait(50);
      process.stdout.write('flushed\\n');
    });
    shutdown.add('sockets', () => void process.stdout.write('sockets told\\n'));
    setInterval(() => undefined, 1000);
    process.stdout.write('ready\\n');
    ${happening}
  `;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const before = said;
    said += text;
    if (!before.includes('ready') && said.includes('ready')) go(child.pid ?? 0);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said: said.trim().split('\n') };
}

test.each([
  ['an error that nothing caught', `setTimeout(() => { throw new Error('on purpose'); }, 1);`],
  ['a promise that nothing waited for', `void Promise.reject(new Error('on purpose'));`],
])('%s ends the process with 1, after what is typed so far is flushed', async (_what, happening) => {
  expect(await ended(happening)).toEqual({ code: 1, said: ['ready', 'sockets told', 'flushed'] });
});

test('asked to end, the process flushes and ends with 0', async () => {
  const outcome = await ended('', (pid) => process.kill(pid, 'SIGTERM'));
  expect(outcome).toEqual({ code: 0, said: ['ready', 'sockets told', 'flushed'] });
});
