import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A server in a process of its own that listens on a port of this machine. */
export type NodeServer = {
  pid: number;
  /** What it has printed on stderr. */
  errors(): string;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
};

const startMs = 15_000;

/**
 * Starts a program of Node and resolves when its port answers.
 * @throws Error with what it printed when it does not.
 */
export async function startNodeServer(options: {
  args: readonly string[];
  port: number;
  env?: Readonly<Record<string, string>>;
  node?: string;
}): Promise<NodeServer> {
  const child = spawn(options.node ?? process.execPath, options.args, {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOST: '127.0.0.1',
      PORT: String(options.port),
      NODE_ENV: 'production',
      ...options.env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let printed = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const kill = (): void => void child.kill('SIGKILL');
  process.on('exit', kill);
  const exited = once(child, 'exit').then(() => process.off('exit', kill));
  const latest = performance.now() + startMs;
  while (!(await listens(options.port))) {
    if (child.exitCode !== null || performance.now() > latest) {
      child.kill('SIGKILL');
      throw new Error(`A server to compare with did not start: ${printed}`);
    }
    await wait(30);
  }
  return {
    pid: child.pid ?? 0,
    errors: () => printed,
    async end(signal) {
      child.kill(signal);
      await exited;
    },
  };
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
