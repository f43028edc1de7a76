import type { AccessScope, Bus } from '#server/bus.ts';
import { admitAgain, type Admission, type Rights } from './admission.ts';
import { pause, withDeadline, type Clock } from './clock.ts';
import type { CollabLogger } from './collab-log.ts';
import type { Connection } from './connection.ts';
import { HeldRights, type Held } from './held-rights.ts';
import type { CollabLimits } from './limits.ts';

export type AccessChanges = {
  latest: bigint;
  changes: { userId: string | null; callId: string | null; seriesId: string | null; stateOnly: boolean }[];
};

export type AccessWatchOptions = {
  rights: Rights;
  accessChangesSince(id: bigint): Promise<AccessChanges>;
  bus: Bus;
  clock: Clock;
  logger: CollabLogger;
  limits: CollabLimits;
  /** Told of every call whose state may have changed. */
  callChanged(callId: string): void;
  /** Told of every series something of whose calls' state may have changed. */
  seriesChanged(seriesId: string): void;
};

/** Rights as they were read: when that began, and the watch's version then. */
export type ReadRights = { admission: Admission; readAt: number; version: number };

type Watched = { held: Held; reading: boolean; again: boolean };

const tries = 4;
const betweenTriesMs = 500;
const longestHoldMs = 1_000;
// Long enough for what waits in the network to be read.
const breathMs = 20;

/**
 * Has the rights of open sockets read again when they may have changed: told by the bus at once, and by the
 * database within a poll, whoever made the change (R6). While that is going on the socket's frames wait.
 */
export class AccessWatch {
  private readonly options: AccessWatchOptions;
  private readonly watched = new Map<Connection, Watched>();
  private readonly held: HeldRights;
  private readonly endings: (() => void)[];
  private latest = 0n;
  private polling = false;
  /** Every change that was made before this time has been heard of. */
  private heardUntil = Number.NEGATIVE_INFINITY;
  /** Grows with every change heard of; an admission that began before one is read again. */
  private version = 0;

  constructor(options: AccessWatchOptions) {
    this.options = options;
    const { bus, clock, limits } = options;
    this.held = new HeldRights(limits);
    this.endings = [
      bus.subscribe('access', (scope) => {
        this.changed(scope);
      }),
      clock.every(limits.accessPollMs, () => {
        void this.poll();
      }),
      clock.every(limits.accessRefreshMs, () => {
        for (const connection of this.watched.keys()) void this.readAgain(connection);
      }),
    ];
  }

  /** When rights that are read from now on begin to be read. */
  now(): Omit<ReadRights, 'admission'> {
    return { readAt: this.options.clock.now(), version: this.version };
  }

  /**
   * The rights of an open socket of the same session in the same call, as long as it is known that nothing has changed them
   * since they were read; else null, and they have to be read (R51).
   */
  lend(callId: string, cookie: string | undefined): ReadRights | null {
    const lent = this.held.of(callId, cookie, this.options.clock.now(), this.heardUntil);
    return lent === null ? null : { ...lent, version: this.version };
  }

  /** Watches a socket that was admitted by these rights. */
  add(connection: Connection, cookie: string | undefined, rights: ReadRights): void {
    const held = this.held.enter(connection.callId, cookie);
    this.watched.set(connection, { held, reading: false, again: false });
    if (this.version === rights.version) held.set(rights);
    else void this.readAgain(connection);
  }

  remove(connection: Connection): void {
    const watched = this.watched.get(connection);
    if (watched !== undefined && this.watched.delete(connection)) this.held.leave(watched.held);
  }

  close(): void {
    for (const end of this.endings) end();
    this.watched.clear();
  }

  private changed(scope: AccessScope): void {
    this.version += 1;
    if (scope.callId != null) this.options.callChanged(scope.callId);
    for (const connection of this.watched.keys()) {
      if (concerns(scope, connection)) void this.readAgain(connection);
    }
  }

  private async poll(): Promise<void> {
    if (this.polling || this.watched.size === 0) return;
    this.polling = true;
    const beganAt = this.options.clock.now();
    try {
      const { latest, changes } = await this.options.accessChangesSince(this.latest);
      this.latest = latest;
      for (const change of changes) {
        if (!change.stateOnly) this.changed(change);
        else if (change.callId !== null) this.options.callChanged(change.callId);
        else if (change.seriesId !== null) this.options.seriesChanged(change.seriesId);
      }
      this.heardUntil = beganAt;
    } catch (error) {
      this.options.logger.warn({ err: error }, 'asking for changes of rights failed');
    } finally {
      this.polling = false;
    }
  }

  private async readAgain(connection: Connection): Promise<void> {
    const watched = this.watched.get(connection);
    if (watched === undefined) return;
    const { held } = watched;
    watched.again = true;
    held.forget();
    if (watched.reading) return;
    watched.reading = true;
    connection.hold();
    const { clock } = this.options;
    let heldSince = clock.now();
    try {
      while (watched.again && connection.open) {
        watched.again = false;
        const readAt = clock.now();
        const { reasons } = held;
        const admission = await this.decide(connection, held.cookie);
        if (admission !== null && held.reasons === reasons) held.set({ admission, readAt });
        // Changes may follow each other for as long as somebody likes. Rights read within the second are good for a moment.
        const now = clock.now();
        if (!watched.again || now - heldSince < longestHoldMs || now - readAt >= longestHoldMs) continue;
        connection.release();
        await pause(clock, breathMs);
        connection.hold();
        heldSince = clock.now();
      }
    } finally {
      watched.reading = false;
      connection.release();
    }
  }

  private async decide(connection: Connection, cookie: string | undefined): Promise<Admission | null> {
    const { clock, limits, logger, rights } = this.options;
    for (let attempt = 1; connection.open; attempt += 1) {
      try {
        const asked = admitAgain(rights, cookie, connection.admission);
        const result = await withDeadline(clock, limits.rightsMs, asked, () => null);
        if (result !== null && 'admission' in result) {
          connection.setAdmission(result.admission);
          return result.admission;
        }
        connection.close(result === null ? 'accessChanged' : result.refused);
        return null;
      } catch (error) {
        logger.warn({ callId: connection.callId, attempt, err: error }, 'reading rights failed');
        // Without rights there is no writing: the browser keeps its text and comes back.
        if (attempt === tries) connection.close('accessChanged');
        else await pause(clock, betweenTriesMs);
      }
    }
    return null;
  }
}

function concerns(scope: AccessScope, connection: Connection): boolean {
  const { view } = connection.admission;
  return (
    (scope.userId == null || scope.userId === connection.userId) &&
    (scope.callId == null || scope.callId === view.callId) &&
    (scope.seriesId == null || scope.seriesId === view.seriesId)
  );
}
