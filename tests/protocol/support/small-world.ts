import { access, type Actor, type CallFacts, type SeriesRole } from '#lib/policy/access.ts';
import type { AccessChanges } from '#server/collab/access-watch.ts';
import type { CallView, Rights } from '#server/collab/admission.ts';
import type { CallStateStore } from '#server/collab/call-states.ts';
import { COVER_REQUEST_MS, type ActionDone, type VoteCommand } from '#lib/collab/call-state.ts';

type Call = { seriesId: string; lineage: string; facts: Omit<CallFacts, 'role' | 'notetaker' | 'callGuest'> };
type State = { version: number; notetaker: string | null; cover: { userId: string; at: number } | null };
type Person = { name: string; roles: Map<string, SeriesRole> };

/** People, sessions and calls in memory, behind the same two questions that `server/auth` answers. */
export class SmallWorld {
  private readonly people = new Map<string, Person>();
  private readonly sessions = new Map<string, string>();
  private readonly calls = new Map<string, Call>();
  private readonly states = new Map<string, State>();
  private readonly votes = new Map<string, Map<string, Set<string>>>();
  /** Ticks of all calls; each belongs to one series here. */
  private readonly ticks: ActionDone[] = [];
  private changes: AccessChanges['changes'] = [];
  private counter = 0;
  /** Set to make every question about rights fail. */
  failure: Error | null = null;
  /** The clock by which requests for cover end, in milliseconds. */
  now: () => number = () => performance.now();

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
        kind: 'call',
        status: options.status ?? 'live',
        visibility: options.visibility ?? 'members',
        agendaLocked: false,
        notetakerOnly: false,
        guestsAllowed: true,
        cancelled: false,
        chair: false,
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
    this.changes.push({ userId, callId: null, seriesId: null, stateOnly: false });
  }

  setRole(userId: string, role: SeriesRole | null): void {
    const roles = this.people.get(userId)?.roles;
    if (role === null) roles?.delete('series-1');
    else roles?.set('series-1', role);
    this.changes.push({ userId, callId: null, seriesId: 'series-1', stateOnly: false });
  }

  setFacts(callId: string, facts: Partial<Call['facts']>): void {
    const call = this.calls.get(callId);
    if (call !== undefined) call.facts = { ...call.facts, ...facts };
    this.changes.push({ userId: null, callId, seriesId: null, stateOnly: false });
  }

  /** In two steps, so that a test can hold up or change each. */
  readonly rights: Rights & {
    actorFromCookieHeader(cookie: string | undefined): Promise<Actor>;
    callAccess(actor: Actor, callId: string): Promise<CallView | null>;
  } = {
    actorFromCookieHeader: (cookie) => this.answer(() => this.actor(cookie)),
    callAccess: (actor, callId) => this.answer(() => this.view(actor, callId)),
    callAsSeenBy: async (cookie, callId) => {
      const actor = await this.rights.actorFromCookieHeader(cookie);
      return { actor, view: await this.rights.callAccess(actor, callId) };
    },
  };

  readonly accessChangesSince = (id: bigint): Promise<AccessChanges> =>
    this.answer(() => ({ latest: BigInt(this.changes.length), changes: this.changes.slice(Number(id)) }));

  /** Another process changes a call's state: nobody here is told but by the table of changes. */
  askCoverElsewhere(callId: string, userId: string): void {
    const state = this.stateOf(callId);
    state.cover = { userId, at: this.now() };
    state.version += 1;
    this.changes.push({ userId: null, callId, seriesId: null, stateOnly: true });
  }

  notetakerOf(callId: string): string | null {
    return this.stateOf(callId).notetaker;
  }

  readonly callState: CallStateStore = {
    read: (callId) =>
      this.answer(() => {
        const { version, notetaker, cover } = this.stateOf(callId);
        const endsInMs = cover === null ? 0 : cover.at + COVER_REQUEST_MS - this.now();
        const stands = cover !== null && endsInMs > 0;
        return {
          version,
          notetaker: this.named(notetaker),
          cover: stands ? this.named(cover.userId) : null,
          votes: [...this.votesOf(callId)].map(([item, people]) => ({
            item,
            people: [...people].map((id) => ({ userId: id, name: this.people.get(id)?.name ?? '' })),
          })),
          ticks: [...this.ticks],
          coverEndsInMs: stands ? endsInMs : null,
        };
      }),
    run: (callId, userId, command) =>
      this.answer(() => {
        if (command.kind === 'tick') return this.tick(command);
        const state = this.stateOf(callId);
        if (command.kind === 'vote') {
          state.version += 1;
          return this.vote(callId, userId, command);
        }
        const { kind } = command;
        const asked = state.cover?.userId ?? null;
        if (
          kind === 'askCover'
            ? asked !== null
            : asked === null || (asked === userId) !== (kind === 'withdrawCover')
        )
          return false;
        state.version += 1;
        state.cover = kind === 'askCover' ? { userId, at: this.now() } : null;
        if (kind === 'takeOver') state.notetaker = userId;
        return true;
      }),
    endCover: (callId) =>
      this.answer(() => {
        const state = this.stateOf(callId);
        if (state.cover === null || state.cover.at + COVER_REQUEST_MS > this.now()) return;
        state.cover = null;
        state.version += 1;
      }),
  };

  private votesOf(callId: string): Map<string, Set<string>> {
    const votes = this.votes.get(callId) ?? new Map<string, Set<string>>();
    this.votes.set(callId, votes);
    return votes;
  }

  private vote(callId: string, userId: string, { item, wanted }: VoteCommand): boolean {
    const votes = this.votesOf(callId);
    const people = votes.get(item) ?? new Set();
    if (wanted) people.add(userId);
    else people.delete(userId);
    if (people.size > 0) votes.set(item, people);
    else votes.delete(item);
    return true;
  }

  /** As the database has it: a trigger tells every call of the series. */
  private tick({ callId, lineId, done }: ActionDone): boolean {
    const known = this.ticks.find((tick) => tick.callId === callId && tick.lineId === lineId);
    if (known?.done === done) return false;
    if (known === undefined) this.ticks.push({ callId, lineId, done });
    else known.done = done;
    this.changes.push({ userId: null, callId: null, seriesId: 'series-1', stateOnly: true });
    return true;
  }

  private stateOf(callId: string): State {
    const state = this.states.get(callId) ?? { version: 0, notetaker: null, cover: null };
    this.states.set(callId, state);
    return state;
  }

  private named(userId: string | null): { userId: string; name: string } | null {
    return userId === null ? null : { userId, name: this.people.get(userId)?.name ?? '' };
  }

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
    const notetaker = actor.kind === 'user' && this.notetakerOf(callId) === actor.userId;
    const facts: CallFacts = { ...call.facts, role, notetaker, callGuest: false };
    const { seriesId, lineage } = call;
    return { callId, seriesId, lineage, facts, access: access(actor, facts) };
  }
}
