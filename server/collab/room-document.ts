import * as Y from 'yjs';
import type { NotesJson } from '#lib/notes/note-json.ts';
import { browserRoots, hasPending, notesJson } from '#lib/notes/ydoc.ts';
import { MalformedError } from './byte-reader.ts';
import type { CollabLogger } from './collab-log.ts';
import { syncStep1Frame, syncStep2Frame } from './frames.ts';
import { knownDocument, scanUpdate, type KnownDocument } from './update-scanner.ts';

/** What became of an update: taken in, or left out because something it builds on is not here. */
export type Applied = 'applied' | 'missing';

/** Origin of changes that came from the log, so that they are not written to it again. */
const fromLog = Symbol('from the log');

export type RoomDocumentOptions = {
  callId: string;
  doc: Y.Doc;
  logger: CollabLogger;
  /** A change; `origin` is what `apply` was given, null for what came from the log. */
  changed: (update: Uint8Array, origin: object | null) => void;
};

/** The document of an open call: takes updates in after a look at them, and answers who asks for it. */
export class RoomDocument {
  private readonly doc: Y.Doc;
  private readonly known: KnownDocument;
  private readonly options: RoomDocumentOptions;
  private wholeState: Buffer | null = null;

  constructor(options: RoomDocumentOptions) {
    this.options = options;
    this.doc = options.doc;
    this.known = knownDocument(options.doc);
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      this.wholeState = null;
      options.changed(update, origin === fromLog ? null : (origin as object));
    });
  }

  /**
   * Takes an update in. The caller has asked whether its sender may write.
   * @throws MalformedError when it is not one that the notes' grammar allows.
   */
  apply(update: Uint8Array, origin: object): Applied {
    if (scanUpdate(update, this.known, browserRoots).missing) return 'missing';
    try {
      Y.applyUpdate(this.doc, update, origin);
    } catch (error) {
      const { callId, logger } = this.options;
      logger.warn({ callId, err: error }, 'an update could not be applied');
      throw new MalformedError('an update can not be applied');
    }
    if (!hasPending(this.doc)) return 'applied';
    // Parts that refer to each other in a circle pass the scanner; they wait apart from the document.
    this.doc.store.pendingStructs = null;
    this.doc.store.pendingDs = null;
    throw new MalformedError('an update refers to itself');
  }

  /** Whether an update holds nothing that the document does not have. */
  knows(update: Uint8Array): boolean {
    try {
      if (scanUpdate(update, this.known, browserRoots).missing) return false;
      return Y.snapshotContainsUpdate(Y.snapshot(this.doc), update);
    } catch {
      return false;
    }
  }

  /** The answer to a SyncStep1. Who has nothing gets the whole document, encoded once for all who come. */
  missingFrom(stateVector: Uint8Array): Buffer {
    if (stateVector.length > 1 || stateVector[0] !== 0) {
      return syncStep2Frame(Y.encodeStateAsUpdate(this.doc, stateVector));
    }
    this.wholeState ??= syncStep2Frame(Y.encodeStateAsUpdate(this.doc));
    return this.wholeState;
  }

  /** The question for what a writer has and the room has not. */
  question(): Buffer {
    return syncStep1Frame(Y.encodeStateVector(this.doc));
  }

  /** Takes in rows of the log; what they bring is told as a change of nobody's. */
  mergeFromLog(rows: readonly { update: Uint8Array }[]): void {
    this.doc.transact(() => {
      for (const { update } of rows) Y.applyUpdate(this.doc, update, fromLog);
    }, fromLog);
  }

  /** The whole state as one update; null while something in it waits for what has not come. */
  state(): Uint8Array | null {
    return hasPending(this.doc) ? null : Y.encodeStateAsUpdate(this.doc);
  }

  /** @throws RangeError when the document holds what this schema does not know. */
  notes(): NotesJson {
    return notesJson(this.doc);
  }

  destroy(): void {
    this.doc.destroy();
  }
}
