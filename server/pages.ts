import { Console } from 'node:console';
import { EventEmitter } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { appRoot } from './app-root.ts';
import type { Env } from './env.ts';

export type Pages = {
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Whether upgrades of this path are the development server's own, which `upgrade` hands to it. */
  ownsUpgrade(path: string): boolean;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
};

/**
 * Loads Next with what was built, or compiling as it goes in development. Next would listen for upgrades of its
 * own on the server it is given and end sockets that are not its; it is given a stand-in, and only its own
 * sockets are passed on to that.
 */
export async function preparePages(env: Env): Promise<Pages> {
  // Next tells of its doings on standard output, which is for the address alone.
  globalThis.console = new Console(process.stderr, process.stderr);
  const { default: next } = await import('next');
  const standIn = new EventEmitter();
  const dev = env.nodeEnv === 'development';
  const app = next({
    dev,
    dir: appRoot(),
    hostname: env.host,
    port: env.port,
    // Next asks nothing of it but `on('upgrade')`.
    httpServer: standIn as Server,
  });
  await app.prepare();
  const answer = app.getRequestHandler();
  return {
    answer: async (request, response) => answer(request, response),
    ownsUpgrade: (path) => dev && path.startsWith('/_next/'),
    upgrade(request, socket, head) {
      standIn.emit('upgrade', request, socket, head);
    },
    close: async () => app.close(),
  };
}
