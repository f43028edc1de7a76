import * as Y from 'yjs';
import { BackPressure } from './back-pressure.ts';
import type { ClientOwners } from './client-owners.ts';
import type { Clock } from './clock.ts';
import type { CollabFigures } from './collab-figures.ts';
import type { CollabLogger } from './collab-log.ts';
import { Compactor, type Captured } from './compactor.ts';
import type { DocumentLog } from './document-log.ts';
import { FlushWindow, type Due } from './flush-window.ts';
import { storageFrame, updateFrame } from './frames.ts';
import type { GroupCommit } from './group-commit.ts';
import type { CollabLimits } from './limits.ts';
import type { LoadedRoom } from './load-document.ts';
import type { Commit, LogBook } from './log-book.ts';
import type { ChangeFrame, Member } from './member.ts';
import { Presence, type CursorFrame } from './presence.ts';
import { Projector, type ProjectCall } from './projector.ts';
import { RoomDocument, type Applied } from './room-document.ts';

export type RoomOptions = {
  callId: string;
  loaded: LoadedRoom;
  owners: ClientOwners;
  clock: Clock;
  logger: CollabLogger;
  limits: CollabLimits;
  figures: CollabFigures;
  log: DocumentLog;
  commits: GroupCommit;
  project: ProjectCall;
  /** Whether the rows are known to be older than the document. */
  rowsAreOld: boolean;
  /** Somebody was given the bytes of the log and waits for the document. */
  wanted: () => void;
};

// Merging is worse than linear in the number of updates: so many take a tenth of a millisecond.
const mostMerged = 32;

/**
 * An open call: its document, who is in it, and its part of the log. What its members send is gathered for a window, and
 * applied, told and logged together when the window ends (R29).
 */
export class Room {
  readonly callId: string;
  readonly presence: Presence;
  readonly projector: Projector;
  readonly book: LogBook;
  private readonly document: RoomDocument;
  private readonly options: RoomOptions;
  private readonly compactor: Compactor;
  private readonly members = new Set<Member>();
  private readonly window: FlushWindow;
  /** Whose updates came in this window. */
  private readonly writers = new Set<Member>();
  /** Who waits to hear that something is saved. */
  private readonly unsaved = new Set<Member>();
  private readonly pressure: BackPressure;
  private accepted = 0;
  private committed = 0;
  private position: bigint;
  /** Every row up to here was read or written by this room. */
  private readTo: bigint;
  /** How many changes came from other processes by way of the log. */
  private foreign = 0;
  private outgoing: { update: Uint8Array; from: Member | null }[] = [];
  private isOpen = false;
  private changedAt: number;

  constructor(options: RoomOptions) {
    const { callId, loaded, clock, logger, limits, figures, log, commits, project } = options;
    this.options = options;
    this.callId = callId;
    this.position = loaded.position;
    this.readTo = loaded.position;
    this.changedAt = clock.now();
    this.pressure = new BackPressure(limits);
    this.window = new FlushWindow({
      clock,
      limits,
      flush: (due) => {
        this.flush(due);
      },
    });
    this.presence = new Presence({
      clock,
      limits,
      ask: () => {
        this.window.askCursors();
      },
      mayBe: (clientId, userId) => options.owners.mayBe(clientId, userId),
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
      figures,
      project,
      notes: () => this.document.notes(),
      position: () => (this.book.settled ? this.position : null),
    });
    this.compactor = new Compactor({
      callId,
      logger,
      limits,
      figures,
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
      loaded,
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

  /** Whether everything its members sent is committed. */
  get settled(): boolean {
    return !this.pressure.waiting && this.book.settled;
  }

  /** Whether something in it is not committed or not projected yet. */
  get dirty(): boolean {
    return !this.settled || this.projector.dirty;
  }

  /** Whether its document was found whole. Before that it gives no more than the bytes of its log. */
  get open(): boolean {
    return this.isOpen;
  }

  /** Whether its document is there to be changed, and not its bytes alone. */
  get built(): boolean {
    return this.document.built;
  }

  /**
   * Builds the document, and lets everybody in who waits for that.
   * @throws AppError `unavailable` when its log is not whole.
   */
  begin(): void {
    if (this.isOpen) return;
    this.document.build();
    this.isOpen = true;
    for (const member of this.members) member.began();
  }

  /** Ends the sockets of everybody who waits for a document that cannot be had. */
  refuse(): void {
    for (const member of this.members) member.close('cannotLoad');
  }

  /** Gives back the memory of a document that has not changed for a while. */
  async restIfQuiet(): Promise<void> {
    const { clock, limits } = this.options;
    if (!this.isOpen || !this.document.built || this.dirty) return;
    if (clock.now() - this.changedAt < limits.restMs) return;
    // A long log would need the document again when the room is unloaded.
    await this.compactor.atUnload();
    if (!this.dirty && clock.now() - this.changedAt >= limits.restMs) this.document.rest();
  }

  join(member: Member): void {
    this.members.add(member);
    if (this.book.failing) member.send(storageFrame({ state: 'failing' }));
    const everybody = this.presence.everybody();
    if (everybody !== null) member.send(everybody);
  }

  leave(member: Member): void {
    this.members.delete(member);
    this.writers.delete(member);
    this.unsaved.delete(member);
    this.presence.leave(member);
  }

  /**
   * Takes an update in, for everybody and for the log, with what else comes in this window. The caller has asked whether
   * the member may write; it hears by `accepted` when the update is in. `typed`: it is no answer to a question, but what its
   * page writes now.
   * @throws MalformedError when it is not one that the notes' grammar allows.
   */
  apply(member: Member, update: Uint8Array, typed: boolean): Applied {
    const { owners } = this.options;
    const applied = this.document.accept(update, member, (brings) => {
      const admitted = owners.admits(brings, member.userId, typed);
      if (admitted && typed) owners.typed(brings, member.userId);
      return admitted;
    });
    if (applied !== 'applied') return applied;
    this.window.askText();
    this.pressure.took(member, update.length);
    return applied;
  }

  /** A member that may write is present, or (`complete`) has answered with all that its page has. */
  present(member: Member, complete: boolean): void {
    const clientId = this.presence.clientOf(member);
    if (clientId !== null) this.options.owners.present(clientId, member.userId, complete);
  }

  /** Has the member told by `accepted` when the window ends. */
  expect(member: Member): void {
    this.writers.add(member);
    this.window.askText();
  }

  /** Whether an update holds nothing that the document does not have. */
  knows(update: Uint8Array): boolean {
    return this.document.knows(update);
  }

  /** The frames that answer a SyncStep1. */
  missingFrom(stateVector: Uint8Array): Buffer[] {
    if (!this.isOpen) this.options.wanted();
    // Who asks may have written what waits, and would not be told of it again.
    this.document.flush();
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
    if (!this.isOpen) return;
    this.window.textNow();
    await this.book.whenSettled();
    await this.compactor.atUnload();
    await this.projector.finish();
  }

  destroy(): void {
    this.window.destroy();
    this.projector.destroy();
    this.presence.destroy();
    this.options.commits.close(this.book);
    this.document.destroy();
    this.options.owners.release();
  }

  private broadcast(frame: Buffer): void {
    for (const member of this.members) member.send(frame);
  }

  private onUpdate(update: Uint8Array, from: Member | null): void {
    this.changedAt = this.options.clock.now();
    this.projector.changed();
    this.outgoing.push({ update, from });
    this.window.askText();
    if (from === null) {
      this.foreign += 1;
      return;
    }
    this.accepted += 1;
    this.pressure.appended(update.length);
    this.options.commits.append(this.book, update, from.userId);
  }

  /** The end of a window: the one place where what a room has gathered leaves it. */
  private flush({ text, cursors }: Due): void {
    if (text) {
      this.pressure.emptied();
      this.document.flush();
    }
    const change = text ? this.takeOutgoing() : null;
    const moves = cursors ? this.presence.take() : null;
    if (change !== null || moves !== null) this.deliver(change, moves);
    if (!text) return;
    this.tellWriters();
    this.pressure.windowEnded();
  }

  /** What changed as frames; its only author, who is given too, does not get it back. */
  private takeOutgoing(): ChangeFrame | null {
    const outgoing = this.outgoing;
    this.outgoing = [];
    const [first] = outgoing;
    if (first === undefined) return null;
    const author = outgoing.every(({ from }) => from === first.from) ? first.from : null;
    const frames: Buffer[] = [];
    for (let from = 0; from < outgoing.length; from += mostMerged) {
      const updates = outgoing.slice(from, from + mostMerged).map(({ update }) => update);
      const [only] = updates;
      frames.push(updateFrame(updates.length === 1 && only !== undefined ? only : Y.mergeUpdates(updates)));
    }
    return { frame: joined(frames), author };
  }

  private deliver(change: ChangeFrame | null, moves: CursorFrame | null): void {
    const text = change?.frame ?? null;
    const cursors = moves?.frame ?? null;
    const both = { text, cursors, all: joined([text, cursors]) };
    for (const member of this.members) {
      const knowsText = change !== null && member === change.author;
      const knowsCursors = moves !== null && member === moves.author;
      if (!knowsText && !knowsCursors) member.deliver(both);
      else if (!knowsText && text !== null) member.deliver({ text, cursors: null, all: text });
      else if (!knowsCursors && cursors !== null) member.deliver({ text: null, cursors, all: cursors });
    }
  }

  private tellWriters(): void {
    for (const member of this.writers) {
      member.accepted(this.accepted);
      if (member.committed(this.committed)) this.unsaved.add(member);
    }
    this.writers.clear();
  }

  private onCommitted({ changes, rows, bytes, position }: Commit): void {
    this.committed += changes;
    this.position = position;
    for (const member of this.unsaved) {
      if (!member.committed(this.committed)) this.unsaved.delete(member);
    }
    this.pressure.committed(bytes, this.book.settled);
    this.projector.committed(position);
    this.compactor.grew(rows, bytes);
    this.compactor.maybe();
  }

  private capture(): Captured | null {
    const state = this.book.settled ? this.document.state() : null;
    return state === null ? null : { state, position: this.position, foreign: this.foreign };
  }
}

/** The frames one after the other, to be written at once. */
function joined(frames: readonly (Buffer | null)[]): Buffer {
  const present = frames.filter((frame) => frame !== null);
  const [only] = present;
  return present.length === 1 && only !== undefined ? only : Buffer.concat(present);
}
