import path from 'node:path';
import { freePort } from '#tests/support/app.ts';
import { Messages } from '#tests/bench/load/messages.ts';
import { startNodeServer } from './node-server.ts';
import type { Target } from './target.ts';

/** The floor: `ws` alone, which forwards each frame to every other socket and keeps nothing. */
export async function startRelay(): Promise<Target> {
  const port = await freePort();
  const args = [path.join(import.meta.dirname, 'relay-server.mjs')];
  let server = await startNodeServer({ args, port });
  let made = 0;
  return {
    name: 'relay',
    describes: 'a relay on ws: no document, joins get a fixed answer',
    pid: () => server.pid,
    databasePids: () => [],
    async rooms({ count, holds }) {
      const names = Array.from({ length: count }, () => `/room-${String((made += 1))}`);
      if (holds !== undefined) {
        const body = Buffer.from(new Messages({ kind: 'y-websocket' }).syncStep2(holds));
        for (const name of names) {
          await fetch(`http://127.0.0.1:${String(port)}${name}`, { method: 'PUT', body });
        }
      }
      return names.map((name) => {
        const address = `ws://127.0.0.1:${String(port)}${name}`;
        return { door: () => ({ address, cookie: null, dialect: { kind: 'y-websocket' } }) };
      });
    },
    async crash() {
      await server.end('SIGKILL');
      server = await startNodeServer({ args, port });
    },
    stop: () => server.end('SIGKILL'),
  };
}
