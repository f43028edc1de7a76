import type { Bus } from '#server/bus.ts';
import { BackPressure } from './back-pressure.ts';
import { MalformedError } from './byte-reader.ts';
import type { ClientOwners } from './client-owners.ts';
import type { Clock } from './clock.ts';
import type { CollabFigures } from './collab-figures.ts';
import type { CollabLogger } from './collab-log.ts';
import { Compactor, type Captured } from './compactor.ts';
import { changeFrame, deliver, type Outgoing } from './deliver.ts';
import type { DocumentLog } from './document-log.ts';
import { Exchange, ForeignChange } from './exchange.ts';
import { FlushWindow, type Due } from './flush-window.ts';
import { storageFrame } from './frames.ts';
import type { GroupCommit } from './group-commit.ts';
import type { CollabLimits } from './limits.ts';
import type { LoadedRoom } from './load-document.ts';
import type { Commit, LogBook } from './log-book.ts';
import { LogReader } from './log-reader.ts';
import type { ChangeFrame, Member } from './member.ts';
import { PeopleElsewhere } from './people-elsewhere.ts';
import { Presence } from './presence.ts';
import type { ProjectionPace } from './projection-pace.ts';
import { Projector, type ProjectCall } from './projector.ts';
import { RoomDocument, type Applied } from './room-document.ts';
import type { BroughtRange } from './update-scanner.ts';

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
  bus: Bus;
  pace: ProjectionPace;
  /** Whether the rows are known to be older than the document. */
  rowsAreOld: boolean;
  /** Somebody was given the bytes of the log and waits for the document. */
  wanted: () => void;
};

const measureMs = 5_000;

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
  private readonly exchange: Exchange;
  private readonly elsewhere: PeopleElsewhere;
  private readonly reader: LogReader;
  private cancelProjection: (() => void) | null = null;
  private outgoing: Outgoing[] = [];
  private applying = false;
  private isOpen = false;
  private changedAt: number;
  /** When the size of a full document may be looked at again, and what it was the last time. */
  private measureAt = 0;
  private measured = 0;

  constructor(options: RoomOptions) {
    const { bus, callId, loaded, clock, logger, limits, figures, log, commits, project, pace } = options;
    this.options = options;
    this.callId = callId;
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
    this.elsewhere = new PeopleElsewhere(this.presence);
    this.book = commits.open(callId, {
      cut: (everything) => {
        if (!bus.shared) this.projector.cut(everything);
        if (everything) this.exchange.commitBegins();
      },
      committed: (commit) => {
        this.onCommitted(commit);
      },
      stored: (changes) => {
        this.tellSaved(changes);
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
      pace,
      updates: () => this.document.updates(),
      position: () => (this.book.settled ? this.reader.exact() : null),
    });
    this.compactor = new Compactor({
      callId,
      logger,
      limits,
      figures,
      log,
      tailRows: loaded.tailRows,
      tailBytes: loaded.tailBytes,
      capture: async () => this.capture(),
    });
    this.document = new RoomDocument({
      callId,
      loaded,
      logger,
      changed: (update, origin) => {
        this.onUpdate(update, origin as Member | ForeignChange | null);
      },
      refused: (origin) => {
        if (origin instanceof ForeignChange) this.reader.readSoon();
        else (origin as Member).close('malformed');
      },
    });
    this.reader = new LogReader({
      callId,
      log,
      logger,
      shared: bus.shared,
      position: loaded.position,
      merge: (rows) => {
        this.document.mergeFromLog(rows);
      },
      read: (position) => {
        this.projector.committed(position);
      },
    });
    this.exchange = new Exchange({
      callId,
      bus,
      clock,
      room: {
        take: (update, from) => this.takeForeign(update, from),
        returned: (lent) => {
          this.book.returned(lent);
        },
        people: () => this.elsewhere.here(),
        present: (processId, people, whole) => {
          this.elsewhere.receive(processId, people, whole);
          for (const { clientId, user, userId } of people) {
            if (user !== null) options.owners.elsewhere(clientId, userId);
          }
        },
        catchUp: () => {
          this.reader.readSoon();
        },
        logGrew: () => {
          this.reader.grew();
        },
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
    this.exchange.enter();
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
    // It had left the others when it was about to be unloaded.
    if (this.isOpen) this.exchange.enter();
    if (this.book.failing) member.send(storageFrame({ state: 'failing' }));
    const everybody = this.presence.everybody(member.peopleApart);
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
   * page writes now. `full`: it would make the document larger than documents may be.
   * @throws MalformedError when it is not one that the notes' grammar allows.
   */
  apply(member: Member, update: Uint8Array, typed: boolean): Applied | 'full' {
    const { owners } = this.options;
    let full = false;
    const admits = (brings: readonly BroughtRange[]): boolean => {
      const presentAs = (clientId: number): string | null => this.presence.accountOf(clientId);
      const admitted = owners.admits(brings, member.userId, typed, presentAs);
      full = admitted && brings.length > 0 && !this.hasRoomFor(update);
      if (admitted && typed && !full) owners.typed(brings, member.userId);
      return admitted && !full;
    };
    const applied = this.document.accept(update, member, admits, !typed);
    if (full) return 'full';
    // What holds nothing new, such as the answer of a page that was just given the document, waits for no window.
    if (applied !== 'applied' || !this.document.waits) return applied;
    this.window.askText();
    if (this.pressure.took(member, update.length)) this.window.hurry();
    return applied;
  }

  /** A member that may write is present, or (`complete`) has answered with all that its page has. */
  present(member: Member, complete: boolean): void {
    const clientId = this.presence.clientOf(member);
    if (clientId !== null) this.options.owners.present(clientId, member.userId, complete);
  }

  /** Has the member told by `accepted`: when the window ends, or at once where nothing waits for that. */
  expect(member: Member): void {
    if (this.document.waits) {
      this.writers.add(member);
      this.window.askText();
    } else {
      this.tellAccepted(member);
    }
  }

  /** Whether an update holds nothing that the document does not have; of one larger than `mostBytes`, whether it is the echo. */
  knows(update: Uint8Array, mostBytes: number): boolean {
    return this.document.knows(update, mostBytes);
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

  /** Whether the log reaches further than what was read of it. */
  isBehind(head: bigint): boolean {
    return this.reader.isBehind(head);
  }

  /** Reads what was written to the log of this call since it was last read, by whomever. */
  async catchUp(): Promise<void> {
    await this.reader.catchUp();
  }

  /** Everything accepted is committed, merged where that is worth it, and projected. */
  async store(): Promise<void> {
    if (!this.isOpen) return;
    this.window.textNow();
    // What is typed elsewhere from here on would keep it from coming to an end.
    if (this.size === 0) this.exchange.leave();
    this.options.commits.hurry(this.book);
    await this.book.whenSettled();
    await this.compactor.atUnload();
    if (this.options.bus.shared && this.projector.dirty) await this.catchUp();
    await this.projector.finish();
  }

  destroy(): void {
    this.exchange.leave();
    this.cancelProjection?.();
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

  /** Says who is here and asks who is elsewhere, after other processes could not be reached. */
  greet(): void {
    this.exchange.greet();
  }

  /** Says who is here, in case a message about it was lost. */
  tellEverybody(): void {
    this.exchange.tellEverybody();
  }

  /** A process is gone, and its people with it. */
  processGone(processId: string): void {
    this.exchange.gone(processId);
  }

  private onUpdate(update: Uint8Array, origin: Member | ForeignChange | null): void {
    const foreign = origin instanceof ForeignChange;
    const from = foreign ? null : origin;
    this.changedAt = this.options.clock.now();
    this.outgoing.push({ update, from });
    if (!this.applying) this.window.askText();
    if (from === null && this.options.bus.shared) this.projectLater();
    else this.projector.changed();
    if (origin === null) return;
    this.accepted += 1;
    if (foreign) {
      this.options.commits.lend(this.book, update, origin.actorId, origin.lent);
      return;
    }
    this.pressure.appended(update.length);
    this.options.commits.append(this.book, update, origin.userId);
  }

  private hasRoomFor(update: Uint8Array): boolean {
    const { clock, limits } = this.options;
    const fits = (): boolean => this.document.size + update.length <= limits.documentBytes;
    if (fits()) return true;
    // It may be smaller than what came one by one, or than what was deleted since: worth a look, not at every frame.
    const grown = this.document.size - this.measured >= limits.documentBytes / 8;
    if (grown || clock.now() >= this.measureAt) {
      this.measureAt = clock.now() + measureMs;
      this.document.measure();
      this.measured = this.document.size;
      if (fits()) return true;
    }
    // A page that could not send its text brings it together with what it has deleted since.
    return this.document.frees(update) >= update.length;
  }

  private takeForeign(update: Uint8Array, from: ForeignChange): boolean {
    try {
      const applied = this.document.accept(update, from, (brings) => {
        this.options.owners.typedElsewhere(brings, from.actorId);
        return true;
      });
      if (applied !== 'applied') return false;
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error;
      this.options.logger.warn({ callId: this.callId, err: error }, 'a change of another server was refused');
      return false;
    }
    this.window.askText();
    return true;
  }

  /** The process that took a change in projects it; this one does when that was not done. */
  private projectLater(): void {
    const { clock, limits } = this.options;
    this.cancelProjection ??= clock.after(2 * limits.projectMostMs, () => {
      this.cancelProjection = null;
      this.projector.changed();
    });
  }

  /** The end of a window: the one place where what a room has gathered leaves it. */
  private flush({ text, cursors }: Due): void {
    if (text) {
      this.pressure.emptied();
      this.applyWaiting();
    }
    const change = text ? this.takeChange() : null;
    const moves = cursors ? this.presence.take() : null;
    if (cursors && this.exchange.active) this.exchange.tellPeople(this.elsewhere.takeNews());
    else if (cursors) this.presence.news.clear();
    if (change !== null || moves !== null) deliver(this.members, change, moves);
    if (!text) return;
    this.tellWriters();
    this.pressure.windowEnded();
  }

  /** What comes of it is told in this window: no other one is asked for. */
  private applyWaiting(): void {
    this.applying = true;
    try {
      this.document.flush();
    } finally {
      this.applying = false;
    }
  }

  private takeChange(): ChangeFrame | null {
    const outgoing = this.outgoing;
    this.outgoing = [];
    if (this.exchange.active) {
      this.exchange.tell(
        outgoing.flatMap(({ from, update }) => (from === null ? [] : [{ actorId: from.userId, update }])),
      );
    }
    return changeFrame(outgoing);
  }

  private tellWriters(): void {
    for (const member of this.writers) this.tellAccepted(member);
    this.writers.clear();
  }

  private tellAccepted(member: Member): void {
    member.accepted(this.accepted);
    if (member.committed(this.committed)) this.unsaved.add(member);
  }

  private onCommitted({ changes, rows, bytes, position }: Commit): void {
    this.reader.wrote(position);
    this.tellSaved(changes);
    this.exchange.commitEnded(position);
    this.pressure.committed(bytes, this.book.settled);
    this.projector.committed(position);
    this.compactor.grew(rows, bytes);
    this.compactor.maybe();
  }

  private tellSaved(changes: number): void {
    this.committed += changes;
    for (const member of this.unsaved) {
      if (!member.committed(this.committed)) this.unsaved.delete(member);
    }
  }

  private async capture(): Promise<Captured | null> {
    const position = await this.reader.catchUp();
    const state = this.document.state();
    return state === null ? null : { state, position };
  }
}
