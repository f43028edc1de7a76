import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { freePort } from '#tests/support/free-port.ts';
import { Messages } from '#tests/bench/load/messages.ts';
import { startNodeServer } from './node-server.ts';
import type { Target } from './target.ts';

/** The floor: `ws` alone, which forwards each frame to every other socket and keeps nothing. */
export async function startRelay(): Promise<Target> {
  const port = await freePort();
  const args = [path.join(import.meta.dirname, 'relay-server.mjs')];
  let server = await startNodeServer({ args, port });
  return {
    name: 'relay',
    describes: 'a relay on ws: no document, joins get a fixed answer',
    pid: () => server.pid,
    databasePids: () => [],
    rooms: ({ count }) =>
      Promise.resolve(
        Array.from({ length: count }, () => {
          const place = `127.0.0.1:${String(port)}/${randomUUID()}`;
          return {
            door: () => ({ address: `ws://${place}`, cookie: null, dialect: { kind: 'y-websocket' } }),
            async answerWith(document: Uint8Array) {
              const body = Buffer.from(new Messages({ kind: 'y-websocket' }).syncStep2(document));
              await fetch(`http://${place}`, { method: 'PUT', body });
            },
          };
        }),
      ),
    async crash() {
      await server.end('SIGKILL');
      server = await startNodeServer({ args, port });
    },
    stop: () => server.end('SIGKILL'),
  };
}
