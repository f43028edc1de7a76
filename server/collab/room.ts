import type { Bus } from '#server/bus.ts';
import { BackPressure } from './back-pressure.ts';
import type { ClientOwners } from './client-owners.ts';
import { changeFrame, deliver, type Outgoing } from './deliver.ts';
import { DocumentSpace } from './document-space.ts';
import { ForeignChange } from './exchange.ts';
import { FlushWindow, type Due } from './flush-window.ts';
import { storageFrame } from './frames.ts';
import type { LoadedRoom } from './load-document.ts';
import type { ChangeFrame, Member } from './member.ts';
import { OtherRooms } from './other-rooms.ts';
import { Presence } from './presence.ts';
import { Receipts } from './receipts.ts';
import { RoomDocument, type Applied } from './room-document.ts';
import { RoomStorage, type RoomStorageOptions } from './room-storage.ts';
import type { BroughtRange } from './update-scanner.ts';

export type RoomOptions = Omit<RoomStorageOptions, 'loaded' | 'document' | 'shared' | 'listener'> & {
  loaded: LoadedRoom;
  owners: ClientOwners;
  bus: Bus;
  /** Whether the rows are known to be older than the document. */
  rowsAreOld: boolean;
  /** Somebody was given the bytes of the log and waits for the document. */
  wanted: () => void;
};

/**
 * An open call: its document, who is in it, and its part of the log. What its members send is gathered for a window, and
 * applied, told and logged together when the window ends (R29).
 */
export class Room {
  readonly callId: string;
  readonly presence: Presence;
  readonly others: OtherRooms;
  private readonly document: RoomDocument;
  private readonly options: RoomOptions;
  private readonly storage: RoomStorage;
  private readonly space: DocumentSpace;
  private readonly members = new Set<Member>();
  private readonly window: FlushWindow;
  private readonly receipts = new Receipts();
  private readonly pressure: BackPressure;
  private outgoing: Outgoing[] = [];
  private applying = false;
  private isOpen = false;
  private changedAt: number;

  constructor(options: RoomOptions) {
    const { bus, callId, loaded, clock, logger, limits } = options;
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
    this.document = new RoomDocument({
      callId,
      loaded,
      logger,
      changed: (update, origin) => {
        this.onUpdate(update, origin as Member | ForeignChange | null);
      },
      refused: (origin) => {
        if (origin instanceof ForeignChange) this.storage.catchUpSoon();
        else (origin as Member).close('malformed');
      },
    });
    this.space = new DocumentSpace({ document: this.document, clock, mostBytes: limits.documentBytes });
    this.storage = new RoomStorage({
      ...options,
      document: this.document,
      shared: bus.shared,
      listener: {
        commitBegins: () => {
          this.others.commitBegins();
        },
        committed: ({ bytes, changes, position }, settled) => {
          this.receipts.saved(changes);
          this.others.commitEnded(position);
          this.pressure.committed(bytes, settled);
        },
        stored: (changes) => {
          this.receipts.saved(changes);
        },
        storage: (state) => {
          this.broadcast(storageFrame({ state }));
        },
        gone: () => {
          for (const member of this.members) member.close('forbidden');
        },
      },
    });
    this.others = new OtherRooms({
      ...options,
      presence: this.presence,
      document: this.document,
      storage: this.storage,
      took: () => {
        this.window.askText();
      },
    });
    if (options.rowsAreOld) this.storage.changed(false);
  }

  get size(): number {
    return this.members.size;
  }

  /** Whether everything its members sent is committed. */
  get settled(): boolean {
    return !this.pressure.waiting && this.storage.settled;
  }

  /** Whether something in it is not committed or not projected yet. */
  get dirty(): boolean {
    return !this.settled || this.unprojected;
  }

  /** Whether its rows are older than its document. */
  get unprojected(): boolean {
    return this.storage.unprojected;
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
    this.others.enter();
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
    await this.storage.shorten();
    if (!this.dirty && clock.now() - this.changedAt >= limits.restMs) this.document.rest();
  }

  join(member: Member): void {
    this.members.add(member);
    // It had left the others when it was about to be unloaded.
    if (this.isOpen) this.others.enter();
    if (this.storage.failing) member.send(storageFrame({ state: 'failing' }));
    const everybody = this.presence.everybody(member.peopleApart);
    if (everybody !== null) member.send(everybody);
  }

  leave(member: Member): void {
    this.members.delete(member);
    this.receipts.leave(member);
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
      full = admitted && brings.length > 0 && !this.space.holds(update);
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
      this.receipts.expect(member);
      this.window.askText();
    } else {
      this.receipts.tell(member);
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
    return this.storage.isBehind(head);
  }

  /** Reads what was written to the log of this call since it was last read, by whomever. */
  async catchUp(): Promise<void> {
    await this.storage.catchUp();
  }

  /** Everything accepted is committed, merged where that is worth it, and projected. */
  async store(): Promise<void> {
    if (!this.isOpen) return;
    this.window.textNow();
    // What is typed elsewhere from here on would keep it from coming to an end.
    if (this.size === 0) this.others.leave();
    await this.storage.finish();
  }

  destroy(): void {
    this.others.leave();
    this.window.destroy();
    this.storage.destroy();
    this.presence.destroy();
    this.document.destroy();
    this.options.owners.release();
  }

  private broadcast(frame: Buffer): void {
    for (const member of this.members) member.send(frame);
  }

  private onUpdate(update: Uint8Array, origin: Member | ForeignChange | null): void {
    const foreign = origin instanceof ForeignChange;
    const from = foreign ? null : origin;
    this.changedAt = this.options.clock.now();
    this.outgoing.push({ update, from });
    if (!this.applying) this.window.askText();
    this.storage.changed(from === null);
    if (origin === null) return;
    this.receipts.change();
    if (foreign) {
      this.storage.lend(update, origin.actorId, origin.lent);
      return;
    }
    this.pressure.appended(update.length);
    this.storage.append(update, origin.userId);
  }

  /** The end of a window: the one place where what a room has gathered leaves it. */
  private flush({ text, cursors }: Due): void {
    if (text) {
      this.pressure.emptied();
      this.applyWaiting();
    }
    const change = text ? this.takeChange() : null;
    const moves = cursors ? this.presence.take() : null;
    if (cursors) this.others.tellPeople();
    if (change !== null || moves !== null) deliver(this.members, change, moves);
    if (!text) return;
    this.receipts.windowEnded();
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
    this.others.tell(outgoing);
    return changeFrame(outgoing);
  }
}
