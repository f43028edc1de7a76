import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';

const sync = 0;
const update = 2;

/** Somebody who only watches: notes when each key of the writer arrives, and keeps no document. */
export class Watcher {
  /** Arrivals of keys, by the writer's clock: `performance.now()`. */
  readonly arrivals = new Map<number, number>();
  private readonly ws: WebSocket;
  private readonly writerId: number;
  private seen = -1;

  private constructor(ws: WebSocket, writerId: number) {
    this.ws = ws;
    this.writerId = writerId;
  }

  /** Opens the socket and resolves when the document has come. */
  static open(address: string, cookie: string | null, writerId: number): Promise<Watcher> {
    const ws = new WebSocket(address, {
      perMessageDeflate: false,
      ...(cookie === null ? {} : { headers: { cookie } }),
    });
    const watcher = new Watcher(ws, writerId);
    return new Promise((resolve, reject) => {
      ws.on('open', () => {
        const encoder = encoding.createEncoder();
        encoding.writeVarUint(encoder, sync);
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarUint8Array(encoder, Uint8Array.of(0));
        ws.send(encoding.toUint8Array(encoder));
      });
      ws.on('message', (data) => {
        if (watcher.receive(new Uint8Array(data as Buffer))) resolve(watcher);
      });
      ws.on('error', reject);
      ws.on('close', (code) => {
        reject(new Error(`A watcher was closed with ${String(code)}.`));
      });
    });
  }

  close(): void {
    this.ws.terminate();
  }

  /** Whether the frame is the answer to the first question. */
  private receive(bytes: Uint8Array): boolean {
    const decoder = decoding.createDecoder(bytes);
    if (decoding.readVarUint(decoder) !== sync) return false;
    const kind = decoding.readVarUint(decoder);
    if (kind === update) this.noteKeys(decoding.readVarUint8Array(decoder));
    return kind === 1;
  }

  private noteKeys(bytes: Uint8Array): void {
    const now = performance.now();
    for (const struct of Y.decodeUpdate(bytes).structs) {
      if (struct.id.client !== this.writerId) continue;
      const last = struct.id.clock + struct.length - 1;
      for (let clock = Math.max(this.seen + 1, struct.id.clock); clock <= last; clock += 1) {
        this.arrivals.set(clock, now);
      }
      this.seen = Math.max(this.seen, last);
    }
  }
}
