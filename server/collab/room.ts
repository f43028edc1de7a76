import * as Y from 'yjs';
import type { CloseReason } from '#lib/collab/close-codes.ts';
import { browserRoots, hasPending, notesJson } from '#lib/notes/ydoc.ts';
import { MalformedError } from './byte-reader.ts';
import type { Clock } from './clock.ts';
import type { CollabLogger } from './collab-log.ts';
import { Compactor, type Captured } from './compactor.ts';
import type { DocumentLog } from './document-log.ts';
import { storageFrame, syncStep1Frame, syncStep2Frame, updateFrame } from './frames.ts';
import type { GroupCommit } from './group-commit.ts';
import type { CollabLimits } from './limits.ts';
import type { LoadedRoom } from './load-document.ts';
import type { Commit, LogBook } from './log-book.ts';
import { Presence, type PresenceOwner } from './presence.ts';
import { Projector, type ProjectCall } from './projector.ts';
import { scanUpdate } from './update-scanner.ts';

/** Somebody in a room: a connection, as far as the room is concerned. */
export type Member = PresenceOwner & {
  send(frame: Buffer): void;
  /** Everything the room accepted up to this count is committed. */
  committed(count: number): void;
  close(reason: CloseReason): void;
};

export type RoomOptions = {
  callId: string;
  loaded: LoadedRoom;
  clock: Clock;
  logger: CollabLogger;
  limits: CollabLimits;
  log: DocumentLog;
  commits: GroupCommit;
  project: ProjectCall;
  /** Whether the rows are known to be older than the document. */
  rowsAreOld: boolean;
};

/** What became of an update: taken in, or left out because something it builds on is not here. */
export type Applied = 'applied' | 'missing';

/** Origin of changes that came from the log, so that they are not written to it again. */
const fromLog = Symbol('from the log');

/** An open call: its document, who is in it, and its part of the log. */
export class Room {
  readonly callId: string;
  readonly presence: Presence;
  readonly projector: Projector;
  readonly book: LogBook;
  private readonly doc: Y.Doc;
  private readonly options: RoomOptions;
  private readonly compactor: Compactor;
  private readonly members = new Set<Member>();
  private accepted = 0;
  private committed = 0;
  private position: bigint;
  /** Every row up to here was read or written by this room. */
  private readTo: bigint;
  /** How many changes came from other processes by way of the log. */
  private foreign = 0;
  private wholeState: Buffer | null = null;
  private outgoing: { update: Uint8Array; from: Member | null }[] = [];

  constructor(options: RoomOptions) {
    const { callId, loaded, clock, logger, limits, log, commits, project } = options;
    this.options = options;
    this.callId = callId;
    this.doc = loaded.doc;
    this.position = loaded.position;
    this.readTo = loaded.position;
    this.presence = new Presence({
      clock,
      limits,
      broadcast: (frame) => {
        this.broadcast(frame);
      },
    });
    this.book = commits.open(callId, {
      cut: (everything) => {
        this.projector.cut(everything);
      },
      committed: (commit) => {
        this.onCommitted(commit);
      },
      storage: (state) => {
        this.broadcast(storageFrame({ state }));
      },
      gone: () => {
        for (const member of this.members) member.close('forbidden');
      },
    });
    this.projector = new Projector({
      callId,
      clock,
      logger,
      limits,
      project,
      notes: () => notesJson(this.doc),
      position: () => (this.book.settled ? this.position : null),
    });
    this.compactor = new Compactor({
      callId,
      logger,
      limits,
      log,
      tailRows: loaded.tailRows,
      tailBytes: loaded.tailBytes,
      capture: () => this.capture(),
      mergeForeign: (rows, captured) => {
        this.mergeFromLog(rows);
        return this.foreign !== captured.foreign;
      },
    });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      this.onUpdate(update, origin);
    });
    if (options.rowsAreOld) this.projector.changed();
  }

  get size(): number {
    return this.members.size;
  }

  /** Whether something in it is not committed or not projected yet. */
  get dirty(): boolean {
    return !this.book.settled || this.projector.dirty;
  }

  join(member: Member): void {
    this.members.add(member);
    if (this.book.failing) member.send(storageFrame({ state: 'failing' }));
    const everybody = this.presence.everybody();
    if (everybody !== null) member.send(everybody);
  }

  leave(member: Member): void {
    this.members.delete(member);
    this.presence.leave(member);
  }

  /**
   * Takes an update in, for everybody and for the log. The caller has asked whether the member may write.
   * @throws MalformedError when it is not one that the notes' grammar allows.
   */
  apply(member: Member, update: Uint8Array): Applied {
    if (scanUpdate(update, this.doc, browserRoots).missing) return 'missing';
    try {
      Y.applyUpdate(this.doc, update, member);
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
      if (scanUpdate(update, this.doc, browserRoots).missing) return false;
      return Y.snapshotContainsUpdate(Y.snapshot(this.doc), update);
    } catch {
      return false;
    }
  }

  /** How many changes the room has accepted; `committed` of its members counts up to it. */
  get acceptedCount(): number {
    return this.accepted;
  }

  get committedCount(): number {
    return this.committed;
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

  /** Reads what others wrote to the log of this call. */
  async catchUp(): Promise<void> {
    // From the last row that was read, not the last that was written: another process's row may lie between.
    const rows = await this.options.log.updatesAfter(this.callId, this.readTo);
    this.mergeFromLog(rows);
    this.readTo = rows.at(-1)?.id ?? this.readTo;
    if (this.readTo > this.position) this.position = this.readTo;
  }

  /** Everything accepted is committed, merged where that is worth it, and projected. */
  async store(): Promise<void> {
    await this.book.whenSettled();
    await this.compactor.atUnload();
    await this.projector.finish();
  }

  destroy(): void {
    this.projector.destroy();
    this.presence.destroy();
    this.options.commits.close(this.book);
    this.doc.destroy();
  }

  private broadcast(frame: Buffer): void {
    for (const member of this.members) member.send(frame);
  }

  private onUpdate(update: Uint8Array, origin: unknown): void {
    this.wholeState = null;
    const from = origin === fromLog ? null : (origin as Member);
    this.projector.changed();
    this.outgoing.push({ update, from });
    if (this.outgoing.length === 1) {
      setImmediate(() => {
        this.fanOut();
      });
    }
    // After the fan-out in the same turn, so that nobody waits for a key until the store was asked.
    if (from === null) {
      this.foreign += 1;
    } else {
      this.accepted += 1;
      this.options.commits.append(this.book, update, from.userId);
    }
  }

  /** Sends what came in one turn of the event loop as one frame; its only author does not get it back. */
  private fanOut(): void {
    const outgoing = this.outgoing;
    this.outgoing = [];
    const [first] = outgoing;
    if (first === undefined) return;
    const author = outgoing.every(({ from }) => from === first.from) ? first.from : null;
    const updates = outgoing.map(({ update }) => update);
    const frame = updateFrame(updates.length === 1 ? first.update : Y.mergeUpdates(updates));
    for (const member of this.members) {
      if (member !== author) member.send(frame);
    }
  }

  private onCommitted({ changes, rows, bytes, position }: Commit): void {
    this.committed += changes;
    this.position = position;
    for (const member of this.members) member.committed(this.committed);
    this.projector.committed(position);
    this.compactor.grew(rows, bytes);
    this.compactor.maybe();
  }

  private capture(): Captured | null {
    if (!this.book.settled || hasPending(this.doc)) return null;
    return { state: Y.encodeStateAsUpdate(this.doc), position: this.position, foreign: this.foreign };
  }

  private mergeFromLog(rows: readonly { update: Uint8Array }[]): void {
    this.doc.transact(() => {
      for (const { update } of rows) Y.applyUpdate(this.doc, update, fromLog);
    }, fromLog);
  }
}
