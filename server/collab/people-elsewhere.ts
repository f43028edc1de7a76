import type { PresenceUser } from '#lib/collab/presence.ts';
import type { PersonThere } from '#server/call-messages.ts';
import type { Presence, PresenceOwner } from './presence.ts';

/** Somebody whose socket another process has. */
class OwnerElsewhere implements PresenceOwner {
  readonly userId: string | null;
  user: PresenceUser;
  /** What `user` was read from. */
  written: string;

  constructor(userId: string | null, user: PresenceUser, written: string) {
    this.userId = userId;
    this.user = user;
    this.written = written;
  }
}

/** The people of a call whose sockets other processes have, and what those are told of the people here (R47). */
export class PeopleElsewhere {
  private readonly presence: Presence;
  private readonly owners = new Map<string, Map<number, OwnerElsewhere>>();
  /** Of whom the others were told that they are here. */
  private readonly toldOf = new Set<number>();

  constructor(presence: Presence) {
    this.presence = presence;
  }

  /** Everybody who is here. */
  here(): PersonThere[] {
    return [...this.presence.clientIds].flatMap((clientId) => this.person(clientId) ?? []);
  }

  /** Who came, moved and left here since the last time. */
  takeNews(): PersonThere[] {
    const people: PersonThere[] = [];
    for (const clientId of this.presence.news) {
      const person = this.person(clientId) ?? this.leaver(clientId);
      if (person !== null) people.push(person);
    }
    this.presence.news.clear();
    return people;
  }

  /** What a process says of its people; `whole` when it has no others. */
  receive(processId: string, people: readonly PersonThere[], whole: boolean): void {
    const before = this.owners.get(processId);
    const owners = whole ? new Map<number, OwnerElsewhere>() : (before ?? new Map<number, OwnerElsewhere>());
    for (const person of people) {
      const owner = before?.get(person.clientId);
      if (person.user === null) {
        owners.delete(person.clientId);
        if (owner !== undefined) this.presence.leave(owner);
      } else {
        owners.set(person.clientId, this.place(person, person.user, owner));
      }
    }
    for (const [clientId, owner] of before ?? []) {
      if (!owners.has(clientId)) this.presence.leave(owner);
    }
    if (owners.size > 0) this.owners.set(processId, owners);
    else this.owners.delete(processId);
  }

  private place(
    { clientId, clock, members, userId }: PersonThere,
    user: string,
    before: OwnerElsewhere | undefined,
  ): OwnerElsewhere {
    const owner = before ?? new OwnerElsewhere(userId, JSON.parse(user) as PresenceUser, user);
    const renamed = owner.written !== user;
    if (renamed) {
      owner.user = JSON.parse(user) as PresenceUser;
      owner.written = user;
    }
    this.presence.place(owner, clientId, clock, Buffer.from(members));
    if (renamed) this.presence.refresh(owner);
    return owner;
  }

  private person(clientId: number): PersonThere | null {
    const present = this.presence.of(clientId);
    if (present === undefined || present.owner instanceof OwnerElsewhere) return null;
    this.toldOf.add(clientId);
    const { clock, members, owner } = present;
    return { clientId, clock, userId: owner.userId, user: JSON.stringify(owner.user), members };
  }

  private leaver(clientId: number): PersonThere | null {
    // Who is present elsewhere now has not left, and whoever never was here is not ours to tell of.
    if (!this.toldOf.delete(clientId) || this.presence.of(clientId) !== undefined) return null;
    return {
      clientId,
      clock: this.presence.leftAt(clientId) ?? 0,
      userId: null,
      user: null,
      members: new Uint8Array(),
    };
  }
}
