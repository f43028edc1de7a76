import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { messageSync } from '#lib/collab/protocol.ts';
import { splitUpdate } from '#lib/collab/split-update.ts';

const syncStep2 = 1;
const syncUpdate = 2;

/** The server takes messages of 2 MiB, and reads smaller ones without keeping others waiting. */
const PIECE_BYTES = 256 * 1024;
/** What is sent at once, and how much more each second: both well below what ends a socket. */
const BURST_BYTES = 4 * 1024 * 1024;
const BYTES_PER_SECOND = 768 * 1024;

type DocumentFrame = { kind: typeof syncStep2 | typeof syncUpdate; bytes: Uint8Array };

/** A frame that carries document content to the server: the answer to its question, or an update. */
function documentFrame(data: unknown): DocumentFrame | null {
  const bytes = data instanceof Uint8Array ? data : data instanceof ArrayBuffer ? new Uint8Array(data) : null;
  if (bytes === null) return null;
  const decoder = decoding.createDecoder(bytes);
  if (decoding.readVarUint(decoder) !== messageSync) return null;
  const kind = decoding.readVarUint(decoder);
  return kind === syncStep2 || kind === syncUpdate ? { kind, bytes } : null;
}

/**
 * A large frame as several. Of an answer the last one alone is called an answer, so that the server knows when it has come
 * whole; updates before it that the server has asked for may bring what an answer may.
 */
function inPieces({ kind, bytes }: DocumentFrame): Uint8Array<ArrayBuffer>[] {
  if (bytes.length <= PIECE_BYTES) return [Uint8Array.from(bytes)];
  const decoder = decoding.createDecoder(bytes);
  decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
  const pieces = splitUpdate(decoding.readVarUint8Array(decoder), PIECE_BYTES);
  return pieces.map((piece, index) => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, messageSync);
    encoding.writeVarUint(encoder, index === pieces.length - 1 ? kind : syncUpdate);
    encoding.writeVarUint8Array(encoder, piece);
    return Uint8Array.from(encoding.toUint8Array(encoder));
  });
}

export type FrameCounter = {
  /** A WebSocket whose document frames are counted; every new one starts at nothing. */
  readonly Socket: typeof WebSocket;
  /** Document frames sent on the newest socket. */
  readonly sent: number;
  /** Whether the newest socket has answered what the server asked for: everything it had before went with that. */
  readonly answered: boolean;
  /** When the oldest frame that the server has not called saved was sent, in ms; null when there is none. */
  oldestUnsaved(saved: number): number | null;
};

/**
 * Counts the document frames of a connection, as the server does to say which of them are saved. Updates made
 * before the server has asked for what it lacks are not sent on their own: they would stand on changes it has not
 * got yet, and the answer to its question holds them all. What is larger than a frame should be goes in pieces, no
 * faster than the server takes it.
 */
export function createFrameCounter(changed: () => void, Base: typeof WebSocket = WebSocket): FrameCounter {
  const counter = { sent: 0, answered: false, newest: null as WebSocket | null };
  /** When the frames that are not saved were sent; the first of them is frame `firstTime`. */
  let times: number[] = [];
  let firstTime = 1;

  class CountingSocket extends Base {
    private readonly outbox: Uint8Array<ArrayBuffer>[] = [];
    private allowance = BURST_BYTES;
    private lastSent = performance.now();
    private timer: ReturnType<typeof setTimeout> | undefined;

    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      counter.newest = this;
      counter.sent = 0;
      counter.answered = false;
      times = [];
      firstTime = 1;
    }

    override send(data: string | Blob | BufferSource): void {
      const frame = this === counter.newest ? documentFrame(data) : null;
      if (frame === null) {
        super.send(data);
        return;
      }
      if (frame.kind === syncUpdate && !counter.answered) return;
      for (const piece of inPieces(frame)) {
        this.outbox.push(piece);
        counter.sent += 1;
        times.push(performance.now());
      }
      if (frame.kind === syncStep2) counter.answered = true;
      this.drain();
      changed();
    }

    private drain(): void {
      const now = performance.now();
      this.allowance = Math.min(
        BURST_BYTES,
        this.allowance + ((now - this.lastSent) * BYTES_PER_SECOND) / 1000,
      );
      this.lastSent = now;
      for (let next = this.outbox[0]; next !== undefined; next = this.outbox[0]) {
        if (next.length > this.allowance && this.allowance < BURST_BYTES) {
          this.waitFor(next.length - this.allowance);
          return;
        }
        this.outbox.shift();
        this.allowance -= next.length;
        super.send(next);
      }
    }

    private waitFor(bytes: number): void {
      this.timer ??= setTimeout(
        () => {
          this.timer = undefined;
          if (this.readyState === Base.OPEN) this.drain();
        },
        Math.max(10, (bytes * 1000) / BYTES_PER_SECOND),
      );
    }
  }

  return {
    Socket: CountingSocket,
    get sent() {
      return counter.sent;
    },
    get answered() {
      return counter.answered;
    },
    oldestUnsaved(saved) {
      const done = Math.min(times.length, Math.max(0, saved + 1 - firstTime));
      times.splice(0, done);
      firstTime += done;
      return times[0] ?? null;
    },
  };
}
