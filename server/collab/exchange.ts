import type { Bus, CallChannel } from '#server/bus.ts';
import type { ActorChange, CallMessage, PersonThere } from '#server/call-messages.ts';
import type { Clock } from './clock.ts';
import type { Lent } from './merge-runs.ts';

/** A change that a room of another process took in: the origin of what it brings. */
export class ForeignChange {
  readonly actorId: string | null;
  readonly lent: Lent;

  constructor(actorId: string | null, lent: Lent) {
    this.actorId = actorId;
    this.lent = lent;
  }
}

/** The room's side of an exchange. */
export type ExchangeRoom = {
  /** Takes a change in; false when it leans on something that is not here. */
  take(update: Uint8Array, from: ForeignChange): boolean;
  /** Another process has written its changes up to that message. */
  returned(lent: Lent): void;
  /** Who is present by this process's sockets. */
  people(): PersonThere[];
  /** Who came, moved and left in another process; `whole` when nobody else is there. */
  present(processId: string, people: readonly PersonThere[], whole: boolean): void;
  /** Reads the log to its end; never throws. */
  catchUp(): void;
  /** The log has grown by somebody else's rows. */
  logGrew(): void;
};

export type ExchangeOptions = { callId: string; bus: Bus; clock: Clock; room: ExchangeRoom };

// What was missed is in the log a commit later, or a while later when the store is slow. After that the logs of all
// open calls are compared.
const catchUpAfterMs = [60, 1_000];

/**
 * A room's exchange with the rooms of the same call in other processes (R45–R48): what is typed here is told at once, what
 * is typed there is taken in, and what was missed is read from the log. In a process that is alone it does nothing.
 */
export class Exchange {
  private readonly options: ExchangeOptions;
  private channel: CallChannel | null = null;
  /** After `leave`: by it the others hear that what they were told is stored. */
  private parted: CallChannel | null = null;
  /** Messages of changes: how many were told, how many of them the commit that runs holds, how many are in the log. */
  private told = 0;
  private cut = 0;
  private written = 0;
  private readonly heardOf = new Map<string, number>();
  private cancelCatchUp: (() => void) | null = null;
  /** Messages whose changes were not taken in because one before them was missed. */
  missed = 0;

  constructor(options: ExchangeOptions) {
    this.options = options;
  }

  /** Whether there is anybody to tell. */
  get active(): boolean {
    return this.channel !== null;
  }

  /** Begins, or goes on after `leave`. */
  enter(): void {
    const { bus, callId } = this.options;
    if (this.channel !== null || !bus.shared) return;
    this.parted = null;
    this.channel = bus.join(callId, {
      heard: (message, from) => {
        this.hear(message, from);
      },
      joined: () => {
        this.greet();
        this.options.room.catchUp();
      },
    });
  }

  /** Hears nothing any more, and tells no more than what gets stored; the people here are gone for the others. */
  leave(): void {
    if (this.channel === null) return;
    this.channel.send({ kind: 'presence', whole: true, people: [] });
    this.channel.leave();
    this.parted = this.channel;
    this.channel = null;
    this.cancelCatchUp?.();
    this.cancelCatchUp = null;
    for (const processId of this.heardOf.keys()) this.gone(processId);
  }

  /** Says who is here, and asks who is there: when it begins, and after the others could not be reached. */
  greet(): void {
    if (this.channel === null) return;
    this.told = 0;
    this.cut = 0;
    this.written = 0;
    this.channel.send({ kind: 'hello' });
    this.tellEverybody();
  }

  /** Tells everybody who is here, in case a message about it was lost. */
  tellEverybody(): void {
    const people = this.options.room.people();
    if (people.length > 0) this.channel?.send({ kind: 'presence', whole: true, people });
  }

  /** Tells what the people here typed in a window. */
  tell(changes: ActorChange[]): void {
    if (this.channel === null || changes.length === 0) return;
    this.told += 1;
    this.channel.send({ kind: 'changes', seq: this.told, changes });
  }

  /** Tells who came, moved and left here. */
  tellPeople(people: PersonThere[]): void {
    if (people.length > 0) this.channel?.send({ kind: 'presence', whole: false, people });
  }

  /** A commit begins with everything that was told so far. */
  commitBegins(): void {
    this.cut = this.told;
  }

  /** That commit is done. */
  commitEnded(position: bigint): void {
    const channel = this.channel ?? this.parted;
    if (channel === null || this.cut <= this.written) return;
    this.written = this.cut;
    channel.send({ kind: 'stored', seq: this.written, position });
  }

  /** A process is gone, and with it its people. */
  gone(processId: string): void {
    this.heardOf.delete(processId);
    this.options.room.present(processId, [], true);
  }

  private hear(message: CallMessage, from: string): void {
    const { room } = this.options;
    switch (message.kind) {
      case 'hello':
        this.heardOf.set(from, 0);
        this.tellEverybody();
        // It counts anew, which hides what it told before and was not heard here.
        this.catchUpSoon();
        break;
      case 'changes':
        this.takeChanges(message, from);
        break;
      case 'stored':
        if (message.seq > (this.heardOf.get(from) ?? 0)) this.catchUpSoon();
        room.returned({ processId: from, seq: message.seq });
        room.logGrew();
        break;
      case 'presence':
        if (!this.heardOf.has(from)) this.heardOf.set(from, 0);
        room.present(from, message.people, message.whole);
        break;
      case 'logged':
      case 'state':
        break;
    }
  }

  private takeChanges({ seq, changes }: CallMessage & { kind: 'changes' }, from: string): void {
    const gap = seq !== (this.heardOf.get(from) ?? 0) + 1;
    this.heardOf.set(from, seq);
    let whole = true;
    for (const { actorId, update } of changes) {
      whole = this.options.room.take(update, new ForeignChange(actorId, { processId: from, seq })) && whole;
    }
    if (!whole) this.missed += 1;
    if (gap || !whole) this.catchUpSoon();
  }

  private catchUpSoon(turn = 0): void {
    if (this.channel === null || (this.cancelCatchUp !== null && turn === 0)) return;
    const wait = catchUpAfterMs[turn];
    if (wait === undefined) {
      this.cancelCatchUp = null;
      return;
    }
    this.cancelCatchUp = this.options.clock.after(wait, () => {
      this.options.room.catchUp();
      this.catchUpSoon(turn + 1);
    });
  }
}
