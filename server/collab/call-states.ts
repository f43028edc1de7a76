import type { CallCommand, CallStateMessage } from '#lib/collab/call-state.ts';
import { mayCommand } from '#lib/policy/call-commands.ts';
import type { Admission } from './admission.ts';
import type { Clock } from './clock.ts';
import type { CollabLogger } from './collab-log.ts';
import { callStateFrame } from './frames.ts';

/** A call's state as it is stored, and when it ends by itself. */
export type StoredCallState = CallStateMessage & {
  /** Milliseconds until the request for cover ends; null while there is none. */
  coverEndsInMs: number | null;
};

/** Where the state of calls is kept: `server/db` in the product. */
export type CallStateStore = {
  /** Null when the call is gone. */
  read(callId: string): Promise<StoredCallState | null>;
  /** Applies a command in one transaction; false when it changed nothing. Policy was asked before. */
  run(callId: string, userId: string, command: CallCommand): Promise<boolean>;
  /** Ends a request for cover whose time is over. */
  endCover(callId: string): Promise<void>;
};

/** A socket, as far as the state of its call is concerned. */
export type StateMember = {
  readonly callId: string;
  readonly admission: Admission;
  send(frame: Buffer): void;
};

export type CallStatesOptions = {
  store: CallStateStore;
  clock: Clock;
  logger: CollabLogger;
  /** A command changed the state of the call, or of every call of the series: told to other processes. */
  stateChanged(change: { callId: string } | { seriesId: string }): void;
  /** Somebody's rights may have changed with a command. */
  rightsChanged(callId: string): void;
};

type Entry = {
  members: Set<StateMember>;
  /** What the members know; null before the first reading. */
  told: { json: string; frame: Buffer } | null;
  reading: boolean;
  again: boolean;
  /** Commands of one call run one after the other. */
  commands: Promise<void>;
  cancelTimer: (() => void) | null;
};

const retryMs = 1_000;

/**
 * The state of the open calls: read from the database, changed by commands, and pushed whole to every socket of the
 * call at each change, whichever process made it.
 */
export class CallStates {
  private readonly options: CallStatesOptions;
  private readonly entries = new Map<string, Entry>();

  constructor(options: CallStatesOptions) {
    this.options = options;
  }

  /** The member is told the state now and at every change. */
  join(member: StateMember): void {
    const entry = this.entries.get(member.callId) ?? this.open(member.callId);
    entry.members.add(member);
    if (entry.told === null) void this.refresh(member.callId);
    else member.send(entry.told.frame);
  }

  leave(member: StateMember): void {
    const entry = this.entries.get(member.callId);
    if (entry === undefined || !entry.members.delete(member) || entry.members.size > 0) return;
    entry.cancelTimer?.();
    this.entries.delete(member.callId);
  }

  /** The state of the call may have changed. */
  changed(callId: string): void {
    void this.refresh(callId);
  }

  /** Something that every call of the series may show has changed. */
  seriesChanged(seriesId: string): void {
    for (const [callId, { members }] of this.entries) {
      const [member] = members;
      if (member?.admission.view.seriesId === seriesId) void this.refresh(callId);
    }
  }

  /**
   * Runs a command of a member, whose rights are asked when its turn comes. Where it changes nothing the member is told the
   * state again, because their page shows another one.
   */
  run(member: StateMember, command: CallCommand): void {
    const entry = this.entries.get(member.callId);
    if (entry === undefined) return;
    entry.commands = entry.commands.then(() => this.apply(entry, member, command));
  }

  close(): void {
    for (const entry of this.entries.values()) entry.cancelTimer?.();
    this.entries.clear();
  }

  private open(callId: string): Entry {
    const entry: Entry = {
      members: new Set(),
      told: null,
      reading: false,
      again: false,
      commands: Promise.resolve(),
      cancelTimer: null,
    };
    this.entries.set(callId, entry);
    return entry;
  }

  private async apply(entry: Entry, member: StateMember, command: CallCommand): Promise<void> {
    const { logger, rightsChanged, stateChanged, store } = this.options;
    const { callId } = member;
    const { actor, view } = member.admission;
    if (actor.kind === 'anonymous' || !mayCommand(command, view.access)) {
      this.tellAgain(entry, member);
      return;
    }
    try {
      const changed = await store.run(callId, actor.userId, command);
      // Other processes find it in the table of changes too, a moment later.
      if (changed) {
        stateChanged(command.kind === 'tick' ? { seriesId: member.admission.view.seriesId } : { callId });
      }
      await this.refresh(callId);
      if (!changed) this.tellAgain(entry, member);
      else if (command.kind === 'takeOver') rightsChanged(callId);
    } catch (error) {
      logger.error({ callId, kind: command.kind, err: error }, 'a command about a call failed');
      this.tellAgain(entry, member);
    }
  }

  private tellAgain(entry: Entry, member: StateMember): void {
    if (entry.told !== null && entry.members.has(member)) member.send(entry.told.frame);
  }

  private async refresh(callId: string): Promise<void> {
    const entry = this.entries.get(callId);
    if (entry === undefined) return;
    entry.again = true;
    if (entry.reading) return;
    entry.reading = true;
    try {
      while (entry.again && this.entries.get(callId) === entry) {
        entry.again = false;
        this.tell(callId, entry, await this.options.store.read(callId));
      }
    } catch (error) {
      this.options.logger.warn({ callId, err: error }, 'reading the state of a call failed');
      this.setTimer(callId, entry, retryMs, () => this.refresh(callId));
    } finally {
      entry.reading = false;
    }
  }

  private tell(callId: string, entry: Entry, stored: StoredCallState | null): void {
    if (stored === null || this.entries.get(callId) !== entry) return;
    const { coverEndsInMs, ...message } = stored;
    this.setTimer(callId, entry, coverEndsInMs, () => this.endCover(callId));
    const json = JSON.stringify(message);
    if (json === entry.told?.json) return;
    entry.told = { json, frame: callStateFrame(message) };
    for (const member of entry.members) member.send(entry.told.frame);
  }

  private async endCover(callId: string): Promise<void> {
    try {
      await this.options.store.endCover(callId);
    } catch (error) {
      this.options.logger.warn({ callId, err: error }, 'ending a request for cover failed');
    }
    await this.refresh(callId);
  }

  private setTimer(callId: string, entry: Entry, ms: number | null, task: () => Promise<void>): void {
    entry.cancelTimer?.();
    entry.cancelTimer = null;
    if (ms === null || this.entries.get(callId) !== entry) return;
    entry.cancelTimer = this.options.clock.after(ms, () => void task());
  }
}
