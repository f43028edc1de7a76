import { ClientOwners } from './client-owners.ts';
import type { ClientClaims } from './client-claims.ts';
import { loadDocument } from './load-document.ts';
import { LogWatch } from './log-watch.ts';
import { ProjectionPace } from './projection-pace.ts';
import { Room, type RoomOptions } from './room.ts';

export type RoomsOptions = Omit<
  RoomOptions,
  'callId' | 'loaded' | 'owners' | 'rowsAreOld' | 'wanted' | 'pace'
> & {
  claims: ClientClaims;
};

/** A call's place in the table of rooms. A call that is not in the table is gone. */
type Entry =
  | { state: 'loading'; room: Promise<Room> }
  | { state: 'live'; room: Room; cancelIdle: (() => void) | null }
  | { state: 'storing'; room: Room; stored: Promise<void> };

/**
 * The open calls. A call is loaded once however many wait for it (R10), stays while somebody is in it or something of
 * it is unsaved, and is forgotten a while after the last has left (R11).
 */
export class Rooms {
  private readonly options: RoomsOptions;
  private readonly entries = new Map<string, Entry>();
  /** Calls that were unloaded although their last projection failed: it is made up for when they open again. */
  private readonly unprojected = new Set<string>();
  private readonly pace = new ProjectionPace();
  private readonly logs: LogWatch;
  private readonly endRests: () => void;
  loads = 0;
  loadFailures = 0;

  constructor(options: RoomsOptions) {
    this.options = options;
    const { bus, clock, limits, log, logger } = options;
    this.endRests = clock.every(limits.restMs / 4, () => {
      this.restQuiet();
    });
    this.logs = new LogWatch({
      rooms: {
        open: () => this.open(),
        of: (callId) => this.entries.get(callId)?.room ?? null,
      },
      bus,
      clock,
      limits,
      log,
      logger,
    });
  }

  get size(): number {
    return this.entries.size;
  }

  /** How many are present in all rooms. */
  get presences(): number {
    let presences = 0;
    for (const entry of this.entries.values()) {
      if (entry.state !== 'loading') presences += entry.room.presence.size;
    }
    return presences;
  }

  /** How many rooms are being loaded, or stored because nobody is in them any more. */
  get moving(): { loading: number; storing: number } {
    const moving = { loading: 0, storing: 0 };
    for (const { state } of this.entries.values()) if (state !== 'live') moving[state] += 1;
    return moving;
  }

  /** Calls whose document is there to be changed. */
  get documents(): number {
    let documents = 0;
    for (const entry of this.entries.values()) {
      if (entry.state !== 'loading' && entry.room.built) documents += 1;
    }
    return documents;
  }

  /** Calls with something that is not committed or not projected. */
  get dirty(): number {
    let dirty = 0;
    for (const entry of this.entries.values()) {
      if (entry.state !== 'loading' && entry.room.dirty) dirty += 1;
    }
    return dirty;
  }

  /**
   * Opens the call's room and lets `enter` in, in one step: no unloading comes between.
   * @throws what loading throws; nothing is remembered of a failed load.
   */
  async enter(callId: string, lineage: string, enter: (room: Room) => void): Promise<void> {
    for (;;) {
      const entry = this.entries.get(callId);
      if (entry === undefined) await this.startLoad(callId, lineage);
      else if (entry.state === 'loading') await entry.room;
      else {
        if (entry.state === 'live') this.cancelIdle(entry);
        enter(entry.room);
        return;
      }
    }
  }

  /** Somebody left; the last one starts the way to unloading. */
  left(callId: string): void {
    const entry = this.entries.get(callId);
    if (entry?.state === 'live' && entry.room.size === 0) this.waitIdle(callId, entry);
  }

  /** Stores every room; resolves when all is committed and projected. */
  async close(): Promise<void> {
    this.endRests();
    this.logs.close();
    const loading = [...this.entries.values()].flatMap((entry) =>
      entry.state === 'loading' ? [entry.room] : [],
    );
    await Promise.allSettled(loading);
    await Promise.all(
      [...this.entries].map(async ([callId, entry]) => {
        if (entry.state === 'live') this.cancelIdle(entry);
        if (entry.state !== 'loading') await this.storeUntilClean(entry.room);
        this.forget(callId);
      }),
    );
  }

  private startLoad(callId: string, lineage: string): Promise<Room> {
    const room = this.load(callId, lineage);
    this.entries.set(callId, { state: 'loading', room });
    return room;
  }

  private async load(callId: string, lineage: string): Promise<Room> {
    const { claims, ...options } = this.options;
    this.loads += 1;
    try {
      const [loaded, stored] = await Promise.all([
        loadDocument(options.log, callId, lineage),
        options.log.clients(callId),
      ]);
      const owners = new ClientOwners({
        callId,
        stored,
        claims,
        apart: () => options.bus.shared && !options.bus.connected,
      });
      const room: Room = new Room({
        ...options,
        callId,
        loaded,
        owners,
        pace: this.pace,
        rowsAreOld: this.unprojected.delete(callId),
        wanted: () => {
          // What was just sent is on its way before the loop is busy with the document.
          setImmediate(() => {
            this.begin(room);
          });
        },
      });
      const entry: Entry = { state: 'live', room, cancelIdle: null };
      this.entries.set(callId, entry);
      this.waitIdle(callId, entry);
      options.clock.after(options.limits.buildMs, () => {
        this.begin(room);
      });
      return room;
    } catch (error) {
      this.entries.delete(callId);
      this.loadFailed(callId, error);
      throw error;
    }
  }

  private begin(room: Room): void {
    const { callId } = room;
    const entry = this.entries.get(callId);
    if (entry?.state !== 'live' || entry.room !== room) return;
    try {
      room.begin();
    } catch (error) {
      this.cancelIdle(entry);
      this.entries.delete(callId);
      this.loadFailed(callId, error);
      room.refuse();
      room.destroy();
    }
  }

  private loadFailed(callId: string, error: unknown): void {
    this.loadFailures += 1;
    this.options.figures.loadFailedAt = this.options.clock.now();
    this.options.logger.error({ callId, err: error }, 'loading notes failed');
  }

  private restQuiet(): void {
    for (const entry of this.entries.values()) {
      if (entry.state === 'live') void entry.room.restIfQuiet();
    }
  }

  private waitIdle(callId: string, entry: Entry & { state: 'live' }): void {
    this.cancelIdle(entry);
    const { clock, limits } = this.options;
    entry.cancelIdle = clock.after(limits.idleMs, () => {
      if (this.entries.get(callId) === entry && entry.room.size === 0) this.unload(callId, entry.room);
    });
  }

  private cancelIdle(entry: Entry & { state: 'live' }): void {
    entry.cancelIdle?.();
    entry.cancelIdle = null;
  }

  private unload(callId: string, room: Room): void {
    const stored = this.storeUntilClean(room).then(() => {
      // From here to the end nothing waits, so nobody can enter a room that is being forgotten.
      if (room.size === 0 && room.settled) {
        this.forget(callId);
        return;
      }
      const entry: Entry = { state: 'live', room, cancelIdle: null };
      this.entries.set(callId, entry);
      if (room.size === 0) this.waitIdle(callId, entry);
    });
    this.entries.set(callId, { state: 'storing', room, stored });
  }

  private async storeUntilClean(room: Room): Promise<void> {
    try {
      await room.store();
    } catch (error) {
      this.options.logger.error({ callId: room.callId, err: error }, 'closing a room failed');
    }
  }

  private forget(callId: string): void {
    const entry = this.entries.get(callId);
    this.entries.delete(callId);
    if (entry === undefined || entry.state === 'loading') return;
    if (entry.room.unprojected) this.unprojected.add(callId);
    entry.room.destroy();
  }

  private *open(): Iterable<Room> {
    for (const entry of this.entries.values()) {
      if (entry.state !== 'loading' && entry.room.open) yield entry.room;
    }
  }
}
