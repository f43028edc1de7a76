import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { expect, inject, test } from 'vitest';
import { Peer } from '#tests/chaos/peer.ts';
import {
  rawClient,
  syncStep1,
  type ConnectOptions,
  type RawClient,
} from '#tests/protocol/support/raw-client.ts';
import { metricsToken, type Stage } from './stage.ts';

const mostControlWaitMs = 1_000;
const mostGrowthMiB = 200;

export type Who = keyof Stage['cookies'];

/** What an attack may do to the server. */
export type Attacked = {
  stage: Stage;
  /** A socket of somebody's in the attacked room, not yet open. */
  socket(who: Who | null, options?: ConnectOptions): RawClient;
  /** The same with the document. */
  synced(who: Who): Promise<RawClient>;
  /** A bare connection to the server. */
  bare(): Promise<Socket>;
};

export function attacked(): Attacked {
  const stage = inject('stage');
  const server = { address: (_: string, query = '') => `${stage.socket}${query}` };
  return {
    stage,
    socket: (who, options) => rawClient(server, '', who === null ? null : stage.cookies[who], options),
    synced: async (who) => {
      const client = rawClient(server, '', stage.cookies[who]);
      const refused = client.closed.then((end) => {
        throw new Error(`${who} was not let in: ${JSON.stringify(end)}`);
      });
      await Promise.race([client.opened, refused]);
      client.send(syncStep1());
      const answered = new Promise<void>((resolve) => {
        client.ws.on('message', () => {
          if (client.frames.some(({ kind }) => kind === 'access')) resolve();
        });
      });
      await Promise.race([answered, refused]);
      // Whoever asks for `closed` later hears of it.
      refused.catch(() => undefined);
      return client;
    },
    bare: async () => {
      const socket = connect(stage.app.port, '127.0.0.1');
      socket.on('error', () => undefined);
      await new Promise<void>((resolve) => {
        socket.once('connect', resolve);
      });
      return socket;
    },
  };
}

/**
 * One attack: afterwards the same process answers, the control pair in another room never waited more than a second,
 * memory has not grown beyond bounds, and the attacked room can be used.
 */
export function attack(title: string, run: (attacked: Attacked) => Promise<void>, limitMs = 60_000): void {
  test.each([title])(
    '%s',
    async () => {
      const target = attacked();
      const memory = memoryMiB(target.stage.pid);
      await controlWait(target.stage);
      await run(target);
      await expectUsable(target);
      const wait = await controlWait(target.stage);
      const growth = memoryMiB(target.stage.pid) - memory;
      const delay = await loopDelayMs(target.stage);
      const told = [
        `control waited ${wait.toFixed(0)} ms`,
        `memory grew ${growth.toFixed(0)} MiB`,
        `loop delay p100 ${delay}`,
      ];
      process.stdout.write(`${title}: ${told.join(', ')}\n`);
      expect(wait, 'longest wait of the control pair in ms').toBeLessThan(mostControlWaitMs);
      expect(growth, 'growth of the memory in MiB').toBeLessThan(mostGrowthMiB);
    },
    limitMs,
  );
}

/** Two who had no part in it see each other's text in the attacked room, and it is saved. */
async function expectUsable({ stage }: Attacked): Promise<void> {
  const peers = [stage.cookies.asel, stage.cookies.bruno].map(
    (cookie) => new Peer({ address: stage.socket, cookie }),
  );
  const [one, two] = peers;
  if (one === undefined || two === undefined) return;
  try {
    await one.connect();
    await two.connect();
    const token = `(usable-${String(Math.random()).slice(2)})`;
    one.typeLine(token);
    await expect.poll(() => two.text().includes(token), { timeout: 5_000 }).toBe(true);
    await expect.poll(() => one.allSaved, { timeout: 5_000 }).toBe(true);
  } finally {
    for (const peer of peers) peer.destroy();
  }
}

async function controlWait(stage: Stage): Promise<number> {
  const told = (await (await fetch(stage.control)).json()) as { wait: number; open: boolean };
  expect(told.open, 'the control pair is connected').toBe(true);
  return told.wait;
}

/** Resident memory of a process in MiB; throws when there is none any more. */
function memoryMiB(pid: number): number {
  const pages = Number(readFileSync(`/proc/${String(pid)}/statm`, 'utf8').split(' ')[1]);
  return (pages * 4096) / (1024 * 1024);
}

async function loopDelayMs({ app }: Stage): Promise<string> {
  const answer = await fetch(`${app.url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });
  const figure = /^callnotes_event_loop_delay_seconds\{quantile="(?:1|1\.0|max)"\} (\S+)/mu.exec(
    await answer.text(),
  );
  return figure === null ? 'unknown' : `${(Number(figure[1]) * 1_000).toFixed(0)} ms`;
}

/** Writes and waits until the server ended the connection, or the time is over: what it said. */
export async function conversation(
  socket: Socket,
  bytes: Uint8Array | string,
  limitMs = 5_000,
): Promise<string> {
  let heard = '';
  socket.on('data', (data: Buffer) => (heard += data.toString('latin1')));
  const ended = new Promise<void>((resolve) => {
    socket.once('close', () => {
      resolve();
    });
    setTimeout(resolve, limitMs).unref();
  });
  socket.write(bytes);
  await ended;
  const closed = socket.destroyed;
  socket.destroy();
  return closed ? heard : `${heard}\nSTILL OPEN`;
}

/** An upgrade request for a path, header by header; what stands in `headers` replaces what a browser would send. */
export function upgradeRequest(stage: Stage, path: string, headers: Record<string, string> = {}): string {
  const all = {
    Host: `127.0.0.1:${String(stage.app.port)}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}

/** The path of the attacked room. */
export function roomPath(stage: Stage): string {
  return new URL(stage.socket).pathname;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
