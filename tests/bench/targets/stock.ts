import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { freePort } from '#tests/support/free-port.ts';
import { startNodeServer } from './node-server.ts';
import type { Target } from './target.ts';

/** The server that y-websocket 2.1.0 brings: no rights, nothing saved. */
export async function startStock(): Promise<Target> {
  const port = await freePort();
  const folder = path.dirname(createRequire(import.meta.url).resolve('y-websocket-stock/package.json'));
  const args = [path.join(folder, 'bin/server.cjs')];
  let server = await startNodeServer({ args, port });
  return {
    name: 'y-websocket',
    describes: 'the server of y-websocket 2.1.0: no rights, nothing saved',
    pid: () => server.pid,
    databasePids: () => [],
    rooms: ({ count }) =>
      Promise.resolve(
        Array.from({ length: count }, () => {
          const address = `ws://127.0.0.1:${String(port)}/${randomUUID()}`;
          return { door: () => ({ address, cookie: null, dialect: { kind: 'y-websocket' } }) };
        }),
      ),
    async crash() {
      await server.end('SIGKILL');
      server = await startNodeServer({ args, port });
    },
    stop: () => server.end('SIGKILL'),
  };
}
