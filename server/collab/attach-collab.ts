import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Bus } from '#server/bus.ts';
import { AccessWatch, type AccessChanges } from './access-watch.ts';
import type { Rights } from './admission.ts';
import { CallStates, type CallStateStore } from './call-states.ts';
import { systemClock, withDeadline, type Clock } from './clock.ts';
import { CollabFigures, viewOf, type CollabStats } from './collab-figures.ts';
import type { CollabLogger } from './collab-log.ts';
import { ClientClaims } from './client-claims.ts';
import { Connections } from './connections.ts';
import type { DocumentLog } from './document-log.ts';
import { GroupCommit } from './group-commit.ts';
import { defaultLimits, type CollabLimits } from './limits.ts';
import type { ProjectCall } from './projector.ts';
import { Rooms } from './rooms.ts';
import { Upgrades } from './upgrades.ts';

export type CollabOptions = {
  httpServer: Server;
  /** The address browsers use; only pages from its origin may open a socket. */
  publicUrl: string;
  rights: Rights;
  accessChangesSince(id: bigint): Promise<AccessChanges>;
  log: DocumentLog;
  callState: CallStateStore;
  project: ProjectCall;
  bus: Bus;
  logger: CollabLogger;
  clock?: Clock;
  limits?: Partial<CollabLimits>;
  /** Upgrades of these paths are left to other listeners, such as the development server's; none by default. */
  leaveAlone?: (path: string) => boolean;
};

export type Collab = {
  /** Takes no new sockets, ends the open ones, and resolves when all they sent is committed and projected. */
  close(): Promise<void>;
  stats(): CollabStats;
};

const goodbyeMs = 1_500;

/**
 * Serves the rooms of all calls on the server's `upgrade` event, which it owns: every upgrade that is neither a
 * room's nor left alone is destroyed (R1).
 */
export function attachCollab(options: CollabOptions): Collab {
  const { httpServer, bus, logger, log, project, rights } = options;
  const clock = options.clock ?? systemClock;
  const limits = { ...defaultLimits, ...options.limits };
  const figures = new CollabFigures();
  const commits = new GroupCommit({ log, clock, logger, limits, figures });
  const claims = new ClientClaims({ holder: randomUUID(), log, clock, logger });
  const rooms = new Rooms({ claims, clock, logger, limits, figures, log, commits, project, bus });
  const { accessChangesSince } = options;
  const states = new CallStates({
    store: options.callState,
    clock,
    logger,
    stateChanged: (change) => {
      bus.publish('state', change);
    },
    rightsChanged: (callId) => {
      bus.publish('access', { callId });
    },
  });
  const endState = bus.subscribe('state', (change) => {
    if ('callId' in change) states.changed(change.callId);
    else states.seriesChanged(change.seriesId);
  });
  const watch = new AccessWatch({
    rights,
    accessChangesSince,
    bus,
    clock,
    logger,
    limits,
    callChanged: (callId) => {
      states.changed(callId);
    },
    seriesChanged: (seriesId) => {
      states.seriesChanged(seriesId);
    },
  });
  const connections = new Connections({ rooms, watch, states, clock, logger, limits, figures });
  const upgrades = new Upgrades({
    publicOrigin: new URL(options.publicUrl).origin,
    leaveAlone: options.leaveAlone ?? (() => false),
    rights,
    watch,
    connections,
    clock,
    logger,
    limits,
    figures,
  });

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    upgrades.handle(request, socket, head);
  };
  httpServer.on('upgrade', onUpgrade);

  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    upgrades.close();
    await withDeadline(clock, goodbyeMs, connections.sayGoodbye(), () => undefined);
    connections.terminate();
    watch.close();
    endState();
    states.close();
    await rooms.close();
    await claims.close();
  }

  return {
    close() {
      closing ??= withDeadline(clock, limits.shutdownMs, close(), () => {
        logger.error({ dirty: rooms.dirty }, 'shutting down before all notes were saved');
      });
      return closing;
    },
    stats() {
      const now = clock.now();
      const { calls, since } = commits.unsaved;
      return {
        sockets: connections.size,
        people: connections.people,
        presences: rooms.presences,
        rooms: rooms.size,
        documents: rooms.documents,
        ...rooms.moving,
        dirty: rooms.dirty,
        unsaved: calls,
        oldestUnsavedMs: since === null ? null : now - since,
        lastError: commits.lastError,
        commits: commits.commits,
        commitFailures: commits.failures,
        loads: rooms.loads,
        loadFailures: rooms.loadFailures,
        ...viewOf(figures, now),
      };
    },
  };
}
