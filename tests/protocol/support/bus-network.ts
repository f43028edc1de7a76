import {
  Subscribers,
  type Bus,
  type BusEvents,
  type BusListener,
  type BusTopic,
  type CallListener,
} from '#server/bus.ts';
import { decodeCallMessage, encodeCallMessage, type CallMessage } from '#server/call-messages.ts';

type Station = {
  readonly bus: Bus;
  readonly subscribers: Subscribers;
  readonly rooms: Map<string, CallListener>;
  readonly listeners: Set<BusListener>;
};

/** Several servers' buses, with what Redis may do to them: lose messages, go away and come back. */
export class BusNetwork {
  private readonly stations: Station[] = [];
  private up = true;
  /** Which messages on their way between servers are lost. */
  loses: (message: CallMessage) => boolean = () => false;
  /** Every message that was sent, lost or not. */
  readonly sent: CallMessage[] = [];

  /** The bus of one more server. */
  bus(): Bus {
    const processId = `process-${String(this.stations.length + 1)}`;
    const subscribers = new Subscribers();
    const rooms: Station['rooms'] = new Map();
    const listeners: Station['listeners'] = new Set();
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- a getter of an object literal has a `this` of its own
    const network = this;
    const bus: Bus = {
      processId,
      shared: true,
      get connected() {
        return network.up;
      },
      figures: { sent: 0, received: 0, dropped: 0, breaks: 0 },
      publish: (topic, event) => {
        subscribers.tell(topic, event);
        this.tellOthers(processId, topic, event);
      },
      subscribe: (topic, listener) => subscribers.add(topic, listener),
      join: (callId, listener) => {
        rooms.set(callId, listener);
        queueMicrotask(() => {
          if (this.up && rooms.get(callId) === listener) listener.joined();
        });
        return {
          send: (message) => {
            this.say(processId, callId, message);
          },
          leave: () => {
            if (rooms.get(callId) === listener) rooms.delete(callId);
          },
        };
      },
      watch: (listener) => {
        listeners.add(listener);
        return () => {
          listeners.delete(listener);
        };
      },
      close: () => Promise.resolve(),
    };
    this.stations.push({ bus, subscribers, rooms, listeners });
    return bus;
  }

  /** Nobody hears of anybody any more. */
  down(): void {
    this.up = false;
  }

  back(): void {
    this.up = true;
    for (const { listeners } of this.stations) for (const listener of listeners) listener.connected();
  }

  /** A server reaches Redis again, later or earlier than the others. */
  backAlone(bus: Bus): void {
    const station = this.stations.find((one) => one.bus === bus);
    for (const listener of station?.listeners ?? []) listener.connected();
  }

  /** A server has not been heard of for too long. */
  silent(bus: Bus): void {
    for (const station of this.others(bus.processId)) {
      for (const listener of station.listeners) listener.gone(bus.processId);
    }
  }

  private others(processId: string): Station[] {
    return this.stations.filter(({ bus }) => bus.processId !== processId);
  }

  private say(from: string, callId: string, message: CallMessage): void {
    this.sent.push(message);
    if (!this.up || this.loses(message)) return;
    const bytes = encodeCallMessage(from, message);
    setImmediate(() => {
      for (const { rooms } of this.others(from)) {
        const heard = decodeCallMessage(bytes);
        rooms.get(callId)?.heard(heard.message, heard.from);
      }
    });
  }

  private tellOthers<Topic extends BusTopic>(from: string, topic: Topic, event: BusEvents[Topic]): void {
    if (!this.up) return;
    setImmediate(() => {
      for (const { subscribers } of this.others(from)) subscribers.tell(topic, event);
    });
  }
}
