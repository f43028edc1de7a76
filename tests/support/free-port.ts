import { once } from 'node:events';
import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { createServer } from 'node:net';

// Below what systems give to whoever asks for any port, and to connections on their way out.
const LOWEST = 15_000;
const HIGHEST = 32_000;

/** A claim is a UDP socket at the port's number: no two processes have one, and it ends with its process. */
const claims: Socket[] = [];

/** A TCP port of 127.0.0.1 on which nothing listens, and which no test of any process is given until this one ends. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    if ((await claimed(port)) && (await isFree(port))) return port;
  }
}

async function claimed(port: number): Promise<boolean> {
  const socket = createSocket({ type: 'udp4', reuseAddr: false });
  try {
    socket.bind({ port, address: '127.0.0.1', exclusive: true });
    await once(socket, 'listening');
  } catch {
    socket.close();
    return false;
  }
  socket.unref();
  claims.push(socket);
  return true;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
