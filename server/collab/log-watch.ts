import type { Bus } from '#server/bus.ts';
import type { Clock } from './clock.ts';
import type { CollabLogger } from './collab-log.ts';
import type { DocumentLog } from './document-log.ts';
import type { CollabLimits } from './limits.ts';
import type { Room } from './room.ts';

/** The open calls, as far as their logs are concerned. */
export type WatchedRooms = {
  /** The rooms whose documents were found whole. */
  open(): Iterable<Room>;
  /** The room of a call, or its loading; null for a call that is not open. */
  of(callId: string): Room | Promise<Room> | null;
};

export type LogWatchOptions = {
  rooms: WatchedRooms;
  bus: Bus;
  clock: Clock;
  limits: CollabLimits;
  log: Pick<DocumentLog, 'heads'>;
  logger: CollabLogger;
};

/** Of so many calls one query asks how far their logs reach. */
const mostCompared = 1_000;

/**
 * Has rooms read what others wrote to their logs: when they are told of it, and by comparing the logs of all open calls, because
 * a message about it may have been lost (R48).
 */
export class LogWatch {
  private readonly options: LogWatchOptions;
  private readonly endings: (() => void)[];
  /** Rooms whose log is to be read again, because that failed. */
  private readonly behind = new Set<Room>();
  private comparing = false;
  private comparedAt: number;

  constructor(options: LogWatchOptions) {
    this.options = options;
    const { bus, clock, limits, rooms } = options;
    this.comparedAt = clock.now();
    this.endings = [
      bus.subscribe('document', ({ callId }) => {
        const room = rooms.of(callId);
        if (room instanceof Promise) void this.catchUpLoaded(room);
        else if (room !== null) void this.catchUp(room);
      }),
    ];
    if (!bus.shared) return;
    this.endings.push(
      bus.watch({
        connected: () => {
          for (const room of rooms.open()) room.others.greet();
          void this.compare();
        },
        gone: (processId) => {
          for (const room of rooms.open()) room.others.gone(processId);
        },
      }),
      clock.every(limits.compareAloneMs, () => {
        const due = clock.now() - this.comparedAt >= limits.compareMs;
        if (due) for (const room of rooms.open()) room.others.tellEverybody();
        if (due || !bus.connected) void this.compare();
      }),
    );
  }

  close(): void {
    for (const end of this.endings) end();
  }

  private async compare(): Promise<void> {
    if (this.comparing) return;
    this.comparing = true;
    const { clock, log, logger, rooms } = this.options;
    this.comparedAt = clock.now();
    try {
      const open = [...rooms.open()];
      for (let from = 0; from < open.length; from += mostCompared) {
        const some = open.slice(from, from + mostCompared);
        const heads = await log.heads(some.map(({ callId }) => callId));
        for (const room of some) {
          if (room.isBehind(heads.get(room.callId) ?? 0n)) await this.catchUp(room);
        }
      }
    } catch (error) {
      logger.warn({ err: error }, 'comparing the logs of open calls failed');
    } finally {
      this.comparing = false;
    }
  }

  private async catchUp(room: Room): Promise<void> {
    try {
      await room.catchUp();
    } catch (error) {
      this.options.logger.error({ callId: room.callId, err: error }, 'reading the log again failed');
      this.catchUpLater(room);
    }
  }

  /** What was loaded may have been read before what it is told of now. */
  private async catchUpLoaded(loading: Promise<Room>): Promise<void> {
    const room = await loading.catch(() => null);
    if (room !== null) await this.catchUp(room);
  }

  private catchUpLater(room: Room): void {
    if (this.behind.has(room)) return;
    this.behind.add(room);
    const { clock, limits, rooms } = this.options;
    clock.after(limits.compareAloneMs, () => {
      this.behind.delete(room);
      if (rooms.of(room.callId) === room) void this.catchUp(room);
    });
  }
}
