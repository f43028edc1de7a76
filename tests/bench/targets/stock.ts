import { createRequire } from 'node:module';
import path from 'node:path';
import { freePort } from '#tests/support/app.ts';
import { fill } from './fill.ts';
import { startNodeServer } from './node-server.ts';
import type { Room, Target } from './target.ts';

/** The server that y-websocket 2.1.0 brings: no rights, nothing saved. */
export async function startStock(): Promise<Target> {
  const port = await freePort();
  const folder = path.dirname(createRequire(import.meta.url).resolve('y-websocket-stock/package.json'));
  const args = [path.join(folder, 'bin/server.cjs')];
  let server = await startNodeServer({ args, port });
  let made = 0;
  return {
    name: 'y-websocket',
    describes: 'the server of y-websocket 2.1.0: no rights, nothing saved',
    pid: () => server.pid,
    databasePids: () => [],
    async rooms({ count, holds }) {
      const rooms: Room[] = [];
      for (let index = 0; index < count; index += 1) {
        const address = `ws://127.0.0.1:${String(port)}/room-${String((made += 1))}`;
        const room: Room = { door: () => ({ address, cookie: null, dialect: { kind: 'y-websocket' } }) };
        if (holds !== undefined) await fill(room, holds);
        rooms.push(room);
      }
      return rooms;
    },
    async crash() {
      await server.end('SIGKILL');
      server = await startNodeServer({ args, port });
    },
    stop: () => server.end('SIGKILL'),
  };
}
