import { createHash, randomBytes } from 'node:crypto';
import { createClient } from '@redis/client';
import { z } from 'zod';
import {
  Subscribers,
  type Bus,
  type BusEvents,
  type BusFigures,
  type BusListener,
  type BusTopic,
  type CallChannel,
  type CallListener,
} from './bus.ts';
import { decodeCallMessage, encodeCallMessage, type CallMessage } from './call-messages.ts';

export type RedisBusOptions = {
  url: string;
  /** What all servers of this installation share and no other has: several may use one Redis. */
  installation: string;
  logger: Record<'info' | 'warn', (fields: object, event: string) => void>;
  /** How often a process says that it lives, in milliseconds; the default is two seconds. */
  beatMs?: number;
};

const BEAT_MS = 2_000;
/** After so many beats of our own that did not come back, what we say does not arrive. */
const BEATS_UNTIL_BROKEN = 3;
/** After so many beats not heard of another process, its people are taken for gone. */
const BEATS_UNTIL_GONE = 12;
const MOST_RETRY_MS = 2_000;
/** A Redis that stands still must not fill our memory. */
const MOST_WAITING = 20_000;
const WARN_EVERY_MS = 60_000;

const general = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('alive') }),
  z.object({ topic: z.literal('bye') }),
  z.object({
    topic: z.literal('access'),
    userId: z.string().nullable().default(null),
    callId: z.string().nullable().default(null),
    seriesId: z.string().nullable().default(null),
  }),
  z.object({ topic: z.literal('series'), seriesId: z.string() }),
]);
const generalMessage = z.intersection(z.object({ from: z.string() }), general);

type Joined = { listener: CallListener; active: boolean };

/**
 * The bus over Redis' publish and subscribe: one channel for all, and one for each call, which only the processes hear
 * that have the call open. Nothing is kept while Redis is away, and nothing waits for it.
 */
export class RedisBus implements Bus {
  readonly processId = randomBytes(8).toString('hex');
  readonly shared = true;
  readonly figures: BusFigures = { sent: 0, received: 0, dropped: 0, breaks: 0 };
  private readonly options: RedisBusOptions;
  private readonly prefix: string;
  private readonly subscribers = new Subscribers();
  private readonly watchers = new Set<BusListener>();
  private readonly calls = new Map<string, Joined>();
  /** Calls that were left while Redis was away: the library listens to them again when it is back. */
  private readonly leftAlone = new Set<string>();
  private readonly heardAt = new Map<string, number>();
  private readonly publisher: ReturnType<typeof connectTo>;
  private readonly subscriber: ReturnType<typeof connectTo>;
  private readonly beat: NodeJS.Timeout;
  private readonly beatMs: number;
  private ownBeatAt = Number.NEGATIVE_INFINITY;
  private works = false;
  private closed = false;
  private warnedAt = Number.NEGATIVE_INFINITY;

  constructor(options: RedisBusOptions) {
    this.options = options;
    this.beatMs = options.beatMs ?? BEAT_MS;
    const digest = createHash('sha256').update(options.installation).digest('hex').slice(0, 16);
    this.prefix = `callnotes:${digest}:`;
    this.publisher = connectTo(options.url, this.beatMs);
    this.subscriber = connectTo(options.url, this.beatMs);
    for (const client of [this.publisher, this.subscriber]) {
      client.on('error', (error: Error) => {
        this.broken(error);
      });
      client.on('ready', () => {
        void this.subscribeAll();
      });
      // It never gives up, so this ends only when the bus is closed.
      client.connect().catch(() => undefined);
    }
    this.beat = setInterval(() => {
      this.onBeat();
    }, this.beatMs);
    this.beat.unref();
  }

  get connected(): boolean {
    return this.works;
  }

  publish<Topic extends BusTopic>(topic: Topic, event: BusEvents[Topic]): void {
    this.subscribers.tell(topic, event);
    const told = { topic, event } as { [One in BusTopic]: { topic: One; event: BusEvents[One] } }[BusTopic];
    switch (told.topic) {
      case 'access':
        this.sayToAll({ topic: 'access', ...told.event });
        break;
      case 'document':
        this.sayToCall(told.event.callId, { kind: 'logged', position: told.event.logId });
        break;
      case 'state':
        if ('callId' in told.event) this.sayToCall(told.event.callId, { kind: 'state' });
        else this.sayToAll({ topic: 'series', seriesId: told.event.seriesId });
    }
  }

  subscribe<Topic extends BusTopic>(topic: Topic, listener: (event: BusEvents[Topic]) => void): () => void {
    return this.subscribers.add(topic, listener);
  }

  join(callId: string, listener: CallListener): CallChannel {
    const joined: Joined = { listener, active: false };
    this.calls.set(callId, joined);
    this.leftAlone.delete(callId);
    void this.subscribeTo(callId, joined);
    return {
      send: (message) => {
        this.sayToCall(callId, message);
      },
      leave: () => {
        if (this.calls.get(callId) !== joined) return;
        this.calls.delete(callId);
        void this.unsubscribeFrom(callId);
      },
    };
  }

  watch(listener: BusListener): () => void {
    this.watchers.add(listener);
    return () => {
      this.watchers.delete(listener);
    };
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.beat);
    if (this.publisher.isReady) {
      const bye = this.publisher.publish(this.prefix, JSON.stringify({ from: this.processId, topic: 'bye' }));
      await Promise.race([bye, new Promise((resolve) => setTimeout(resolve, this.beatMs))]).catch(
        () => undefined,
      );
    }
    this.publisher.destroy();
    this.subscriber.destroy();
  }

  private channelOf(callId: string): string {
    return `${this.prefix}call:${callId}`;
  }

  private sayToAll(event: z.input<typeof general>): void {
    this.send(this.prefix, JSON.stringify({ from: this.processId, ...event }));
  }

  private sayToCall(callId: string, message: CallMessage): void {
    this.send(this.channelOf(callId), encodeCallMessage(this.processId, message));
  }

  private send(channel: string, bytes: string | Buffer): void {
    if (!this.works || !this.publisher.isReady) {
      this.figures.dropped += 1;
      return;
    }
    this.figures.sent += 1;
    this.publisher.publish(channel, bytes).catch(() => {
      this.figures.dropped += 1;
    });
  }

  private onBeat(): void {
    const now = performance.now();
    if (now - this.ownBeatAt > BEATS_UNTIL_BROKEN * this.beatMs) this.broken(null);
    for (const [processId, heardAt] of this.heardAt) {
      if (now - heardAt > BEATS_UNTIL_GONE * this.beatMs) this.gone(processId);
    }
    this.sayAlive();
  }

  /** Also while the bus is taken for broken: that this comes back is how it is known to work. */
  private sayAlive(): void {
    if (!this.publisher.isReady || !this.subscriber.isReady) return;
    const alive = JSON.stringify({ from: this.processId, topic: 'alive' });
    this.publisher.publish(this.prefix, alive).catch(() => undefined);
  }

  private async subscribeAll(): Promise<void> {
    if (this.closed || !this.subscriber.isReady) return;
    try {
      await this.subscriber.subscribe(this.prefix, this.heardByAll, true);
      await Promise.all([...this.calls].map(([callId, joined]) => this.subscribeTo(callId, joined)));
      await Promise.all([...this.leftAlone].map((callId) => this.unsubscribeFrom(callId)));
      this.sayAlive();
    } catch {
      // The connection broke again; the next one begins anew.
    }
  }

  private async subscribeTo(callId: string, joined: Joined): Promise<void> {
    if (!this.subscriber.isReady) return;
    try {
      await this.subscriber.subscribe(this.channelOf(callId), this.heardOfCall, true);
    } catch {
      return;
    }
    if (joined.active || this.calls.get(callId) !== joined) return;
    joined.active = true;
    joined.listener.joined();
  }

  private async unsubscribeFrom(callId: string): Promise<void> {
    this.leftAlone.add(callId);
    if (!this.subscriber.isReady) return;
    try {
      // With its listener, or the library takes who joins before the answer for subscribed already.
      await this.subscriber.unsubscribe(this.channelOf(callId), this.heardOfCall, true);
      this.leftAlone.delete(callId);
    } catch {
      // The connection broke; it is asked again on the next one.
    }
  }

  private readonly heardByAll = (bytes: Buffer): void => {
    const parsed = generalMessage.safeParse(jsonOf(bytes));
    // Anybody may write to a Redis that is shared, and a newer server may say what this one does not know.
    if (!parsed.success) return;
    const message = parsed.data;
    if (message.from === this.processId) {
      if (message.topic === 'alive') this.heardOwnBeat();
      return;
    }
    this.heardAt.set(message.from, performance.now());
    this.figures.received += 1;
    switch (message.topic) {
      case 'alive':
        break;
      case 'bye':
        this.gone(message.from);
        break;
      case 'access':
        this.subscribers.tell('access', message);
        break;
      case 'series':
        this.subscribers.tell('state', { seriesId: message.seriesId });
    }
  };

  private readonly heardOfCall = (bytes: Buffer, channel: Buffer): void => {
    const callId = channel.toString().slice(this.channelOf('').length);
    let heard: ReturnType<typeof decodeCallMessage>;
    try {
      heard = decodeCallMessage(bytes);
    } catch (error) {
      this.options.logger.warn({ callId, err: error }, 'a message of another server cannot be read');
      return;
    }
    const { from, message } = heard;
    if (from === this.processId) return;
    this.figures.received += 1;
    if (!this.heardAt.has(from)) this.heardAt.set(from, performance.now());
    if (message.kind === 'logged') this.subscribers.tell('document', { callId, logId: message.position });
    else if (message.kind === 'state') this.subscribers.tell('state', { callId });
    else this.calls.get(callId)?.listener.heard(message, from);
  };

  private heardOwnBeat(): void {
    this.ownBeatAt = performance.now();
    if (this.works) return;
    this.works = true;
    this.options.logger.info({}, 'other servers can be reached by way of Redis');
    for (const watcher of this.watchers) watcher.connected();
  }

  private broken(error: Error | null): void {
    if (this.works) {
      this.works = false;
      this.figures.breaks += 1;
    } else if (performance.now() - this.warnedAt < WARN_EVERY_MS) return;
    this.warnedAt = performance.now();
    const event = 'other servers cannot be reached: Redis is away, the log alone keeps documents together';
    if (!this.closed) this.options.logger.warn({ error: error?.message ?? 'no answer' }, event);
  }

  private gone(processId: string): void {
    this.heardAt.delete(processId);
    for (const watcher of this.watchers) watcher.gone(processId);
  }
}

/** What some bytes are as JSON; undefined when they are none. */
function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

function connectTo(url: string, beatMs: number) {
  return createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: MOST_WAITING,
    socket: {
      connectTimeout: 5_000,
      // A beat goes through both connections, so one that is silent for so long is broken.
      socketTimeout: 5 * beatMs,
      reconnectStrategy: (retries) => Math.min(MOST_RETRY_MS, 100 * 2 ** Math.min(retries, 10)),
    },
  });
}
