import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startApp, type AppAddress } from '#tests/support/app.ts';
import { outputHere } from '#tests/support/callnotes-here.ts';

/** The server under attack and everybody who has a part, as plain data. */
export type Stage = {
  app: AppAddress;
  pid: number;
  /** Where the control pair tells how long it waited. */
  control: string;
  /** The attacked call, as `series/number`, and the address of its room. */
  call: string;
  socket: string;
  cookies: { asel: string; bruno: string; mallory: string; robin: string };
};

declare module 'vitest' {
  interface ProvidedContext {
    stage: Stage;
  }
}

export const metricsToken = 'figures-of-the-abuse-suite';

async function makeCall(app: AppAddress): Promise<{ reference: string; socket: string }> {
  const made = JSON.parse(await outputHere(['new-call', 'abuse', '--state', 'live', '--json'], app)) as {
    number: number;
    socket: string;
  };
  return { reference: `abuse/${String(made.number)}`, socket: made.socket };
}

/** Starts the built server, a control pair in a process of its own, and gives everybody a session. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const databaseUrl = process.env['ABUSE_DATABASE_URL'];
  const app = await startApp({
    env: { METRICS_TOKEN: metricsToken },
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  });
  const quiet = await makeCall(app);
  const attacked = await makeCall(app);
  const session = async (name: string, call: string, role = 'participant'): Promise<string> =>
    outputHere(['session', `${name}@example.org`, '--call', call, '--role', role], app);
  const typing = await session('control-one', quiet.reference);
  const reading = await session('control-two', quiet.reference);
  const script = path.join(import.meta.dirname, 'control-pair.ts');
  const control = spawn(process.execPath, ['--import', 'tsx', script, quiet.socket, typing, reading], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(control.stdout, 'data')) as [Buffer];
  project.provide('stage', {
    app: { url: app.url, port: app.port, dataFolder: app.dataFolder, databaseUrl: app.databaseUrl },
    pid: app.pid,
    control: `http://127.0.0.1:${port.toString().trim()}`,
    call: attacked.reference,
    socket: attacked.socket,
    cookies: {
      asel: await session('asel', attacked.reference),
      bruno: await session('bruno', attacked.reference),
      mallory: await session('mallory', attacked.reference),
      robin: await session('robin', attacked.reference, 'reader'),
    },
  });
  return async () => {
    control.kill('SIGKILL');
    const printed = app.output();
    await app.stop();
    if (/uncaughtException|unhandledRejection|ERR_UNHANDLED/u.test(printed)) throw new Error(printed);
  };
}
