import * as Y from 'yjs';
import type { CloseReason } from '#lib/collab/close-codes.ts';
import type { Clock } from './clock.ts';
import type { CollabLogger } from './collab-log.ts';
import { Compactor, type Captured } from './compactor.ts';
import type { DocumentLog } from './document-log.ts';
import { storageFrame, updateFrame } from './frames.ts';
import type { GroupCommit } from './group-commit.ts';
import type { CollabLimits } from './limits.ts';
import type { LoadedRoom } from './load-document.ts';
import type { Commit, LogBook } from './log-book.ts';
import { Presence, type PresenceOwner } from './presence.ts';
import { Projector, type ProjectCall } from './projector.ts';
import { RoomDocument, type Applied } from './room-document.ts';

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

/** An open call: its document, who is in it, and its part of the log. */
export class Room {
  readonly callId: string;
  readonly presence: Presence;
  readonly projector: Projector;
  readonly book: LogBook;
  private readonly document: RoomDocument;
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
  private outgoing: { update: Uint8Array; from: Member | null }[] = [];

  constructor(options: RoomOptions) {
    const { callId, loaded, clock, logger, limits, log, commits, project } = options;
    this.options = options;
    this.callId = callId;
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
      notes: () => this.document.notes(),
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
        this.document.mergeFromLog(rows);
        return this.foreign !== captured.foreign;
      },
    });
    this.document = new RoomDocument({
      callId,
      doc: loaded.doc,
      logger,
      changed: (update, origin) => {
        this.onUpdate(update, origin as Member | null);
      },
      refused: (origin) => {
        (origin as Member).close('malformed');
      },
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
    const applied = this.document.accept(update, member);
    this.document.flush();
    return applied;
  }

  /** Whether an update holds nothing that the document does not have. */
  knows(update: Uint8Array): boolean {
    return this.document.knows(update);
  }

  /** How many changes the room has accepted; `committed` of its members counts up to it. */
  get acceptedCount(): number {
    return this.accepted;
  }

  get committedCount(): number {
    return this.committed;
  }

  /** The frames that answer a SyncStep1. */
  missingFrom(stateVector: Uint8Array): Buffer[] {
    return this.document.missingFrom(stateVector);
  }

  /** The question for what a writer has and the room has not. */
  question(): Buffer {
    return this.document.question();
  }

  /** Reads what others wrote to the log of this call. */
  async catchUp(): Promise<void> {
    // From the last row that was read, not the last that was written: another process's row may lie between.
    const rows = await this.options.log.updatesAfter(this.callId, this.readTo);
    this.document.mergeFromLog(rows);
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
    this.document.destroy();
  }

  private broadcast(frame: Buffer): void {
    for (const member of this.members) member.send(frame);
  }

  private onUpdate(update: Uint8Array, from: Member | null): void {
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
    const state = this.book.settled ? this.document.state() : null;
    return state === null ? null : { state, position: this.position, foreign: this.foreign };
  }
}
