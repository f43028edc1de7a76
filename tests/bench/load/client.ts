import { connect, type Socket } from 'node:net';
import { FrameReader } from './frame-reader.ts';
import { Messages, type Dialect } from './messages.ts';

/** Where a client goes and who it is. */
export type Door = { address: string; cookie: string | null; dialect: Dialect };

export type Listener = {
  /** The first answer of the server. */
  document?(payload: Uint8Array): void;
  update?(payload: Uint8Array): void;
  presence?(payload: Uint8Array): void;
  /** Cursors in short, as callnotes tells them to who asks. */
  cursors?(payload: Uint8Array): void;
  saved?(seq: number): void;
  closed?(code: number): void;
};

const mask = Buffer.of(0x5a, 0x17, 0xc3, 0x88);
const emptyUpdate = Uint8Array.of(0, 0);
const connectMs = 60_000;

/**
 * A client on a bare socket, as cheap as one can be, because hundreds of them share a core with what is measured.
 * It keeps no document: it asks for the whole, answers with nothing, and hands on what it hears.
 */
export class Client {
  readonly messages: Messages;
  /** How long the first answer of the server was, as a Yjs update. */
  documentBytes = 0;
  /** The same with the updates that came behind it until the document was whole. */
  wholeBytes = 0;
  /** How long it took from the first packet to that answer. */
  joinMs = Number.NaN;
  bytesReceived = 0;
  framesReceived = 0;
  closeCode: number | null = null;
  /** Messages that hold a part of the document, which a server that says "saved" counts. */
  documentFrames = 0;
  private readonly socket: Socket;
  private readonly listener: Listener;
  private readonly expectedBytes: number;

  private constructor(door: Door, socket: Socket, listener: Listener, expectedBytes: number) {
    this.expectedBytes = expectedBytes;
    this.messages = new Messages(door.dialect);
    this.socket = socket;
    this.listener = listener;
  }

  /**
   * Comes in and resolves when the server's document is here: its first answer, and as many bytes as are expected.
   * @throws Error when the socket ends before.
   */
  static open(door: Door, listener: Listener = {}, expectedBytes = 0): Promise<Client> {
    const url = new URL(door.address);
    const begin = performance.now();
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    const client = new Client(door, socket, listener, expectedBytes);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        socket.destroy();
        reject(new Error(`No document came within ${String(connectMs)} ms from ${door.address}.`));
      }, connectMs);
      const frames = new FrameReader((opcode, payload) => {
        if (!client.take(opcode, payload)) return;
        client.joinMs = performance.now() - begin;
        clearTimeout(timer);
        resolve(client);
      });
      let head: string | null = '';
      socket.on('data', (chunk) => {
        client.bytesReceived += chunk.length;
        if (head === null) {
          frames.push(chunk);
          return;
        }
        head += chunk.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end === -1) return;
        if (!head.startsWith('HTTP/1.1 101')) {
          socket.destroy(new Error(`The server answered ${head.split('\r\n')[0] ?? ''}.`));
          return;
        }
        const rest = Buffer.from(head.slice(end + 4), 'latin1');
        head = null;
        const greeting = client.messages.greeting();
        if (greeting !== null) client.send(greeting);
        client.send(client.messages.syncStep1());
        if (rest.length > 0) frames.push(rest);
      });
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearTimeout(timer);
        client.closeCode ??= 1006;
        listener.closed?.(client.closeCode);
        reject(new Error(`A socket closed with ${String(client.closeCode)}.`));
      });
      socket.write(
        `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nUpgrade: websocket\r\n` +
          'Connection: Upgrade\r\nSec-WebSocket-Key: Y2FsbG5vdGVzLWJlbmNoIQ==\r\nSec-WebSocket-Version: 13\r\n' +
          `${door.cookie === null ? '' : `Cookie: ${door.cookie}\r\n`}\r\n`,
      );
    });
  }

  get open(): boolean {
    return this.closeCode === null && this.socket.writable;
  }

  /** How many bytes the kernel has not taken yet. */
  get unsent(): number {
    return this.socket.writableLength;
  }

  send(message: Uint8Array): void {
    this.socket.write(maskedFrame(0x82, message));
  }

  sendUpdate(update: Uint8Array): void {
    this.documentFrames += 1;
    this.send(this.messages.update(update));
  }

  /** Several updates in one packet, each in a message of its own. */
  sendUpdates(updates: readonly Uint8Array[]): void {
    this.documentFrames += updates.length;
    this.socket.write(
      Buffer.concat(updates.map((update) => maskedFrame(0x82, this.messages.update(update)))),
    );
  }

  /** Breaks the connection without a word. */
  close(): void {
    this.closeCode ??= 1000;
    this.socket.destroy();
  }

  private isWholeWith(payload: Uint8Array): boolean {
    this.wholeBytes += payload.length;
    return this.documentBytes > 0 && this.wholeBytes >= this.expectedBytes;
  }

  /** Takes a frame; whether the document is whole with it. */
  private take(opcode: number, payload: Buffer): boolean {
    if (opcode === 9) this.socket.write(maskedFrame(0x8a, payload));
    if (opcode === 8) {
      this.closeCode ??= payload.length < 2 ? 1005 : payload.readUInt16BE(0);
      this.socket.end(maskedFrame(0x88, payload.subarray(0, 2)));
    }
    if (opcode !== 2) return false;
    this.framesReceived += 1;
    const received = this.messages.read(payload);
    switch (received.kind) {
      case 'question':
        this.documentFrames += 1;
        this.send(this.messages.syncStep2(emptyUpdate));
        return false;
      case 'document': {
        if (this.documentBytes > 0) return false;
        this.documentBytes = received.payload.length;
        this.listener.document?.(received.payload);
        return this.isWholeWith(received.payload);
      }
      case 'update':
        this.listener.update?.(received.payload);
        return Number.isNaN(this.joinMs) && this.isWholeWith(received.payload);
      case 'presence':
        this.listener.presence?.(received.payload);
        return false;
      case 'cursors':
        this.listener.cursors?.(received.payload);
        return false;
      case 'saved':
        this.listener.saved?.(received.seq);
        return false;
      case 'other':
        return false;
    }
  }
}

function maskedFrame(first: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const header = length < 126 ? 6 : length < 65_536 ? 8 : 14;
  const frame = Buffer.allocUnsafe(header + length);
  frame[0] = first;
  if (header === 6) {
    frame[1] = 0x80 | length;
  } else if (header === 8) {
    frame[1] = 0x80 | 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 0x80 | 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(mask, header - 4);
  for (let index = 0; index < length; index += 1) {
    frame[header + index] = (payload[index] ?? 0) ^ (mask[index & 3] ?? 0);
  }
  return frame;
}
