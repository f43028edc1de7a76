import { access, type Actor, type CallFacts, type SeriesRole } from '#lib/policy/access.ts';
import type { AccessChanges } from '#server/collab/access-watch.ts';
import type { CallView, Rights } from '#server/collab/admission.ts';

type Call = { seriesId: string; lineage: string; facts: Omit<CallFacts, 'role' | 'notetaker' | 'callGuest'> };
type Person = { name: string; roles: Map<string, SeriesRole> };

/** People, sessions and calls in memory, behind the same two questions that `server/auth` answers. */
export class SmallWorld {
  private readonly people = new Map<string, Person>();
  private readonly sessions = new Map<string, string>();
  private readonly calls = new Map<string, Call>();
  private changes: AccessChanges['changes'] = [];
  private counter = 0;
  /** Set to make every question about rights fail. */
  failure: Error | null = null;

  call(options: { visibility?: CallFacts['visibility']; status?: CallFacts['status'] } = {}): {
    callId: string;
    lineage: string;
  } {
    const callId = crypto.randomUUID();
    const lineage = crypto.randomUUID();
    this.calls.set(callId, {
      seriesId: 'series-1',
      lineage,
      facts: {
        status: options.status ?? 'live',
        visibility: options.visibility ?? 'members',
        agendaLocked: false,
        notetakerOnly: false,
        guestsAllowed: true,
      },
    });
    return { callId, lineage };
  }

  /** Somebody with a role, signed in; gives the cookie of the session. */
  person(name: string, role: SeriesRole | null = 'participant'): { userId: string; cookie: string } {
    this.counter += 1;
    const userId = `user-${String(this.counter)}`;
    const roles = new Map<string, SeriesRole>();
    if (role !== null) roles.set('series-1', role);
    this.people.set(userId, { name, roles });
    return { userId, cookie: this.signIn(userId) };
  }

  signIn(userId: string): string {
    this.counter += 1;
    const cookie = `session=${String(this.counter)}`;
    this.sessions.set(cookie, userId);
    return cookie;
  }

  signOut(cookie: string): void {
    const userId = this.sessions.get(cookie) ?? null;
    this.sessions.delete(cookie);
    this.changes.push({ userId, callId: null, seriesId: null });
  }

  setRole(userId: string, role: SeriesRole | null): void {
    const roles = this.people.get(userId)?.roles;
    if (role === null) roles?.delete('series-1');
    else roles?.set('series-1', role);
    this.changes.push({ userId, callId: null, seriesId: 'series-1' });
  }

  setFacts(callId: string, facts: Partial<Call['facts']>): void {
    const call = this.calls.get(callId);
    if (call !== undefined) call.facts = { ...call.facts, ...facts };
    this.changes.push({ userId: null, callId, seriesId: null });
  }

  readonly rights: Rights = {
    actorFromCookieHeader: (cookie) => this.answer(() => this.actor(cookie)),
    callAccess: (actor, callId) => this.answer(() => this.view(actor, callId)),
  };

  readonly accessChangesSince = (id: bigint): Promise<AccessChanges> =>
    this.answer(() => ({ latest: BigInt(this.changes.length), changes: this.changes.slice(Number(id)) }));

  private async answer<T>(give: () => T): Promise<T> {
    await Promise.resolve();
    if (this.failure !== null) throw this.failure;
    return give();
  }

  private actor(cookie: string | undefined): Actor {
    const userId = this.sessions.get(cookie ?? '');
    const person = userId === undefined ? undefined : this.people.get(userId);
    if (userId === undefined || person === undefined) return { kind: 'anonymous' };
    return {
      kind: 'user',
      userId,
      sessionId: cookie ?? '',
      name: person.name,
      guest: false,
      instanceOwner: false,
    };
  }

  private view(actor: Actor, callId: string): CallView | null {
    const call = this.calls.get(callId);
    if (call === undefined) return null;
    const roles = actor.kind === 'user' ? this.people.get(actor.userId)?.roles : undefined;
    const role = roles?.get(call.seriesId) ?? null;
    const facts: CallFacts = { ...call.facts, role, notetaker: false, callGuest: false };
    const { seriesId, lineage } = call;
    return { callId, seriesId, lineage, facts, access: access(actor, facts) };
  }
}
