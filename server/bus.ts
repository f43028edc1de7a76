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

export type BusEvents = { access: AccessScope; document: DocumentChange };

/** Publish and subscribe inside one process. What is published is a hint: the database is the truth. */
export type Bus = {
  publish<Topic extends keyof BusEvents>(topic: Topic, event: BusEvents[Topic]): void;
  /** Returns the function that ends the subscription. */
  subscribe<Topic extends keyof BusEvents>(
    topic: Topic,
    listener: (event: BusEvents[Topic]) => void,
  ): () => void;
};

type Listeners = { [Topic in keyof BusEvents]: Set<(event: BusEvents[Topic]) => void> };

/** A bus of its own, for a test; everything else takes `bus()`. */
export function createBus(): Bus {
  const listeners: Listeners = { access: new Set(), document: new Set() };
  return {
    publish(topic, event) {
      for (const listener of listeners[topic]) listener(event);
    },
    subscribe(topic, listener) {
      listeners[topic].add(listener);
      return () => {
        listeners[topic].delete(listener);
      };
    },
  };
}

/** The bus of this process, the same one for the server and for the pages. */
export function bus(): Bus {
  const state = sharedState();
  state.bus ??= createBus();
  return state.bus;
}
