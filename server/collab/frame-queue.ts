import { asksForAll, asksForPart } from './frames.ts';
import type { LargeFrames } from './large-frames.ts';

export type FrameQueueOptions = {
  /** Where the frames come from: nothing is read of it while the queue is held. */
  source: { pause(): void; resume(): void };
  largeFrames: LargeFrames;
  largeFrameBytes: number;
  /** A frame may be there to be handled. */
  ready: () => void;
};

/**
 * The frames of a socket, given out one after the other in the order they came (R8). It is held in the beginning; large
 * frames wait for their turn among those of all sockets (R40).
 */
export class FrameQueue {
  private readonly options: FrameQueueOptions;
  private frames: Uint8Array[] = [];
  /** The large frame whose turn it is. */
  private onTurn: Uint8Array | null = null;
  /** How many things have to happen before the next frame is given out. */
  private holds = 1;

  constructor(options: FrameQueueOptions) {
    this.options = options;
    options.source.pause();
  }

  get held(): boolean {
    return this.holds > 0;
  }

  push(frame: Uint8Array): void {
    this.frames.push(frame);
  }

  /** Forgets what waits. */
  clear(): void {
    this.frames = [];
  }

  /** No frame is given out until as many calls of `release`. */
  hold(): void {
    this.holds += 1;
    this.options.source.pause();
  }

  release(): void {
    this.holds -= 1;
    if (this.holds > 0) return;
    this.options.ready();
    if (this.holds === 0) this.options.source.resume();
  }

  /**
   * The next frame, which is in the queue no more; null while none may be handled. Until the document was found whole (not
   * `open`) only those who have nothing are answered, with the bytes of its log (R36).
   */
  next(open: boolean): Uint8Array | null {
    const [frame] = this.frames;
    if (this.holds > 0 || frame === undefined || (!open && !asksForAll(frame))) return null;
    if (frame !== this.onTurn && this.takesLong(frame)) {
      this.waitForTurn(frame);
      return null;
    }
    this.frames.shift();
    this.onTurn = null;
    return frame;
  }

  private takesLong(frame: Uint8Array): boolean {
    return frame.length > this.options.largeFrameBytes || asksForPart(frame);
  }

  private waitForTurn(frame: Uint8Array): void {
    this.hold();
    this.options.largeFrames.take(() => {
      this.onTurn = frame;
      this.release();
    });
  }
}
