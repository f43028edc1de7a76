import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Random } from './random.ts';

/** How bytes travel: the longest delay of a piece in ms, and how large a piece may be (null: as they come). */
export type Weather = { delayMs: number; pieceBytes: number | null };

const fair: Weather = { delayMs: 0, pieceBytes: null };

/** A wire between clients and a server of this machine that delays, delivers in part, and breaks. */
export class FaultProxy {
  private readonly target: number;
  private readonly random: Random;
  private readonly pairs = new Set<{ client: Socket; server: Socket }>();
  private listener: Server | null = null;
  private weather = fair;

  /** @param target port of the server on 127.0.0.1 */
  constructor(target: number, random: Random) {
    this.target = target;
    this.random = random;
  }

  get port(): number {
    const address = this.listener?.address() as AddressInfo | null | undefined;
    return address?.port ?? 0;
  }

  async listen(): Promise<void> {
    this.listener = createServer((client) => {
      this.join(client);
    }).listen(0, '127.0.0.1');
    await once(this.listener, 'listening');
  }

  setWeather(weather: Weather = fair): void {
    this.weather = weather;
  }

  /** Breaks every connection where it is, also in the middle of a frame. */
  cutAll(): void {
    for (const { client, server } of this.pairs) {
      client.destroy();
      server.destroy();
    }
  }

  async close(): Promise<void> {
    this.cutAll();
    if (this.listener === null) return;
    const closed = once(this.listener, 'close');
    this.listener.close();
    await closed;
  }

  private join(client: Socket): void {
    const server = connect(this.target, '127.0.0.1');
    const pair = { client, server };
    this.pairs.add(pair);
    const end = (): void => {
      this.pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      socket.setNoDelay();
      socket.on('error', end);
      socket.on('close', end);
    }
    this.carry(client, server);
    this.carry(server, client);
  }

  private carry(from: Socket, to: Socket): void {
    const queue: { at: number; piece: Buffer }[] = [];
    let waiting = false;
    const pump = (): void => {
      waiting = false;
      for (let next = queue[0]; next !== undefined; next = queue[0]) {
        const wait = next.at - performance.now();
        if (wait > 0) {
          waiting = true;
          setTimeout(pump, wait);
          return;
        }
        to.write(next.piece);
        queue.shift();
      }
    };
    from.on('data', (data: Buffer) => {
      const { delayMs, pieceBytes } = this.weather;
      const step = pieceBytes ?? data.length;
      for (let start = 0; start < data.length; start += step) {
        const delay = delayMs === 0 ? 0 : this.random.below(delayMs);
        queue.push({ at: performance.now() + delay, piece: data.subarray(start, start + step) });
      }
      if (!waiting) pump();
    });
  }
}
