import { createServer, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { createBatchReader, type Batch } from './batch-reader.ts';
import { readReply, type Reply } from './reply.ts';

/** A client that opened a transaction and then fell silent would hold everybody back; it is cut off. */
const SILENT_TRANSACTION_MS = 20_000;

type Client = { socket: Socket; waiting: Batch[]; ended: boolean };

export type SocketServer = {
  /** Number of clients that are connected. */
  clients(): number;
  /** Whether a batch runs, waits, or a transaction is open. */
  busy(): boolean;
  /** Number of batches that were run since the start. */
  batches(): number;
  /** Runs SQL between the clients' transactions. */
  maintain(sql: string): Promise<void>;
  /** Refuses new clients from now on. */
  refuseNew(): void;
  /** Ends every connection; open transactions are rolled back by the closing of the database. */
  close(): Promise<void>;
};

/**
 * Serves one PGlite to many clients on a Unix socket. Batches run one after the other, and a client in a
 * transaction keeps the database to itself until the transaction ends, so that every client sees what it
 * would see on a real server.
 */
export async function serveDatabase(options: {
  db: PGlite;
  socketPath: string;
  /** Told when the database must not be used any further; the client concerned has its answer. */
  onBroken(reason: string): void;
}): Promise<SocketServer> {
  const clients = new Set<Client>();
  const queue: Client[] = [];
  let owner: Client | null = null;
  let silence: NodeJS.Timeout | undefined;
  let running = false;
  let batches = 0;
  let refusing = false;

  async function run(bytes: Uint8Array): Promise<Reply> {
    const chunks: Uint8Array[] = [];
    await options.db.execProtocolRawStream(bytes, { onRawData: (data) => void chunks.push(data.slice()) });
    return readReply(Buffer.concat(chunks));
  }

  function nextClient(): Client | null {
    if (owner !== null) return owner.waiting.length > 0 || owner.ended ? owner : null;
    for (;;) {
      const client = queue.shift();
      if (client === undefined) return null;
      if (client.waiting.length > 0 && !client.ended) return client;
    }
  }

  async function pump(): Promise<void> {
    if (running) return;
    running = true;
    clearTimeout(silence);
    try {
      for (let client = nextClient(); client !== null; client = nextClient()) await step(client);
    } finally {
      running = false;
    }
    if (owner !== null) {
      const silent = owner;
      silence = setTimeout(() => silent.socket.destroy(), SILENT_TRANSACTION_MS);
    }
  }

  async function step(client: Client): Promise<void> {
    if (client.ended) {
      owner = null;
      await run(simpleQuery('ROLLBACK'));
      return;
    }
    const batch = client.waiting.shift();
    if (batch?.kind !== 'startup' && batch?.kind !== 'query') return;
    batches += 1;
    const { bytes, idle, broken } = await run(batch.bytes);
    owner = idle ? null : client;
    // Whoever goes on at once queues behind those who wait.
    if (idle && client.waiting.length > 0) queue.push(client);
    if (client.socket.writable) client.socket.write(bytes);
    if (broken !== null) options.onBroken(broken);
  }

  function end(client: Client): void {
    client.ended = true;
    clients.delete(client);
    client.socket.destroy();
    if (owner === client) void pump();
  }

  function accept(socket: Socket): void {
    if (refusing) {
      socket.destroy();
      return;
    }
    const client: Client = { socket, waiting: [], ended: false };
    const reader = createBatchReader();
    clients.add(client);
    socket.setNoDelay(true);
    socket.on('error', () => end(client));
    socket.on('close', () => end(client));
    socket.on('data', (chunk: Buffer) => {
      for (const batch of reader.push(chunk)) {
        if (batch.kind === 'end') return end(client);
        if (batch.kind === 'encryption') {
          socket.write('N');
          continue;
        }
        client.waiting.push(batch);
        queue.push(client);
      }
      void pump();
    });
  }

  const server = createServer(accept);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.socketPath, resolve);
  });

  return {
    clients: () => clients.size,
    busy: () => running || owner !== null || queue.length > 0,
    batches: () => batches,
    async maintain(sql) {
      if (running || owner !== null) return;
      running = true;
      try {
        const { broken } = await run(simpleQuery(sql));
        if (broken !== null) options.onBroken(broken);
      } finally {
        running = false;
      }
      void pump();
    },
    refuseNew() {
      refusing = true;
    },
    async close() {
      refusing = true;
      clearTimeout(silence);
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      for (const client of clients) end(client);
      await closed;
    },
  };
}

function simpleQuery(sql: string): Uint8Array {
  const text = Buffer.from(`${sql}\0`);
  const message = Buffer.alloc(5 + text.length);
  message.writeUInt8(0x51, 0);
  message.writeInt32BE(4 + text.length, 1);
  text.copy(message, 5);
  return message;
}
