import type { CollabLimits } from './limits.ts';

/** Somebody whose frames can wait. */
export type Holdable = {
  /** No frame of it is handled, and its socket is not read, until as many calls of `release`. */
  hold(): void;
  release(): void;
};

/**
 * Reads no more of those who write to a room while much of it waits: for the end of the window, or for a commit. What
 * they send stays in the network then, and nothing of it is lost (R29).
 */
export class BackPressure {
  private readonly limits: CollabLimits;
  private crowded: Holdable[] = [];
  private stalled: Holdable[] = [];
  private updates = 0;
  private bytes = 0;
  private uncommitted = 0;

  constructor(limits: CollabLimits) {
    this.limits = limits;
  }

  /** Whether anything waits for the end of the window. */
  get waiting(): boolean {
    return this.updates > 0;
  }

  /** An update of the member's waits for the end of the window from here on; whether the window is full by that. */
  took(member: Holdable, bytes: number): boolean {
    this.updates += 1;
    this.bytes += bytes;
    const { uncommittedBytes, windowBytes, windowUpdates } = this.limits;
    const full = this.updates >= windowUpdates || this.bytes >= windowBytes;
    if (full) hold(member, this.crowded);
    if (this.uncommitted >= uncommittedBytes) hold(member, this.stalled);
    return full;
  }

  /** What waits is being taken out. */
  emptied(): void {
    this.updates = 0;
    this.bytes = 0;
  }

  windowEnded(): void {
    const crowded = this.crowded;
    this.crowded = [];
    release(crowded);
  }

  appended(bytes: number): void {
    this.uncommitted += bytes;
  }

  /** So many bytes are in the log; `all` when nothing else waits for a commit. */
  committed(bytes: number, all: boolean): void {
    this.uncommitted = all ? 0 : Math.max(0, this.uncommitted - bytes);
    if (this.uncommitted >= this.limits.uncommittedBytes) return;
    const stalled = this.stalled;
    this.stalled = [];
    release(stalled);
  }
}

function hold(member: Holdable, list: Holdable[]): void {
  member.hold();
  list.push(member);
}

function release(list: readonly Holdable[]): void {
  for (const member of list) member.release();
}
