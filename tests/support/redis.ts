import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '#tests/support/free-port.ts';
import { findRedis } from '#tests/support/find-program.mjs';

const READY_MS = 10_000;

/** A throw-away Redis on a port of 127.0.0.1, with nothing on disk. */
export type RedisServer = {
  url: string;
  /** Ends it as a crash would. */
  stop(): Promise<void>;
  /** Starts it again at the same address. */
  start(): Promise<void>;
};

/** @throws Error that says what to install when there is no Redis, or that it did not start. */
export async function startRedis(): Promise<RedisServer> {
  const program = findRedis();
  if (program === null) {
    throw new Error("Redis' server program is missing: install the package `redis-server`.");
  }
  const port = await freePort();
  let child: ChildProcess | null = null;
  process.on('exit', () => child?.kill('SIGKILL'));
  const server: RedisServer = {
    url: `redis://127.0.0.1:${String(port)}`,
    async stop() {
      const ending = child;
      child = null;
      if (ending === null) return;
      const exited = once(ending, 'exit');
      ending.kill('SIGKILL');
      await exited;
    },
    async start() {
      const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      child = spawn(program, args, { stdio: 'ignore' });
      const latest = Date.now() + READY_MS;
      while (!(await answers(port))) {
        if (Date.now() > latest) throw new Error('Redis did not start.');
        await wait(30);
      }
    },
  };
  await server.start();
  return server;
}

async function answers(port: number): Promise<boolean> {
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
