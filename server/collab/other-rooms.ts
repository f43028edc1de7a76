import type { Bus } from '#server/bus.ts';
import { MalformedError } from './byte-reader.ts';
import type { ClientOwners } from './client-owners.ts';
import type { Clock } from './clock.ts';
import type { CollabLogger } from './collab-log.ts';
import type { Outgoing } from './deliver.ts';
import { Exchange, type ForeignChange } from './exchange.ts';
import { PeopleElsewhere } from './people-elsewhere.ts';
import type { Presence } from './presence.ts';
import type { RoomDocument } from './room-document.ts';
import type { RoomStorage } from './room-storage.ts';

export type OtherRoomsOptions = {
  callId: string;
  bus: Bus;
  clock: Clock;
  logger: CollabLogger;
  owners: ClientOwners;
  presence: Presence;
  document: RoomDocument;
  storage: RoomStorage;
  /** A change of another process waits in the document. */
  took: () => void;
};

/**
 * The rooms of the same call in other processes: what they say goes to the document, the people and the store of this one,
 * and they are told what happens here (R45–R48). In a process that is alone there are none.
 */
export class OtherRooms {
  private readonly options: OtherRoomsOptions;
  private readonly exchange: Exchange;
  private readonly people: PeopleElsewhere;

  constructor(options: OtherRoomsOptions) {
    this.options = options;
    const { bus, callId, clock, presence, storage } = options;
    this.people = new PeopleElsewhere(presence);
    this.exchange = new Exchange({
      callId,
      bus,
      clock,
      room: {
        take: (update, from) => this.take(update, from),
        returned: (lent) => {
          storage.returned(lent);
        },
        people: () => this.people.here(),
        present: (processId, people, whole) => {
          this.people.receive(processId, people, whole);
          for (const { clientId, user, userId } of people) {
            if (user !== null) options.owners.elsewhere(clientId, userId);
          }
        },
        catchUp: () => {
          storage.catchUpSoon();
        },
        logGrew: () => {
          storage.logGrew();
        },
      },
    });
  }

  /** Begins to hear them, or goes on after `leave`. */
  enter(): void {
    this.exchange.enter();
  }

  /** Hears them no more, and tells them no more than what gets stored. */
  leave(): void {
    this.exchange.leave();
  }

  /** Says who is here and asks who is there, after they could not be reached. */
  greet(): void {
    this.exchange.greet();
  }

  /** Says who is here, in case a message about it was lost. */
  tellEverybody(): void {
    this.exchange.tellEverybody();
  }

  /** A process is gone, and its people with it. */
  gone(processId: string): void {
    this.exchange.gone(processId);
  }

  /** Tells what the people here typed in a window. */
  tell(changes: readonly Outgoing[]): void {
    if (!this.exchange.active) return;
    this.exchange.tell(
      changes.flatMap(({ from, update }) => (from === null ? [] : [{ actorId: from.userId, update }])),
    );
  }

  /** Tells who came, moved and left here since the last time. */
  tellPeople(): void {
    if (this.exchange.active) this.exchange.tellPeople(this.people.takeNews());
    else this.options.presence.news.clear();
  }

  /** A commit begins with everything that was told so far. */
  commitBegins(): void {
    this.exchange.commitBegins();
  }

  /** That commit is done. */
  commitEnded(position: bigint): void {
    this.exchange.commitEnded(position);
  }

  private take(update: Uint8Array, from: ForeignChange): boolean {
    const { callId, document, logger, owners } = this.options;
    try {
      const applied = document.accept(update, from, (brings) => {
        owners.typedElsewhere(brings, from.actorId);
        return true;
      });
      if (applied !== 'applied') return false;
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error;
      logger.warn({ callId, err: error }, 'a change of another server was refused');
      return false;
    }
    this.options.took();
    return true;
  }
}
