import type { PresenceUser } from '#lib/collab/presence.ts';
import { MalformedError } from './byte-reader.ts';
import type { Clock } from './clock.ts';
import { presenceFrame, type PresenceEntry } from './frames.ts';
import type { CollabLimits } from './limits.ts';
import { parsePresence, presenceState, type PresenceClaim } from './presence-state.ts';

/** Somebody who may be present: a connection, as far as presence is concerned. */
export type PresenceOwner = {
  /** Whose socket it is; null for people who are not signed in. */
  readonly userId: string | null;
  readonly user: PresenceUser;
};

type Present = { owner: PresenceOwner; clock: number; json: string };
type Left = { clock: number; userId: string | null };

// Of those who left, so many clocks are remembered, so that who comes back is seen at once.
const mostRemembered = 1_000;

/**
 * Who is in a room and where. One socket has one presence; what it says of others is ignored, and who it is comes
 * from its session (R13, R14). Changes are sent together once a window, the last of each person alone.
 */
export class Presence {
  private readonly present = new Map<number, Present>();
  private readonly ids = new Map<PresenceOwner, number>();
  private readonly remembered = new Map<number, Left>();
  private readonly changed = new Set<number>();
  private readonly clock: Clock;
  private readonly limits: CollabLimits;
  private readonly broadcast: (frame: Buffer) => void;
  private cancelFlush: (() => void) | null = null;
  private flushedAt = Number.NEGATIVE_INFINITY;

  constructor(options: { clock: Clock; limits: CollabLimits; broadcast: (frame: Buffer) => void }) {
    this.clock = options.clock;
    this.limits = options.limits;
    this.broadcast = options.broadcast;
  }

  /** @throws MalformedError when the frame is none, or the owner's state is too large or too deep. */
  receive(owner: PresenceOwner, update: Uint8Array): void {
    for (const claim of parsePresence(update)) {
      // A stock client repeats what it hears of others: that is no attack, and it has no effect.
      if (!this.bind(owner, claim)) continue;
      if (claim.json.length > this.limits.presenceBytes) throw new MalformedError('a presence is too large');
      const written = Buffer.from(claim.json).toString('utf8');
      const json = presenceState(written, owner.user, this.limits.presenceDepth);
      if (json === null) this.leave(owner);
      else this.set(owner, claim.clientId, claim.clock, json);
    }
  }

  /** The owner is gone: everybody is told. */
  leave(owner: PresenceOwner): void {
    const clientId = this.ids.get(owner);
    if (clientId === undefined) return;
    this.ids.delete(owner);
    const entry = this.present.get(clientId);
    if (entry?.owner !== owner) return;
    this.present.delete(clientId);
    this.remember(clientId, { clock: entry.clock + 1, userId: owner.userId });
    this.mark(clientId);
  }

  /** The owner's name or role changed. */
  refresh(owner: PresenceOwner): void {
    const clientId = this.ids.get(owner);
    const entry = clientId === undefined ? undefined : this.present.get(clientId);
    if (clientId === undefined || entry?.owner !== owner) return;
    const json = presenceState(entry.json, owner.user, this.limits.presenceDepth);
    if (json === null || json === entry.json) return;
    entry.json = json;
    entry.clock += 1;
    this.mark(clientId);
  }

  /** Everybody who is present, for somebody who joins; null when nobody is. */
  everybody(): Buffer | null {
    if (this.present.size === 0) return null;
    const entries: PresenceEntry[] = [];
    for (const [clientId, { clock, json }] of this.present) entries.push({ clientId, clock, json });
    return presenceFrame(entries);
  }

  destroy(): void {
    this.cancelFlush?.();
    this.cancelFlush = null;
  }

  /** Whether the socket may speak for the client id; the first it says something of becomes its own. */
  private bind(owner: PresenceOwner, claim: PresenceClaim): boolean {
    const own = this.ids.get(owner);
    if (own !== undefined) return own === claim.clientId;
    const held = this.present.get(claim.clientId);
    if (held !== undefined) {
      // Somebody whose connection broke comes back with the same id before the old socket is known to be dead. A
      // clock that is not newer is another tab repeating what it heard.
      if (!sameAccount(held.owner.userId, owner.userId) || claim.clock <= held.clock) return false;
      this.ids.delete(held.owner);
    } else {
      const left = this.remembered.get(claim.clientId);
      if (left !== undefined && !sameAccount(left.userId, owner.userId)) return false;
    }
    this.ids.set(owner, claim.clientId);
    return true;
  }

  private set(owner: PresenceOwner, clientId: number, clock: number, json: string): void {
    const before = this.present.get(clientId)?.clock ?? this.remembered.get(clientId)?.clock ?? -1;
    this.remembered.delete(clientId);
    // Above all that the others heard before, or they would ignore who comes back with an old clock.
    this.present.set(clientId, { owner, clock: Math.max(clock, before + 1), json });
    this.mark(clientId);
  }

  private remember(clientId: number, left: Left): void {
    this.remembered.set(clientId, left);
    if (this.remembered.size <= mostRemembered) return;
    const oldest = this.remembered.keys().next();
    if (oldest.done !== true) this.remembered.delete(oldest.value);
  }

  private mark(clientId: number): void {
    this.changed.add(clientId);
    if (this.cancelFlush !== null) return;
    const wait = this.flushedAt + this.limits.presenceWindowMs - this.clock.now();
    this.cancelFlush = this.clock.after(Math.max(0, wait), () => {
      this.flush();
    });
  }

  private flush(): void {
    this.cancelFlush = null;
    this.flushedAt = this.clock.now();
    const entries: PresenceEntry[] = [];
    for (const clientId of this.changed) {
      const entry = this.present.get(clientId);
      if (entry === undefined) {
        entries.push({ clientId, clock: this.remembered.get(clientId)?.clock ?? 0, json: 'null' });
      } else {
        entries.push({ clientId, clock: entry.clock, json: entry.json });
      }
    }
    this.changed.clear();
    this.broadcast(presenceFrame(entries));
  }
}

function sameAccount(one: string | null, other: string | null): boolean {
  return one !== null && one === other;
}
