import type { Rates } from './account-rates.ts';
import type { Clock } from './clock.ts';
import { savedFrame, type SyncFrame } from './frames.ts';
import type { CollabLimits } from './limits.ts';
import type { Member } from './member.ts';
import { Questions } from './questions.ts';
import type { Room } from './room.ts';
import { SavedFrames } from './saved-frames.ts';
import { TokenBucket } from './token-bucket.ts';

/** The socket, as far as its page's copy of the document is concerned. */
export type SyncMember = Member & {
  readonly open: boolean;
  /** Asked at every frame, of the rights as they are now. */
  mayWrite(): boolean;
  /** Sends what the page has asked for. */
  answer(frames: readonly Buffer[]): void;
};

export type DocumentSyncOptions = {
  member: SyncMember;
  rates: Rates;
  clock: Clock;
  limits: CollabLimits;
};

const foreignPauseMs = 1_000;

/**
 * A page's copy of the document and the room's, brought together: what the page sends is taken in or refused, what it asks for
 * is answered, and it is told what is saved.
 */
export class DocumentSync {
  private readonly member: SyncMember;
  private readonly rates: Rates;
  /** Its own questions, beside those of its account. */
  private readonly syncs: TokenBucket;
  private readonly clock: Clock;
  private readonly limits: CollabLimits;
  private readonly saved = new SavedFrames();
  private readonly questions = new Questions();

  constructor({ clock, limits, member, rates }: DocumentSyncOptions) {
    this.member = member;
    this.rates = rates;
    this.clock = clock;
    this.limits = limits;
    this.syncs = new TokenBucket(clock, limits.syncsPerSecond, limits.syncBurst);
  }

  /**
   * Handles a frame about the document, with the rights as they are now (R5).
   * @throws MalformedError when it is an update that the notes' grammar does not allow.
   */
  receive(room: Room, frame: SyncFrame): void {
    const { member } = this;
    switch (frame.kind) {
      case 'syncStep1':
        if (this.mayAsk()) member.answer(room.missingFrom(frame.stateVector));
        else member.close('tooFast');
        return;
      case 'syncStep2':
        if (member.mayWrite()) this.take(room, frame);
        else if (this.mayAsk() && room.knows(frame.update, this.limits.largeFrameBytes)) {
          this.questions.answer();
          this.count(room);
        } else member.close('forbidden');
        return;
      case 'update':
        if (member.mayWrite()) this.take(room, frame);
        else member.close('forbidden');
    }
  }

  /** Asks the page for what it has and the room has not. */
  ask(room: Room): void {
    this.questions.ask(this.saved.received);
    this.member.send(room.question());
  }

  /** What it sent before is among what the room has accepted up to this count. */
  accepted(count: number): void {
    this.saved.accepted(count);
  }

  /** Everything the room accepted up to this count is committed; whether the page waits for more. */
  committed(count: number): boolean {
    const seq = this.saved.committed(count);
    if (seq !== null) this.member.send(savedFrame(seq));
    return this.saved.waiting;
  }

  private mayAsk(): boolean {
    return this.syncs.take(1) && this.rates.syncs.take(1);
  }

  private take(room: Room, { kind, update }: SyncFrame & { kind: 'syncStep2' | 'update' }): void {
    const { member } = this;
    // A large answer comes in pieces, of which the last one alone is called an answer.
    const typed = kind === 'update' && !this.questions.open;
    const askedAt = kind === 'syncStep2' ? this.questions.answer() : undefined;
    const applied = room.apply(member, update, typed);
    if (applied === 'full') {
      member.close('notesFull');
      return;
    }
    if (applied !== 'applied') {
      const foreign = applied === 'foreign';
      this.saved.receive(false);
      this.questions.leftOut(this.saved.received, kind === 'syncStep2', foreign);
      if (foreign && typed) member.close('malformed');
      else this.askAgain(room);
      return;
    }
    if (kind === 'syncStep2') {
      if (this.questions.completes(askedAt)) room.present(member, true);
      else this.askAgain(room);
    }
    this.count(room);
  }

  /** Counts a document frame that the room holds; it is saved when all the room holds now is committed. */
  private count(room: Room): void {
    const held = !this.questions.lacking;
    this.saved.receive(held);
    if (held) room.expect(this.member);
  }

  /** Asks once more for all that is not here, unless it is asked already; ends the socket when that does not help. */
  private askAgain(room: Room): void {
    switch (this.questions.again()) {
      case 'never':
        this.member.close('malformed');
        return;
      case 'now':
        this.ask(room);
        return;
      case 'later':
        this.clock.after(foreignPauseMs, () => {
          this.questions.due();
          if (this.member.open && this.member.mayWrite()) this.ask(room);
        });
        return;
      case 'asked':
    }
  }
}
