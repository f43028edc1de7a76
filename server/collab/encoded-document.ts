import * as Y from 'yjs';
import { syncStep2Frame, updateFrame } from './frames.ts';

// A change makes a piece grow by merging, so that nobody gets a thousand small ones; above this a new piece begins.
const pieceBytes = 8 * 1024;
// One merge takes about 0.1 ms then.
const mostLoose = 32;
const leastTail = 16 * 1024;

/** A piece of what came since: one update, and the frame that carries it, made when it is first asked for. */
type Piece = { update: Uint8Array; frame: Buffer | null };

/**
 * A document as bytes: whole as it was at one moment, and what came since. It is encoded once for all who join, and
 * a change does not throw the encoding away.
 */
export class EncodedDocument {
  /** The document of that moment as one update. */
  readonly whole: Uint8Array;
  private readonly wholeFrame: Buffer;
  private readonly pieces: Piece[] = [];
  /** The last changes, not in a piece yet. */
  private loose: Uint8Array[] = [];
  private bytes = 0;

  constructor(whole: Uint8Array, tail: readonly Uint8Array[] = []) {
    this.wholeFrame = syncStep2Frame(whole);
    this.whole = this.wholeFrame.subarray(this.wholeFrame.length - whole.length);
    for (const update of tail) this.add(update);
  }

  /** A document as it is now, without what waits for something that has not come: that is neither sent nor stored. */
  static of(doc: Y.Doc): EncodedDocument {
    const { store } = doc;
    const { pendingStructs, pendingDs } = store;
    store.pendingStructs = null;
    store.pendingDs = null;
    try {
      return new EncodedDocument(Y.encodeStateAsUpdate(doc));
    } finally {
      store.pendingStructs = pendingStructs;
      store.pendingDs = pendingDs;
    }
  }

  /** Bytes of what came since. */
  get tailBytes(): number {
    return this.bytes;
  }

  /** Whether what came since is so long that the document is better encoded again before it is next sent. */
  get isLong(): boolean {
    return this.bytes > this.longBytes;
  }

  /** Whether what came since costs more memory than it may save work. */
  get isVeryLong(): boolean {
    return this.bytes > 4 * this.longBytes;
  }

  private get longBytes(): number {
    return Math.max(leastTail, this.whole.length / 8);
  }

  add(update: Uint8Array): void {
    this.loose.push(update);
    this.bytes += update.length;
    if (this.loose.length >= mostLoose) this.gather();
  }

  /** The answer for somebody who has nothing: the whole as a SyncStep2, and what came since as updates. */
  frames(): Buffer[] {
    this.gather();
    return [this.wholeFrame, ...this.pieces.map((piece) => (piece.frame ??= updateFrame(piece.update)))];
  }

  /** The updates that make the document, to be applied in this order. */
  updates(): Uint8Array[] {
    this.gather();
    return [this.whole, ...this.pieces.map(({ update }) => update)];
  }

  private gather(): void {
    if (this.loose.length === 0) return;
    const loose = this.loose;
    this.loose = [];
    const last = this.pieces.at(-1);
    const open = last !== undefined && last.update.length < pieceBytes;
    if (open) this.pieces.pop();
    const updates = open ? [last.update, ...loose] : loose;
    const [only] = updates;
    const update = updates.length === 1 && only !== undefined ? only : Y.mergeUpdates(updates);
    this.pieces.push({ update, frame: null });
  }
}
