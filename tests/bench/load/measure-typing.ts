import { setTimeout as wait } from 'node:timers/promises';
import type { Room, Target } from '#tests/bench/targets/target.ts';
import { Arrivals } from './arrivals.ts';
import { Client } from './client.ts';
import { Carets, countCursors, countPresences, moveCursors } from './cursors.ts';
import { Histogram } from './histogram.ts';
import { measureCpu } from './server-cpu.ts';
import { typeEvenly } from './type-evenly.ts';
import { Writer } from './writer.ts';

export type TypingOptions = {
  writers: number;
  watchers: number;
  keysPerSecond: number;
  seconds: number;
  /** The part of the watchers that move a caret; with any, writers tell theirs with each key. */
  cursors: number;
};

const warmUpMs = 1_500;
const quietMs = 800;
const mostMs = 12_000;
const firstWatcherId = 1_000;

/** Some type, many watch: how long a key takes to each of them, and what it costs the server. */
export async function measureTyping(
  target: Target,
  room: Room,
  options: TypingOptions,
): Promise<Record<string, number | null>> {
  const saved = new Histogram();
  const writers: Writer[] = [];
  const watchers: Client[] = [];
  let arrivals: Arrivals | null = null;
  let presences = 0;
  let stopCursors = (): void => undefined;
  try {
    for (let index = 0; index < options.writers; index += 1) {
      writers.push(
        await Writer.open(room.door(index), index + 1, {}, (ms) => {
          saved.add(ms);
        }),
      );
    }
    for (let index = 0; index < options.watchers; index += 1) {
      watchers.push(
        await Client.open(room.door(options.writers + index), {
          update: (payload) => arrivals?.take(index, payload),
          presence: (payload) => (presences += countPresences(payload)),
          cursors: (payload) => (presences += countCursors(payload)),
        }),
      );
    }
    arrivals = new Arrivals(writers, options.watchers);
    stopCursors = moveCursors(
      watchers.slice(0, Math.round(options.watchers * options.cursors)),
      firstWatcherId,
    );
    const carets = new Map(writers.map((writer) => [writer, new Carets()]));
    const typed = (writer: Writer): void => {
      if (options.cursors > 0) writer.tellCursor((id) => (carets.get(writer) ?? new Carets()).next(id));
    };
    const { keysPerSecond } = options;
    await typeEvenly(writers, { keysPerSecond, ms: warmUpMs, typed });

    const before = writers.reduce((sum, { letters }) => sum + letters, 0);
    const bytes = received(watchers);
    presences = 0;
    for (const writer of writers) writer.measuring = true;
    const cpu = measureCpu(target);
    await typeEvenly(writers, { keysPerSecond, ms: options.seconds * 1_000, typed });
    const used = cpu();
    const keys = writers.reduce((sum, { letters }) => sum + letters, 0) - before;
    const bytesReceived = received(watchers) - bytes;
    const presencesHeard = presences;
    await untilQuiet(arrivals, keys * options.watchers);

    const { times } = arrivals;
    const expected = keys * options.watchers;
    return {
      p50Ms: times.percentile(0.5),
      p99Ms: times.percentile(0.99),
      cpuPerKeyUs: (used.serverMs * 1_000) / expected,
      cpuWithDatabasePerKeyUs: (used.withDatabaseMs * 1_000) / expected,
      serverPercent: used.serverMs / options.seconds / 10,
      bytesPerKey: bytesReceived / expected,
      cursorsPerKey: presencesHeard / expected,
      savedP50Ms: saved.count === 0 ? null : saved.percentile(0.5),
      savedP99Ms: saved.count === 0 ? null : saved.percentile(0.99),
      delivered: times.count,
      missing: expected - times.count,
      generatorPercent: used.generatorPercent,
      otherPercent: used.otherPercent,
    };
  } finally {
    stopCursors();
    for (const client of [...writers, ...watchers]) client.close();
  }
}

/** Waits until all has come, or nothing more has for 0.8 s; 12 s at most. */
export async function untilQuiet(arrivals: Arrivals, expected: number): Promise<void> {
  const latest = performance.now() + mostMs;
  let count = -1;
  let since = performance.now();
  while (arrivals.times.count < expected && performance.now() < latest) {
    if (arrivals.times.count !== count) {
      count = arrivals.times.count;
      since = performance.now();
    } else if (performance.now() - since > quietMs) return;
    await wait(20);
  }
}

function received(clients: readonly Client[]): number {
  return clients.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0);
}
