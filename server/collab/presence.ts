import type { PresenceUser } from '#lib/collab/presence.ts';
import { shortState } from '#lib/collab/short-cursors.ts';
import { MalformedError } from './byte-reader.ts';
import type { Clock } from './clock.ts';
import { CursorFrames, type ToldPerson } from './cursor-frames.ts';
import type { CollabLimits } from './limits.ts';
import { parsePresence, presenceMembers, type PresenceClaim } from './presence-state.ts';

/** Somebody who may be present: a connection, as far as presence is concerned. */
export type PresenceOwner = {
  /** Whose socket it is; null for people who are not signed in. */
  readonly userId: string | null;
  readonly user: PresenceUser;
};

type Present = {
  owner: PresenceOwner;
  clock: number;
  /** What its owner says, without braces and without who it is. */
  members: Buffer;
  /** The same in short; null until somebody is told. */
  short: Uint8Array | null;
  /** Who its owner is, as JSON. */
  user: Buffer;
  /** Not told again before this. */
  dueAt: number;
};
type Left = { clock: number; userId: string | null; dueAt: number };

// Of those who left, so many clocks are remembered, so that who comes back is seen at once.
const mostRemembered = 1_000;
// So much of one person goes out in one window; who shows more is shown more rarely.
const bytesPerWindow = 512;
// A page forgets whom it has not heard of for 30 s, and says every 15 s that it is still there.
const renewalMs = 5_000;
// So many may have come or moved since everybody was last put into frames.
const leastNewSince = 8;

/**
 * Who is in a room and where. One socket has one presence; what it says of others is ignored, and who it is comes
 * from its session (R13, R14). What somebody says is checked and never built: the last of each goes out in the next window.
 */
export class Presence {
  private readonly present = new Map<number, Present>();
  private readonly ids = new Map<PresenceOwner, number>();
  private readonly remembered = new Map<number, Left>();
  private readonly changed = new Set<number>();
  /** Those of the changed who only moved: their owners know it already. */
  private readonly moved = new Set<number>();
  /** Who said again what is known: it goes with what else goes, or a while later. */
  private readonly renewed = new Set<number>();
  /** Who came, moved, said something again or left since this was last emptied, for other processes. */
  readonly news = new Set<number>();
  private readonly clock: Clock;
  private readonly limits: CollabLimits;
  private readonly ask: () => void;
  private readonly mayBe: (clientId: number, userId: string | null) => boolean;
  private cancelRenewal: (() => void) | null = null;
  /** For who joins, built once for many: everybody as of a moment, and who has come or moved since. */
  private everybodyThen: CursorFrames | null = null;
  private since: CursorFrames | null = null;
  private readonly newSince = new Set<number>();

  /** `ask` is called when something is to be taken; `mayBe` says whether an account may speak for a client id. */
  constructor(options: {
    clock: Clock;
    limits: CollabLimits;
    ask: () => void;
    mayBe: (clientId: number, userId: string | null) => boolean;
  }) {
    this.clock = options.clock;
    this.limits = options.limits;
    this.ask = options.ask;
    this.mayBe = options.mayBe;
  }

  /** @throws MalformedError when the frame is none, or the owner's state is too large or too deep. */
  receive(owner: PresenceOwner, update: Uint8Array): void {
    for (const claim of parsePresence(update)) {
      // A stock client repeats what it hears of others: that is no attack, and it has no effect.
      if (!this.maySpeak(owner, claim)) continue;
      if (claim.json.length > this.limits.presenceBytes) throw new MalformedError('a presence is too large');
      const members = presenceMembers(claim.json, this.limits.presenceDepth);
      if (members === null) {
        this.hide(owner);
        continue;
      }
      this.ids.set(owner, claim.clientId);
      this.set(owner, claim, members);
    }
  }

  /** The client id that a socket speaks for; null before it said one. */
  clientOf(owner: PresenceOwner): number | null {
    return this.ids.get(owner) ?? null;
  }

  /** The owner is gone: everybody is told. */
  leave(owner: PresenceOwner): void {
    this.hide(owner);
    this.ids.delete(owner);
  }

  /** The owner's name or role changed. */
  refresh(owner: PresenceOwner): void {
    const clientId = this.ids.get(owner);
    const before = clientId === undefined ? undefined : this.present.get(clientId);
    if (clientId === undefined || before?.owner !== owner) return;
    this.put(clientId, { ...before, clock: before.clock + 1 });
    this.mark(clientId);
  }

  /** How many are present. */
  get size(): number {
    return this.present.size;
  }

  /** Who is present with a client id. */
  of(clientId: number): Readonly<Present> | undefined {
    return this.present.get(clientId);
  }

  /** Which account is present with a client id, or was as long as that is remembered; null for nobody who is signed in. */
  accountOf(clientId: number): string | null {
    return this.present.get(clientId)?.owner.userId ?? this.remembered.get(clientId)?.userId ?? null;
  }

  /** With which clock somebody left, as long as that is remembered. */
  leftAt(clientId: number): number | undefined {
    return this.remembered.get(clientId)?.clock;
  }

  get clientIds(): Iterable<number> {
    return this.present.keys();
  }

  /** Puts somebody in whom another process vouches for, unless somebody else or somebody newer is there. */
  place(owner: PresenceOwner, clientId: number, clock: number, members: Buffer): void {
    const held = this.present.get(clientId);
    if (held !== undefined && held.owner !== owner) {
      if (!sameAccount(held.owner.userId, owner.userId) || clock <= held.clock) return;
    }
    this.ids.set(owner, clientId);
    this.set(owner, { clientId, clock }, members);
  }

  /** Everybody who is present, for somebody who joins; null when nobody is. With people `apart` as in `CursorFrames`. */
  everybody(apart: boolean): Buffer | null {
    if (this.present.size === 0) return null;
    if (this.newSince.size > Math.max(leastNewSince, this.present.size / 8)) this.everybodyThen = null;
    if (this.everybodyThen === null) this.newSince.clear();
    this.everybodyThen ??= this.framesOf(this.present.keys());
    const then = this.everybodyThen.frame(apart);
    if (this.newSince.size === 0) return then;
    this.since ??= this.framesOf(this.newSince);
    return Buffer.concat([then, this.since.frame(apart)]);
  }

  /** What is to be told now, once; null when that is nothing. */
  take(): CursorFrames | null {
    const now = this.clock.now();
    const people: ToldPerson[] = [];
    let author: PresenceOwner | null | undefined;
    for (const clientId of this.changed) {
      const person = this.present.get(clientId);
      if (person !== undefined && person.dueAt > now) continue;
      const isMove = this.moved.has(clientId);
      const owner = person !== undefined && isMove ? person.owner : null;
      author = author === undefined || author === owner ? owner : null;
      this.changed.delete(clientId);
      this.moved.delete(clientId);
      people.push(this.tell(clientId, person, !isMove, now));
    }
    if (this.changed.size > 0) this.ask();
    if (people.length === 0) return null;
    for (const clientId of this.renewed) {
      author = null;
      people.push(this.tell(clientId, this.present.get(clientId), false, now));
    }
    this.renewed.clear();
    return new CursorFrames(people, author ?? null);
  }

  destroy(): void {
    this.cancelRenewal?.();
    this.cancelRenewal = null;
  }

  private tell(clientId: number, person: Present | undefined, isNews: boolean, now: number): ToldPerson {
    if (person === undefined) {
      return { clientId, clock: this.remembered.get(clientId)?.clock ?? 0, state: null, isNews };
    }
    const windows = Math.ceil((person.members.length + person.user.length) / bytesPerWindow);
    person.dueAt = windows === 1 ? now : now + (windows - 1) * this.limits.presenceWindowMs;
    return told(clientId, person, isNews);
  }

  /** The owner shows nothing any more, and keeps its client id: it speaks for no other one. */
  private hide(owner: PresenceOwner): void {
    const clientId = this.ids.get(owner);
    const before = clientId === undefined ? undefined : this.present.get(clientId);
    if (clientId === undefined || before?.owner !== owner) return;
    this.present.delete(clientId);
    this.everybodyThen = null;
    this.remember(clientId, { clock: before.clock + 1, userId: owner.userId, dueAt: before.dueAt });
    this.mark(clientId);
  }

  /** Whether the socket may speak for the client id; the first it shows itself with becomes its own. */
  private maySpeak(owner: PresenceOwner, claim: PresenceClaim): boolean {
    const own = this.ids.get(owner);
    if (own !== undefined && own !== claim.clientId) return false;
    const held = this.present.get(claim.clientId);
    if (held?.owner === owner) return true;
    if (!this.mayBe(claim.clientId, owner.userId)) return false;
    // Somebody whose connection broke comes back with the same id before the old socket is known to be dead. A
    // clock that is not newer is another tab repeating what it heard.
    if (held !== undefined) return sameAccount(held.owner.userId, owner.userId) && claim.clock > held.clock;
    if (own !== undefined) return true;
    const left = this.remembered.get(claim.clientId);
    return left === undefined || sameAccount(left.userId, owner.userId);
  }

  private set(owner: PresenceOwner, { clientId, clock }: Omit<PresenceClaim, 'json'>, members: Buffer): void {
    const before = this.present.get(clientId);
    const same = before !== undefined && before.owner === owner && before.members.equals(members);
    // A page repeats what it hears of itself too.
    if (same && before.clock === clock) return;
    const left = this.remembered.get(clientId);
    const known = before?.clock ?? left?.clock ?? -1;
    this.remembered.delete(clientId);
    // Above all that the others heard before, or they would ignore who comes back with an old clock.
    const dueAt = before?.dueAt ?? left?.dueAt ?? 0;
    const user = before?.owner === owner ? before.user : undefined;
    const short = same ? before.short : null;
    this.put(clientId, { owner, clock: Math.max(clock, known + 1), members, short, dueAt }, user);
    if (same) {
      this.renew(clientId);
      return;
    }
    if (before?.owner === owner && !this.changed.has(clientId)) this.moved.add(clientId);
    this.mark(clientId, true);
  }

  private put(clientId: number, person: Omit<Present, 'user'>, user = bytesOf(person.owner.user)): void {
    this.present.set(clientId, { ...person, members: unpooled(person.members), user });
    if (this.everybodyThen === null) return;
    this.newSince.add(clientId);
    this.since = null;
  }

  private framesOf(clientIds: Iterable<number>): CursorFrames {
    const people: ToldPerson[] = [];
    for (const id of clientIds) {
      const person = this.present.get(id);
      if (person !== undefined) people.push(told(id, person, true));
    }
    return new CursorFrames(people, null);
  }

  private renew(clientId: number): void {
    this.news.add(clientId);
    if (this.changed.has(clientId)) return;
    this.renewed.add(clientId);
    this.cancelRenewal ??= this.clock.after(renewalMs, () => {
      this.cancelRenewal = null;
      for (const id of this.renewed) this.mark(id);
    });
  }

  private remember(clientId: number, left: Left): void {
    this.remembered.set(clientId, left);
    if (this.remembered.size <= mostRemembered) return;
    const oldest = this.remembered.keys().next();
    if (oldest.done !== true) this.remembered.delete(oldest.value);
  }

  private mark(clientId: number, moved = false): void {
    if (!moved) this.moved.delete(clientId);
    this.renewed.delete(clientId);
    this.news.add(clientId);
    this.changed.add(clientId);
    this.ask();
  }
}

function sameAccount(one: string | null, other: string | null): boolean {
  return one !== null && one === other;
}

function told(clientId: number, person: Present, isNews: boolean): ToldPerson {
  const { clock, members, user } = person;
  person.short ??= unpooled(shortState(clientId, members.toString()));
  return { clientId, clock, state: { members, user, short: person.short }, isNews };
}

function bytesOf(user: PresenceUser): Buffer {
  return unpooled(Buffer.from(JSON.stringify(user)));
}

/** The same bytes outside of Node's pool: what is kept for long would hold a whole slab of it. */
function unpooled(bytes: Uint8Array): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  copy.set(bytes);
  return copy;
}
