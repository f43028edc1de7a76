import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.ts';

const root = path.resolve(import.meta.dirname, '../..');
const startMs = 60_000;
const stopMs = 20_000;

export type AppOptions = {
  /** Left in place when the app stops; without it a temporary folder is made, and removed. */
  dataFolder?: string;
  port?: number;
  /** The address browsers use, where that is another's, such as a load balancer's. */
  url?: string;
  databaseUrl?: string;
  env?: Record<string, string>;
};

/** Where a running app is, as plain data: enough for `callnotes` and for another process. */
export type AppAddress = { url: string; port: number; dataFolder: string; databaseUrl: string | null };

export type App = AppAddress & {
  pid: number;
  /** The address the terminal shows on a first start, where the owner is made; null when there is one. */
  setupUrl: string | null;
  /** Everything the server has printed so far. */
  output(): string;
  /** Asks the server to end, waits for it, and gives the code it ended with. */
  stop(): Promise<number | null>;
  /** Ends the server as a crash would, and waits until the process is gone. */
  kill(): Promise<void>;
};

const children = new Set<ChildProcess>();
const temporary = new Set<string>();

process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

function environment(address: AppAddress): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    CALLNOTES_TEST_RUN: process.env['CALLNOTES_TEST_RUN'] ?? '',
    PORT: String(address.port),
    CALLNOTES_DATA: address.dataFolder,
    CALLNOTES_URL: address.url,
    LOG_LEVEL: 'warn',
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    // Empty counts as absent, and keeps a developer's .env out.
    DATABASE_URL: address.databaseUrl ?? '',
  };
}

/**
 * Starts the built server on a free port of 127.0.0.1 and returns once it answers that it is ready.
 * @throws Error with everything the server printed when it ends or is not ready within a minute.
 */
export async function startApp(options: AppOptions = {}): Promise<App> {
  const main = path.join(root, '.build/main.mjs');
  if (!existsSync(main)) throw new Error('Nothing is built yet: run `npm run build` first.');

  let dataFolder = options.dataFolder;
  if (dataFolder === undefined) {
    dataFolder = mkdtempSync(path.join(tmpdir(), 'callnotes-app-'));
    temporary.add(dataFolder);
  }
  const port = options.port ?? (await freePort());
  const address: AppAddress = {
    url: options.url ?? `http://127.0.0.1:${port}`,
    port,
    dataFolder,
    databaseUrl: options.databaseUrl ?? null,
  };

  const child = spawn(process.execPath, ['--enable-source-maps', main], {
    cwd: root,
    env: { ...environment(address), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const exited = once(child, 'exit').then(() => children.delete(child));
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }

  await ready(address, child, () => printed);

  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
    await exited;
    clearTimeout(timer);
    if (signal === 'SIGTERM' && child.signalCode === 'SIGKILL') {
      throw new Error(`The server did not end within ${stopMs} ms of being asked to.\n${printed}`);
    }
  };

  return {
    ...address,
    pid: child.pid ?? 0,
    setupUrl: /https?:\/\/\S*setup\S*/u.exec(printed)?.[0] ?? null,
    output: () => printed,
    stop: async () => {
      await end('SIGTERM');
      if (temporary.delete(dataFolder)) rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
      return child.exitCode;
    },
    kill: () => end('SIGKILL'),
  };
}

async function ready(address: AppAddress, child: ChildProcess, printed: () => string): Promise<void> {
  const deadline = Date.now() + startMs;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`The server ended before it was ready.\n${printed()}`);
    }
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`The server was not ready within ${startMs} ms.\n${printed()}`);
    }
    const answer = await fetch(`http://127.0.0.1:${address.port}/readyz`, {
      signal: AbortSignal.timeout(5000),
    }).catch(() => null);
    // The address of the first visit is printed last.
    if (answer?.ok && printed().includes(address.url)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export type CommandResult = { stdout: string; stderr: string; code: number | null };

/** Runs `callnotes` with these arguments against an app's data, whether it runs or not. Never throws for a bad exit. */
export async function callnotes(
  args: string[],
  app: AppAddress,
  options: { input?: string; env?: Record<string, string> } = {},
): Promise<CommandResult> {
  const child = spawn(process.execPath, [path.join(root, 'server/cli/callnotes.mjs'), ...args], {
    cwd: root,
    env: { ...environment(app), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.end(options.input ?? '');
  const [code] = (await once(child, 'close')) as [number | null];
  children.delete(child);
  return { stdout, stderr, code };
}

/**
 * What `callnotes` printed on stdout, trimmed.
 * @throws Error with everything it printed when it failed.
 */
export async function callnotesOutput(args: string[], app: AppAddress): Promise<string> {
  const { stdout, stderr, code } = await callnotes(args, app);
  if (code !== 0) throw new Error(`callnotes ${args.join(' ')} ended with ${code}.\n${stderr}${stdout}`);
  return stdout.trim();
}
