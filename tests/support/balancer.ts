import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A plain load balancer: connections go to the servers in turn, whoever makes them; one that is down is left out. */
export type Balancer = {
  /** `http://…`, the address that browsers use. */
  url: string;
  close(): Promise<void>;
};

export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  let next = 0;
  const open = new Set<Socket>();
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
  };
  const server = createServer({ pauseOnConnect: true }, (browser) => {
    keep(browser);
    next += 1;
    void toOneOf(ports.map((_, index) => ports[(next + index) % ports.length] ?? 0)).then((target) => {
      if (target === null) {
        browser.destroy();
        return;
      }
      keep(target);
      target.on('close', () => browser.destroy());
      browser.on('close', () => target.destroy());
      browser.pipe(target).pipe(browser);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}

async function toOneOf(ports: readonly number[]): Promise<Socket | null> {
  for (const port of ports) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    try {
      await once(socket, 'connect');
      return socket;
    } catch {
      socket.destroy();
    }
  }
  return null;
}
