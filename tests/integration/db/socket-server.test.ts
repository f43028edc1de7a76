import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { serveDatabase, type SocketServer } from '#server/db/embedded/socket-server.ts';

const READY_FOR_QUERY = 'Z';
const ERROR = 'E';

describe("the embedded database's socket", () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cn-socket-'));
  const socketPath = path.join(folder, '.s.PGSQL.5432');
  let db: PGlite;
  let server: SocketServer;
  const broken: string[] = [];
  const clients: { end(): unknown }[] = [];

  beforeAll(async () => {
    db = await PGlite.create();
    server = await serveDatabase({ db, socketPath, onBroken: (reason) => void broken.push(reason) });
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.end();
    await expect.poll(() => server.clients()).toBe(0);
  });
  afterAll(async () => {
    await server.close();
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function client(): Promise<Client> {
    const made = new Client({ host: folder, user: 'postgres', database: 'postgres' });
    made.on('error', () => {});
    await made.connect();
    clients.push(made);
    return made;
  }

  /** A connection that sends bytes of its own and hears the types of the messages that come back. */
  async function rawClient(): Promise<{ socket: Socket; send(...parts: Buffer[]): void; heard(): string }> {
    const socket = connect(socketPath);
    clients.push(socket);
    let bytes = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
    });
    const heard = (): string => {
      let types = '';
      for (let at = 0; at + 5 <= bytes.length; at += 1 + bytes.readInt32BE(at + 1))
        types += String.fromCharCode(bytes[at] ?? 0);
      // Reports of settings may come at any time.
      return types.replaceAll('S', '');
    };
    socket.write(startup());
    await expect.poll(heard).toContain(READY_FOR_QUERY);
    bytes = Buffer.alloc(0);
    return { socket, heard, send: (...parts) => void socket.write(Buffer.concat(parts)) };
  }

  function startup(): Buffer {
    const body = Buffer.from('user\0postgres\0database\0postgres\0\0');
    const head = Buffer.alloc(8);
    head.writeInt32BE(8 + body.length, 0);
    head.writeInt32BE(196_608, 4);
    return Buffer.concat([head, body]);
  }

  function message(type: string, body: string | Buffer = ''): Buffer {
    const bytes = Buffer.from(body);
    const head = Buffer.alloc(5);
    head.write(type, 0);
    head.writeInt32BE(4 + bytes.length, 1);
    return Buffer.concat([head, bytes]);
  }

  const parse = (sql: string): Buffer => message('P', `\0${sql}\0\0\0`);
  const bind = message('B', Buffer.alloc(8));
  const execute = message('E', Buffer.alloc(5));
  const sync = message('S');

  it('does not let the messages of two clients mix, however they are cut', async () => {
    const [a, b] = [await rawClient(), await rawClient()];
    a.send(parse('SELECT 1 AS a'));
    b.send(parse('SELECT no_such_column'), bind, execute, sync);
    await expect.poll(b.heard).toContain(READY_FOR_QUERY);
    a.send(bind.subarray(0, 3));
    b.send(message('Q', "SELECT 'b'\0"));
    await expect.poll(b.heard).toMatch(/Z.*Z/u);
    a.send(bind.subarray(3), execute, sync);
    await expect.poll(a.heard).toBe('12DCZ');
    expect(b.heard()).toBe('EZTDCZ');
  });

  it.each([
    ['that cannot be parsed', ['SELECT nonsense FROM']],
    ['that fails while it runs', ['SELECT 1/0']],
  ])('ends a statement %s with one error and one end, as a server does', async (_what, [sql = '']) => {
    const raw = await rawClient();
    raw.send(parse(sql), bind, execute, sync);
    await expect.poll(raw.heard).toContain(READY_FOR_QUERY);
    raw.send(message('Q', 'SELECT 1\0'));
    await expect.poll(raw.heard).toMatch(/TDCZ$/u);
    expect(raw.heard().slice(0, -4).replace(/^1?2?/u, '')).toBe(ERROR + READY_FOR_QUERY);
  });

  it('keeps a transaction to its client while others wait, and lets them go on after it', async () => {
    const [a, b] = [await client(), await client()];
    await a.query('CREATE TABLE kept (n int)');
    await a.query('BEGIN');
    await a.query('INSERT INTO kept VALUES (1)');
    let answered = false;
    const waiting = b.query<{ count: string }>('SELECT count(*) FROM kept').then((result) => {
      answered = true;
      return result.rows[0]?.count;
    });
    await a.query('INSERT INTO kept VALUES (2)');
    await a.query('SELECT pg_sleep(0.05)');
    expect(answered).toBe(false);
    await a.query('COMMIT');
    expect(await waiting).toBe('2');
  });

  it('undoes the transaction of a client that is gone, and lets the others go on', async () => {
    const [a, b] = [await client(), await client()];
    await a.query('CREATE TABLE undone (n int)');
    const raw = await rawClient();
    raw.send(message('Q', 'BEGIN\0'), message('Q', 'INSERT INTO undone VALUES (1)\0'));
    await expect.poll(raw.heard).toBe('CZCZ');
    const waiting = b.query<{ count: string }>('SELECT count(*) FROM undone');
    raw.socket.destroy();
    expect((await waiting).rows[0]?.count).toBe('0');
  });

  it('lets every client have its turn while one sends without pause', async () => {
    const [busy, other] = [await client(), await client()];
    const flood = { sent: 0, done: false };
    const flooding = (async () => {
      while (!flood.done) {
        await busy.query('SELECT 1');
        flood.sent += 1;
      }
    })();
    await expect.poll(() => flood.sent).toBeGreaterThan(10);
    await other.query('SELECT 1');
    flood.done = true;
    await flooding;
  });

  it('tells of an error after which nothing may be written any more, and of no other', async () => {
    const one = await client();
    await expect(one.query('SELECT 1/0')).rejects.toThrow('division by zero');
    const raise = "DO $$ BEGIN RAISE EXCEPTION 'could not write' USING ERRCODE = 'disk_full'; END $$";
    expect(broken).toEqual([]);
    await expect(one.query(raise)).rejects.toThrow('could not write');
    expect(broken).toEqual(['53100 could not write']);
  });

  it('carries big statements and big answers whole', async () => {
    const one = await client();
    const big = Buffer.alloc(6 * 1024 * 1024, 7);
    await one.query('CREATE TABLE big (bytes bytea)');
    await one.query('INSERT INTO big VALUES ($1)', [big]);
    const { rows } = await one.query<{ bytes: Buffer }>('SELECT bytes FROM big');
    expect(rows[0]?.bytes.equals(big)).toBe(true);
  });

  it('ends a connection that does not speak the protocol, and serves the others', async () => {
    const stranger = connect(socketPath);
    clients.push(stranger);
    const closed = new Promise((resolve) => stranger.once('close', resolve));
    stranger.on('error', () => {});
    stranger.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await closed;
    const one = await client();
    expect((await one.query<{ n: number }>('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
  });
});
