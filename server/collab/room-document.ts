import * as Y from 'yjs';
import type { NotesJson } from '#lib/notes/note-json.ts';
import { hasPending, notesJson } from '#lib/notes/ydoc.ts';
import { MalformedError } from './byte-reader.ts';
import type { CollabLogger } from './collab-log.ts';
import { EncodedDocument } from './encoded-document.ts';
import { syncStep1Frame, syncStep2Frame } from './frames.ts';
import { knownDocument, type KnownDocument } from './known-document.ts';
import { browserGrammar } from './note-grammar.ts';
import { scanUpdate, type ScannedUpdate } from './update-scanner.ts';
import { WaitingUpdates } from './waiting-updates.ts';

/** What became of an update: taken in, or left out because something it builds on is not here. */
export type Applied = 'applied' | 'missing';

/** Origin of changes that came from the log, so that they are not written to it again. */
const fromLog = Symbol('from the log');

export type RoomDocumentOptions = {
  callId: string;
  doc: Y.Doc;
  logger: CollabLogger;
  /** A change; `origin` is what `accept` was given, null for what came from the log. */
  changed: (update: Uint8Array, origin: object | null) => void;
  /** An update that was accepted turned out to be malformed when it was applied. */
  refused: (origin: object) => void;
};

/**
 * The document of an open call: takes updates in after a look at them, and answers who asks for it. Updates are accepted
 * one by one and applied together: what is accepted counts as known at once, and is in the answers after `flush`.
 */
export class RoomDocument {
  private readonly doc: Y.Doc;
  private readonly known: KnownDocument;
  private readonly options: RoomDocumentOptions;
  private readonly waiting = new WaitingUpdates();
  private encoded: EncodedDocument | null = null;
  /** While an update is scanned: whose it is, and whether it leans on something of another's that waits. */
  private asking: object | null = null;
  private leansOnOther = false;

  constructor(options: RoomDocumentOptions) {
    this.options = options;
    this.doc = options.doc;
    this.known = this.withWaiting(knownDocument(options.doc));
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      this.encoded?.add(update);
      options.changed(update, origin === fromLog ? null : (origin as object));
    });
  }

  /**
   * Accepts an update, which is applied with all others that wait by the next `flush`. The caller has asked whether its
   * sender may write.
   * @throws MalformedError when it is not one that the notes' grammar allows.
   */
  accept(update: Uint8Array, origin: object): Applied {
    let scanned = this.scan(update, origin);
    if (!scanned.missing && this.leansOnOther) {
      // Applied by sender, it might come before what it leans on.
      this.flush();
      scanned = this.scan(update, origin);
    }
    if (scanned.missing) return 'missing';
    this.waiting.add(update, scanned.brings, origin);
    return 'applied';
  }

  /** Applies what was accepted: one change for each sender, told by `changed` before this returns. */
  flush(): void {
    for (const [origin, updates] of this.waiting.take()) {
      this.doc.transact(() => {
        for (const update of updates) this.apply(update, origin);
      }, origin);
    }
  }

  /** Whether an update holds nothing that the document does not have. */
  knows(update: Uint8Array): boolean {
    try {
      if (this.scan(update, null).missing) return false;
      this.flush();
      return Y.snapshotContainsUpdate(Y.snapshot(this.doc), update);
    } catch {
      return false;
    }
  }

  /** The frames that answer a SyncStep1. Who has nothing gets the whole document, encoded once for all who come. */
  missingFrom(stateVector: Uint8Array): Buffer[] {
    if (stateVector.length > 1 || stateVector[0] !== 0) {
      return [syncStep2Frame(Y.encodeStateAsUpdate(this.doc, stateVector))];
    }
    return this.bytes().frames();
  }

  /** The question for what a writer has and the room has not. */
  question(): Buffer {
    this.flush();
    return syncStep1Frame(Y.encodeStateVector(this.doc));
  }

  /** Takes in rows of the log; what they bring is told as a change of nobody's. */
  mergeFromLog(rows: readonly { update: Uint8Array }[]): void {
    this.flush();
    this.doc.transact(() => {
      for (const { update } of rows) Y.applyUpdate(this.doc, update, fromLog);
    }, fromLog);
  }

  /** The whole state as one update; null while something in it waits for what has not come. */
  state(): Uint8Array | null {
    if (hasPending(this.doc)) return null;
    if (this.encoded === null || this.encoded.tailBytes > 0) this.encoded = this.encode();
    return this.encoded.whole;
  }

  /** @throws RangeError when the document holds what this schema does not know. */
  notes(): NotesJson {
    return notesJson(this.doc);
  }

  destroy(): void {
    this.doc.destroy();
  }

  private bytes(): EncodedDocument {
    if (this.encoded === null || this.encoded.isLong) this.encoded = this.encode();
    return this.encoded;
  }

  private encode(): EncodedDocument {
    return new EncodedDocument(Y.encodeStateAsUpdate(this.doc));
  }

  private apply(update: Uint8Array, origin: object): void {
    try {
      Y.applyUpdate(this.doc, update, origin);
      if (!hasPending(this.doc)) return;
      // Parts that refer to each other in a circle pass the scanner; they wait apart from the document.
      this.doc.store.pendingStructs = null;
      this.doc.store.pendingDs = null;
      throw new MalformedError('an update refers to itself');
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

  private withWaiting(document: KnownDocument): KnownDocument {
    return {
      ...document,
      known: (client) => {
        const range = this.waiting.of(client);
        if (range === undefined) return document.known(client);
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
        return document.struct(client, clock);
      },
    };
  }
}
