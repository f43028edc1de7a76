import { randomUUID } from 'node:crypto';
import type { CallMessage } from './call-messages.ts';
import { sharedState } from './shared-state.ts';

declare module '#server/shared-state.ts' {
  interface SharedState {
    bus?: Bus;
  }
}

/** Whose rights may have changed: every field that is given must match; none given means everybody's. */
export type AccessScope = { userId?: string | null; callId?: string | null; seriesId?: string | null };
/** A call's document was appended to by somebody other than its room. */
export type DocumentChange = { callId: string; logId: bigint };
/** The state of a call changed, or something that every call of the series shows. */
export type StateChange = { callId: string } | { seriesId: string };

export type BusEvents = { access: AccessScope; document: DocumentChange; state: StateChange };
export type BusTopic = keyof BusEvents;

/** A room's place on its call's channel, where the rooms of other processes that have the call open are. */
export type CallChannel = {
  /** Tells the others; lost while they cannot be reached. */
  send(message: CallMessage): void;
  leave(): void;
};

/** A room on its call's channel. */
export type CallListener = {
  /** What the rooms of other processes say; `from` is the process. */
  heard(message: CallMessage, from: string): void;
  /** From now on nothing is missed that is said; before, it may have been. */
  joined(): void;
};

/** What happens to the bus itself: it works, or works again after a break; a process has been silent for too long. */
export type BusListener = { connected(): void; gone(processId: string): void };

export type BusFigures = {
  sent: number;
  received: number;
  /** Messages that could not be sent. */
  dropped: number;
  /** How often the others could no longer be reached. */
  breaks: number;
};

/**
 * Publish and subscribe between everything that serves this installation. What is published is a hint: the database is
 * the truth, and what is lost here has to be found there.
 */
export type Bus = {
  readonly processId: string;
  /** Whether other processes may be there, whether or not they can be reached now. */
  readonly shared: boolean;
  /** Whether what is said reaches the others as far as is known. */
  readonly connected: boolean;
  readonly figures: Readonly<BusFigures>;
  /** Tells every subscriber, those of this process before it returns. */
  publish<Topic extends BusTopic>(topic: Topic, event: BusEvents[Topic]): void;
  /** Returns the function that ends the subscription. */
  subscribe<Topic extends BusTopic>(topic: Topic, listener: (event: BusEvents[Topic]) => void): () => void;
  /** Joins a call's channel; only what the rooms of other processes say is heard there. */
  join(callId: string, listener: CallListener): CallChannel;
  watch(listener: BusListener): () => void;
  close(): Promise<void>;
};

/** Those of one process who listen, by topic. */
export class Subscribers {
  private readonly listeners: { [Topic in BusTopic]: Set<(event: BusEvents[Topic]) => void> } = {
    access: new Set(),
    document: new Set(),
    state: new Set(),
  };

  tell<Topic extends BusTopic>(topic: Topic, event: BusEvents[Topic]): void {
    for (const listener of this.listeners[topic]) listener(event);
  }

  add<Topic extends BusTopic>(topic: Topic, listener: (event: BusEvents[Topic]) => void): () => void {
    this.listeners[topic].add(listener);
    return () => {
      this.listeners[topic].delete(listener);
    };
  }
}

/** The bus of a process that is alone. A test makes one of its own; everything else takes `bus()`. */
export function createBus(): Bus {
  const subscribers = new Subscribers();
  const nobody: CallChannel = { send: () => undefined, leave: () => undefined };
  return {
    processId: randomUUID(),
    shared: false,
    connected: true,
    figures: { sent: 0, received: 0, dropped: 0, breaks: 0 },
    publish(topic, event) {
      subscribers.tell(topic, event);
    },
    subscribe: (topic, listener) => subscribers.add(topic, listener),
    join: () => nobody,
    watch: () => () => undefined,
    close: () => Promise.resolve(),
  };
}

/** The bus of this process, the same one for the server and for the pages. */
export function bus(): Bus {
  const state = sharedState();
  state.bus ??= createBus();
  return state.bus;
}

/** Makes a bus the one of this process; before anybody asks for it. */
export function useBus(own: Bus): void {
  sharedState().bus = own;
}
