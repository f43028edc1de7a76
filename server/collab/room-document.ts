import * as Y from 'yjs';
import { AppError } from '#lib/errors.ts';
import { hasPending } from '#lib/notes/ydoc.ts';
import { MalformedError } from './byte-reader.ts';
import type { CollabLogger } from './collab-log.ts';
import { Echo, sameBytes } from './echo.ts';
import { EncodedDocument } from './encoded-document.ts';
import { syncStep1Frame, syncStep2Frame } from './frames.ts';
import { withIntegrateBudget } from './integrate-budget.ts';
import { freedLength } from './freed-length.ts';
import { knownDocument, type KnownDocument } from './known-document.ts';
import { buildDocument, type LoadedRoom } from './load-document.ts';
import { browserGrammar } from './note-grammar.ts';
import { scanUpdate, type BroughtRange, type ScannedUpdate } from './update-scanner.ts';
import { WaitingUpdates } from './waiting-updates.ts';

/** What became of an update: taken in, or left out because something it builds on is not here, or is not its sender's. */
export type Applied = 'applied' | 'missing' | 'foreign';

/** Origin of changes that came from the log, so that they are not written to it again. */
const fromLog = Symbol('from the log');

export type RoomDocumentOptions = {
  callId: string;
  loaded: Pick<LoadedRoom, 'lineage' | 'whole' | 'tail'>;
  logger: CollabLogger;
  /** A change; `origin` is what `accept` was given, null for what came from the log. */
  changed: (update: Uint8Array, origin: object | null) => void;
  /** An update that was accepted turned out to be malformed when it was applied. */
  refused: (origin: object) => void;
};

/**
 * The document of an open call: takes updates in after a look at them, and answers who asks for it. Updates are accepted
 * one by one and applied together: what is accepted counts as known at once, and is in the answers after `flush`.
 *
 * It is held as bytes, and beside them as a Yjs document, which takes twenty times the memory, from when one is needed
 * until `rest` is called.
 */
export class RoomDocument {
  private readonly options: RoomDocumentOptions;
  private readonly waiting = new WaitingUpdates();
  private readonly known: KnownDocument;
  private doc: Y.Doc | null = null;
  private inDoc: KnownDocument | null = null;
  /** Null only while there is a Yjs document. */
  private encoded: EncodedDocument | null;
  private readonly echo = new Echo(() => this.live());
  /** The question as long as it stays the same. */
  private asked: Buffer | null = null;
  /** Kept while the document rests. */
  private stateVector: Uint8Array | null = null;
  /** While an update is scanned: whose it is, and whether it leans on something of another's that waits. */
  private asking: object | null = null;
  private leansOnOther = false;
  /** Bytes of what was loaded or last encoded, and of every change since; and of what waits. */
  private appliedBytes: number;
  private waitingBytes = 0;

  constructor(options: RoomDocumentOptions) {
    this.options = options;
    const { whole, tail } = options.loaded;
    this.appliedBytes = tail.reduce((sum, { length }) => sum + length, whole.length);
    this.encoded = new EncodedDocument(options.loaded.whole, options.loaded.tail);
    this.known = this.withWaiting();
  }

  /** Whether there is a Yjs document, and not bytes alone. */
  get built(): boolean {
    return this.doc !== null;
  }

  /** Bytes of the document with what waits, at most: changes that came one by one take less once they are encoded together. */
  get size(): number {
    return this.appliedBytes + this.waitingBytes;
  }

  /** Whether something was accepted and is not applied yet. */
  get waits(): boolean {
    return !this.waiting.empty;
  }

  /** How much of the document an update deletes, in clocks: of text, about as many bytes. */
  frees(update: Uint8Array): number {
    this.flush();
    return freedLength(this.live(), update);
  }

  /** Encodes the document anew, so that `size` is what it takes now. */
  measure(): void {
    this.flush();
    this.encodeAnew();
  }

  /**
   * Builds the Yjs document; what is left to check of loaded bytes is checked by that.
   * @throws AppError `unavailable` when a part is missing or it is of another lineage.
   */
  build(): void {
    this.live();
  }

  /** Gives the Yjs document back; the next change builds it again. Nothing may wait. */
  rest(): void {
    const { doc } = this;
    if (doc === null || !this.waiting.empty || hasPending(doc)) return;
    this.bytes();
    this.echo.make();
    this.stateVector = Y.encodeStateVector(doc);
    this.doc = null;
    this.inDoc = null;
    doc.destroy();
  }

  /**
   * Accepts an update, which is applied with all others that wait by the next `flush`. The caller has asked whether its
   * sender may write; `admits` says whether the sender may bring what is new in it. `answer`: it may be an answer to the
   * question, and so all that the document has.
   * @throws MalformedError when it is not one that the notes' grammar allows.
   */
  accept(
    update: Uint8Array,
    origin: object,
    admits: (brings: readonly BroughtRange[]) => boolean = () => true,
    answer = false,
  ): Applied {
    // To know the echo takes a look at the whole document, too much for each key that deletes something.
    if (answer && this.echo.is(update)) return 'applied';
    let scanned = this.scan(update, origin);
    if (!scanned.missing && this.leansOnOther) {
      // Applied by sender, it might come before what it leans on.
      this.flush();
      scanned = this.scan(update, origin);
    }
    if (scanned.missing) return 'missing';
    if (!admits(scanned.brings)) return 'foreign';
    this.waiting.add(update, scanned.brings, origin);
    this.waitingBytes += update.length;
    return 'applied';
  }

  /** Applies what was accepted: one change for each sender, told by `changed` before this returns. */
  flush(): void {
    if (this.waiting.empty) return;
    const doc = this.live();
    this.waitingBytes = 0;
    for (const [origin, updates] of this.waiting.take()) {
      doc.transact(() => {
        withIntegrateBudget(() => {
          for (const update of updates) this.apply(doc, update, origin);
        });
      }, origin);
    }
  }

  /** Whether an update holds nothing that the document does not have. One larger than `mostBytes` is only held against the echo. */
  knows(update: Uint8Array, mostBytes = Infinity): boolean {
    try {
      if (this.echo.is(update)) return true;
      if (update.length > mostBytes) return false;
      if (this.scan(update, null).missing) return false;
      this.flush();
      return Y.snapshotContainsUpdate(Y.snapshot(this.live()), update);
    } catch {
      return false;
    }
  }

  /** The frames that answer a SyncStep1. Who has nothing gets the whole document, encoded once for all who come. */
  missingFrom(stateVector: Uint8Array): Buffer[] {
    if (isEmptyVector(stateVector)) return this.bytes().frames();
    const echo = this.echo.known;
    if (this.stateVector !== null && echo !== null && sameBytes(stateVector, this.stateVector)) {
      return [syncStep2Frame(echo)];
    }
    return [syncStep2Frame(Y.encodeStateAsUpdate(this.live(), stateVector))];
  }

  /** The question for what a writer has and the room has not. */
  question(): Buffer {
    this.flush();
    this.asked ??= syncStep1Frame(this.stateVector ?? Y.encodeStateVector(this.live()));
    return this.asked;
  }

  /**
   * Takes in rows of the log; what they bring is told as a change of nobody's.
   * @throws AppError `unavailable` when one leans on what is not here: they are to be read again.
   */
  mergeFromLog(rows: readonly { update: Uint8Array }[]): void {
    if (rows.length === 0) return;
    this.flush();
    const doc = this.live();
    doc.transact(() => {
      for (const { update } of rows) Y.applyUpdate(doc, update, fromLog);
    }, fromLog);
    if (hasPending(doc)) {
      throw new AppError('unavailable', { message: 'A row of the log leans on one that was not read.' });
    }
  }

  /** The whole state as one update; null while something in it waits for what has not come. */
  state(): Uint8Array | null {
    if (this.doc !== null && hasPending(this.doc)) return null;
    if (this.encoded !== null && this.encoded.tailBytes === 0) return this.encoded.whole;
    return this.encodeAnew().whole;
  }

  /** The updates that make the document as it stands, without what waits. */
  updates(): readonly Uint8Array[] {
    return this.bytes().updates();
  }

  destroy(): void {
    this.doc?.destroy();
  }

  private live(): Y.Doc {
    if (this.doc !== null) return this.doc;
    const doc = buildDocument(this.encoded?.updates() ?? [], this.options.loaded.lineage);
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      this.onUpdate(update, origin);
    });
    this.doc = doc;
    this.stateVector = null;
    return doc;
  }

  private inLive(): KnownDocument {
    const doc = this.live();
    this.inDoc ??= knownDocument(doc);
    return this.inDoc;
  }

  private onUpdate(update: Uint8Array, origin: unknown): void {
    this.appliedBytes += update.length;
    this.asked = null;
    this.encoded?.add(update);
    // Nobody has asked for so long that the next who does has it encoded anew.
    if (this.encoded?.isVeryLong === true) this.encoded = null;
    this.echo.changed(update);
    this.options.changed(update, origin === fromLog ? null : (origin as object));
  }

  private bytes(): EncodedDocument {
    if (this.encoded !== null && (this.doc === null || !this.encoded.isLong)) return this.encoded;
    return this.encodeAnew();
  }

  private encodeAnew(): EncodedDocument {
    this.encoded = EncodedDocument.of(this.live());
    this.appliedBytes = this.encoded.whole.length;
    return this.encoded;
  }

  private apply(doc: Y.Doc, update: Uint8Array, origin: object): void {
    try {
      const waited = hasPending(doc);
      Y.applyUpdate(doc, update, origin);
      if (waited || !hasPending(doc)) return;
      // The scanner refuses what waits for something; should any pass, it waits apart from the document.
      doc.store.pendingStructs = null;
      doc.store.pendingDs = null;
      throw new MalformedError('a part of an update waits for what has not come');
    } catch (error) {
      const { callId, logger, refused } = this.options;
      logger.warn({ callId, err: error }, 'an update could not be applied');
      refused(origin);
    }
  }

  private scan(update: Uint8Array, origin: object | null): ScannedUpdate {
    this.asking = origin;
    this.leansOnOther = false;
    return scanUpdate(update, this.known, browserGrammar);
  }

  private withWaiting(): KnownDocument {
    return {
      known: (client) => {
        const range = this.waiting.of(client);
        if (range === undefined) return this.inLive().known(client);
        if (range.origin !== this.asking) this.leansOnOther = true;
        return range.to;
      },
      isWaitingText: (client, clock) => {
        const range = this.waiting.of(client);
        return range !== undefined && range.text && clock >= range.from;
      },
      struct: (client, clock) => {
        const range = this.waiting.of(client);
        if (range !== undefined && clock >= range.from) this.flush();
        return this.inLive().struct(client, clock);
      },
      isRoot: (type, name) => this.inLive().isRoot(type, name),
      frozenItems: (root) => this.inLive().frozenItems(root),
    };
  }
}

function isEmptyVector(stateVector: Uint8Array): boolean {
  return stateVector.length === 1 && stateVector[0] === 0;
}
