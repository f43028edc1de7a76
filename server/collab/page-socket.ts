import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { closeCodes, type CloseReason } from '#lib/collab/close-codes.ts';
import type { Clock } from './clock.ts';
import type { CollabFigures } from './collab-figures.ts';
import { heartbeatFrames } from './frames.ts';
import type { CollabLimits } from './limits.ts';

export type PageSocketOptions = {
  ws: WebSocket;
  socket: Duplex;
  clock: Clock;
  limits: CollabLimits;
  figures: CollabFigures;
  /** More waits to be read than anybody may leave unread, in bytes; nothing more is written (R20). */
  tooSlow: (unsent: number) => void;
};

const closeHandshakeMs = 5_000;

/** The socket of a page: what is written to it, whether it is still heard, and how it ends. */
export class PageSocket {
  private readonly options: PageSocketOptions;
  private silent = 0;
  /** Bytes of the last answer, while not all of it is on its way: nobody is too slow for what was asked for once. */
  private unreadAnswer = 0;

  constructor(options: PageSocketOptions) {
    this.options = options;
    options.socket.on('drain', () => {
      this.unreadAnswer = 0;
    });
    options.ws.on('pong', () => {
      this.silent = 0;
    });
  }

  /** Whether so much waits to be read that cursors are not worth adding to it. */
  get crowded(): boolean {
    return this.options.socket.writableLength > this.options.limits.unsentBytesForCursors;
  }

  /** Reads nothing more until `resume`. */
  pause(): void {
    this.options.ws.pause();
  }

  resume(): void {
    this.options.ws.resume();
  }

  /** Something of it was read. */
  heard(): void {
    this.silent = 0;
  }

  send(frame: Buffer): void {
    const { ws, socket, limits, figures } = this.options;
    if (ws.readyState !== ws.OPEN) return;
    if (socket.writableLength > limits.unsentBytes + this.unreadAnswer) {
      this.options.tooSlow(socket.writableLength);
      return;
    }
    // Written past the library, which sends nothing in pieces of its own: compression is off.
    socket.write(frame);
    figures.framesOut += 1;
    figures.bytesOut += frame.length;
  }

  /** Sends what the page has asked for, however long it takes to read. */
  sendAnswer(frames: readonly Buffer[]): void {
    this.unreadAnswer = frames.reduce((sum, { length }) => sum + length, 0);
    for (const frame of frames) this.send(frame);
  }

  /** Writes all that `send` is given meanwhile to the network at once. */
  together(send: () => void): void {
    this.options.socket.cork();
    send();
    this.options.socket.uncork();
  }

  /** One heartbeat; false when it has been silent for too many (R19). Who is not read for now cannot be heard. */
  beat(isRead: boolean): boolean {
    if (this.silent >= this.options.limits.missedHeartbeats) return false;
    if (isRead) this.silent += 1;
    this.send(heartbeatFrames);
    return true;
  }

  /** Says goodbye with the close code of the reason, and cuts when it is not answered. */
  end(reason: CloseReason): void {
    const { ws, clock } = this.options;
    ws.close(closeCodes[reason].code, reason);
    const cancel = clock.after(closeHandshakeMs, () => {
      ws.terminate();
    });
    ws.once('close', cancel);
  }

  /** Resolves when it is gone. */
  gone(): Promise<void> {
    return new Promise((resolve) => {
      this.options.ws.once('close', () => {
        resolve();
      });
    });
  }

  terminate(): void {
    this.options.ws.terminate();
  }
}
