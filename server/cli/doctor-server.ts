import { once } from 'node:events';
import { createServer } from 'node:net';
import { WebSocket } from 'ws';
import { socketPath } from '#lib/collab/protocol.ts';
import type { Env } from '#server/env.ts';
import { runningServer } from '#server/running-server.ts';
import { examine, type Finding } from './finding.ts';

const PATIENCE_MS = 5000;
/** No call has this id: the room's door is reached, and nobody is let in. */
const NO_CALL = '00000000-0000-0000-0000-000000000000';

/** Whether the public address fits, and the port is free for a server that does not run yet. */
export async function checkAddress(env: Env): Promise<Finding> {
  return examine('address', async () => {
    const running = runningServer(env.dataFolder);
    if (running !== null) return `${running.url} (process ${String(running.pid)})`;
    const probe = createServer();
    probe.listen({ port: env.port, host: env.host });
    try {
      await once(probe, 'listening');
    } catch {
      throw new Error(
        `Port ${String(env.port)} on ${env.host} cannot be used: another program may hold it. Set PORT.`,
      );
    }
    probe.close();
    return `${env.publicUrl}, port ${String(env.port)} on ${env.host} is free`;
  });
}

/** Whether a running server answers at its public address, pages and rooms alike. */
export async function checkServer(env: Env): Promise<Finding[]> {
  const running = runningServer(env.dataFolder);
  if (running === null)
    return [{ state: 'note', name: 'server', text: 'It does not run; npm start starts it.' }];
  return [
    await examine('server', async () => {
      const answer = await fetch(new URL('/readyz', running.url), {
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (!answer.ok) throw new Error(`It is not ready: ${(await answer.text()).trim()}`);
      return 'It is ready.';
    }),
    await examine('live rooms', async () => {
      const status = await knock(running.url);
      return `A WebSocket reaches them (${status}).`;
    }),
  ];
}

/** Asks for a room that does not exist: whatever the rooms answer, a proxy let the question through. */
async function knock(publicUrl: string): Promise<string> {
  const address = new URL(socketPath(NO_CALL), publicUrl);
  address.protocol = address.protocol.replace('http', 'ws');
  const socket = new WebSocket(address, { origin: publicUrl, handshakeTimeout: PATIENCE_MS });
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (request, response) => {
      const status = response.statusCode ?? 0;
      request.destroy();
      if (status === 401 || status === 403 || status === 404)
        resolve(`refused with ${String(status)}, as it must be`);
      else
        reject(
          new Error(
            `A WebSocket is answered with status ${String(status)}: does a proxy pass upgrades through?`,
          ),
        );
    });
    socket.on('close', (code) => {
      resolve(`closed with ${String(code)}, as it must be`);
    });
    socket.on('error', (error) => {
      reject(new Error(`A WebSocket cannot be opened: ${error.message}`));
    });
  });
}
