import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { callnotesOutput, freePort, startApp } from '#tests/support/app.ts';

/** A room to measure: where it is, and who comes in with what. */
export type Room = {
  address: string;
  writerCookie: string | null;
  watcherCookies: readonly (string | null)[];
};

export type Target = {
  name: 'callnotes' | 'y-websocket 2.1.0';
  pid: number;
  room: Room;
  stop(): Promise<void>;
};

const socketsPerAccount = 20;

/** The built server as `npm start` runs it: embedded database, every key saved, rights asked at every frame. */
export async function startOurs(watchers: number): Promise<Target> {
  const app = await startApp();
  const accounts = Math.ceil(watchers / socketsPerAccount) + 1;
  const cookies: string[] = [];
  const made = await callnotesOutput(['new-call', 'bench', '--state', 'live', '--json'], app);
  const { socket } = JSON.parse(made) as { socket: string };
  for (let index = 0; index < accounts; index += 1) {
    const args = [
      'session',
      `bench${String(index)}@example.org`,
      '--call',
      'bench/1',
      '--role',
      'participant',
    ];
    cookies.push(await callnotesOutput(args, app));
  }
  const [writerCookie = null, ...watcherCookies] = cookies;
  return {
    name: 'callnotes',
    pid: app.pid,
    stop: () => app.stop(),
    room: { address: socket, writerCookie, watcherCookies },
  };
}

/** The server that y-websocket 2.1.0 brings: no rights, nothing saved. */
export async function startStock(): Promise<Target> {
  const port = await freePort();
  const folder = path.dirname(createRequire(import.meta.url).resolve('y-websocket-stock/package.json'));
  const child = spawn(process.execPath, [path.join(folder, 'bin/server.cjs')], {
    env: { PATH: process.env['PATH'] ?? '', HOST: '127.0.0.1', PORT: String(port), NODE_ENV: 'production' },
    stdio: 'ignore',
  });
  process.on('exit', () => child.kill('SIGKILL'));
  await listens(port);
  return {
    name: 'y-websocket 2.1.0',
    pid: child.pid ?? 0,
    room: { address: `ws://127.0.0.1:${String(port)}/bench`, writerCookie: null, watcherCookies: [null] },
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function listens(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const socket = connect(port, '127.0.0.1');
    const open = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (open) return;
    await wait(50);
  }
  throw new Error(`Nothing listens on port ${String(port)}.`);
}
