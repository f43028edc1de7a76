import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { AccessWatch, ReadRights } from './access-watch.ts';
import { AccountRates } from './account-rates.ts';
import type { Admission } from './admission.ts';
import type { CallStates } from './call-states.ts';
import type { Clock } from './clock.ts';
import { count, type CollabFigures } from './collab-figures.ts';
import type { CollabLogger } from './collab-log.ts';
import { Connection } from './connection.ts';
import { LargeFrames } from './large-frames.ts';
import type { CollabLimits } from './limits.ts';
import type { Rooms } from './rooms.ts';

export type ConnectionsOptions = {
  rooms: Rooms;
  watch: AccessWatch;
  states: CallStates;
  clock: Clock;
  logger: CollabLogger;
  limits: CollabLimits;
  figures: CollabFigures;
};

export type NewConnection = {
  ws: WebSocket;
  socket: Duplex;
  cookie: string | undefined;
  /** By what it was admitted. */
  admitted: ReadRights;
  peopleApart: boolean;
};

// Of the places of a call, who may not write and who is not signed in gets one only while fewer than this part is taken.
const readersShare = 5 / 6;
const anonymousShare = 1 / 2;
// All at once, the pings of thousands of sockets would hold everybody's keys up.
const beatsPerRound = 11;

/** All open sockets, their number per account and call, and their heartbeat. */
export class Connections {
  private readonly options: ConnectionsOptions;
  private readonly largeFrames = new LargeFrames();
  private readonly rates: AccountRates;
  private readonly open = new Set<Connection>();
  /** The open sockets by the part of a round in which they get their heartbeat. */
  private readonly parts = Array.from({ length: beatsPerRound }, () => new Set<Connection>());
  private readonly ofAccount = new Tally();
  private readonly ofCall = new Tally();
  private readonly endHeartbeat: () => void;
  private added = 0;
  private beats = 0;

  constructor(options: ConnectionsOptions) {
    this.options = options;
    this.rates = new AccountRates(options.clock, options.limits);
    this.endHeartbeat = options.clock.every(options.limits.heartbeatMs / beatsPerRound, () => {
      this.beats += 1;
      this.rates.forgetRested();
      for (const connection of this.parts[this.beats % beatsPerRound] ?? []) connection.beat();
    });
  }

  get size(): number {
    return this.open.size;
  }

  /** How many different accounts have a socket open; everybody who is not signed in counts alone. */
  get people(): number {
    const accounts = new Set<string>();
    let others = 0;
    for (const { userId } of this.open) {
      if (userId === null) others += 1;
      else accounts.add(userId);
    }
    return accounts.size + others;
  }

  /** Whether one more socket of this account fits, and one more in this call: the last places are kept for who writes. */
  hasPlace({ actor, view }: Admission): boolean {
    const { socketsPerAccount, socketsPerCall } = this.options.limits;
    const ofAccount = actor.kind === 'user' ? this.ofAccount.of(actor.userId) : 0;
    const share = actor.kind === 'anonymous' ? anonymousShare : view.access.writeDocument ? 1 : readersShare;
    return ofAccount < socketsPerAccount && this.ofCall.of(view.callId) < socketsPerCall * share;
  }

  add({ ws, socket, cookie, admitted, peopleApart }: NewConnection): void {
    const { clock, figures, limits, logger, rooms, states, watch } = this.options;
    const { admission } = admitted;
    const { actor, view } = admission;
    const account = actor.kind === 'user' ? actor.userId : null;
    const connection = new Connection({
      ws,
      socket,
      admission,
      peopleApart,
      states,
      largeFrames: this.largeFrames,
      rates: this.rates.enter(view.callId, account),
      clock,
      logger,
      limits,
      figures,
    });
    const { callId, userId } = connection;
    const part = this.parts[(this.added += 1) % beatsPerRound];
    this.open.add(connection);
    part?.add(connection);
    this.ofCall.add(callId);
    if (userId !== null) this.ofAccount.add(userId);
    ws.once('close', () => {
      this.open.delete(connection);
      count(figures.ended, connection.endedFor);
      part?.delete(connection);
      this.ofCall.remove(callId);
      if (userId !== null) this.ofAccount.remove(userId);
      this.rates.leave(callId, userId);
      watch.remove(connection);
      connection.leave();
      rooms.left(callId);
    });
    watch.add(connection, cookie, admitted);
    void this.enter(connection);
  }

  /** Tells every browser that the server goes; resolves when all have answered. */
  async sayGoodbye(): Promise<void> {
    this.endHeartbeat();
    await Promise.all([...this.open].map((connection) => connection.closeGently('goingAway')));
  }

  terminate(): void {
    for (const connection of this.open) connection.terminate();
  }

  private async enter(connection: Connection): Promise<void> {
    const { rooms } = this.options;
    try {
      await rooms.enter(connection.callId, connection.admission.view.lineage, (room) => {
        if (connection.open) connection.enter(room);
      });
    } catch {
      // Logged where it failed. An empty document in its place would overwrite the notes (R9).
      connection.close('cannotLoad');
    }
    if (!connection.open) rooms.left(connection.callId);
  }
}

/** How many there are of each name. */
class Tally {
  private readonly counts = new Map<string, number>();

  of(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  add(name: string): void {
    this.counts.set(name, this.of(name) + 1);
  }

  remove(name: string): void {
    const left = this.of(name) - 1;
    if (left > 0) this.counts.set(name, left);
    else this.counts.delete(name);
  }
}
