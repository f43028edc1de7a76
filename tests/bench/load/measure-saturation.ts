import { setTimeout as wait } from 'node:timers/promises';
import type { Figures } from '#tests/bench/cases/bench-case.ts';
import type { Room, Target } from '#tests/bench/targets/target.ts';
import { Arrivals } from './arrivals.ts';
import { Client } from './client.ts';
import { clocksOf } from './clocks-of.ts';
import { untilQuiet } from './measure-typing.ts';
import { measureCpu } from './server-cpu.ts';
import { Writer } from './writer.ts';

export type SaturationOptions = {
  writers: number;
  watchers: number;
  /** How long each rate is held. */
  seconds: number;
  /** The first rate that is tried, in keys a second of all writers together. */
  from: number;
};

type Step = {
  /** What was really typed, in keys a second. */
  rate: number;
  p50Ms: number;
  p99Ms: number;
  missing: number;
  /** From the last key until nothing more came. */
  catchUpMs: number;
  serverPercent: number;
  generatorPercent: number;
};

const growth = 1.6;
const mostP99Ms = 100;
const mostSteps = 14;
const tickMs = 2;
const pauseMs = 300;
const mostAgain = 4;

/** Finds the highest rate with a p99 below 100 ms and nothing missing, then types at twice that. */
export async function measureSaturation(
  target: Target,
  room: Room,
  options: SaturationOptions,
): Promise<Figures> {
  const writers: Writer[] = [];
  const watchers: Client[] = [];
  let arrivals: Arrivals | null = null;
  let cut = 0;
  const closed = (): void => void (cut += 1);
  try {
    for (let index = 0; index < options.writers; index += 1) {
      writers.push(await Writer.open(room.door(index), index + 1, { closed }));
    }
    for (let index = 0; index < options.watchers; index += 1) {
      const update = (payload: Uint8Array): void => arrivals?.take(index, payload);
      watchers.push(await Client.open(room.door(options.writers + index), { update, closed }));
    }
    const step = async (rate: number): Promise<Step> => {
      arrivals = new Arrivals(writers, options.watchers);
      const cpu = measureCpu(target);
      const begin = performance.now();
      const keys = await typeAtRate(writers, rate, options.seconds * 1_000);
      const end = performance.now();
      const used = cpu();
      const expected = keys * options.watchers;
      await untilQuiet(arrivals, expected);
      const { times } = arrivals;
      const seconds = (end - begin) / 1_000;
      await wait(pauseMs);
      return {
        rate: keys / seconds,
        p50Ms: times.percentile(0.5),
        p99Ms: times.percentile(0.99),
        missing: expected - times.count,
        catchUpMs: Math.max(0, arrivals.lastAt - end),
        serverPercent: used.serverMs / seconds / 10,
        generatorPercent: used.generatorPercent,
      };
    };
    await step(options.from / 4);
    let best = await climb(step, options.from);
    let over = await step(best.rate * 2);
    // Whoever passes at twice the rate was disturbed before.
    for (let again = 0; again < mostAgain && passes(over) && over.rate > best.rate * 1.2; again += 1) {
      best = over;
      over = await step(best.rate * 2);
    }
    const kept = await lettersKept(room, writers, options.writers + options.watchers);
    return {
      keysPerSecond: best.rate,
      p99Ms: best.p99Ms,
      serverPercent: best.serverPercent,
      generatorPercent: best.generatorPercent,
      overRate: over.rate,
      overP50Ms: over.p50Ms,
      overP99Ms: over.p99Ms,
      overLate: over.missing,
      overCatchUpMs: over.catchUpMs,
      overGeneratorPercent: over.generatorPercent,
      notInDocument: kept === null ? null : writers.reduce((sum, { letters }) => sum + letters, 0) - kept,
      socketsCut: cut,
    };
  } finally {
    for (const client of [...writers, ...watchers]) client.close();
  }
}

/**
 * Up by 1.6 while it passes, down while nothing has; then once between the last that passed and the next. A rate that
 * fails is tried a second time, because something else on the machine may have been in the way.
 */
async function climb(step: (rate: number) => Promise<Step>, from: number): Promise<Step> {
  const twice = async (rate: number): Promise<Step> => {
    const made = await step(rate);
    return passes(made) ? made : step(rate);
  };
  let best: Step | null = null;
  let rate = from;
  for (let count = 0; count < mostSteps; count += 1) {
    const made = await twice(rate);
    if (passes(made)) {
      best = made;
      // A generator that cannot keep up measures itself: the rate it reached is the answer.
      if (made.rate < rate * 0.9) return best;
      if (rate < from) break;
      rate *= growth;
    } else {
      if (best !== null) break;
      rate /= growth;
    }
  }
  if (best === null) throw new Error('No rate was low enough.');
  const between = await twice(best.rate * Math.sqrt(growth));
  return passes(between) ? between : best;
}

function passes({ p99Ms, missing }: Step): boolean {
  return p99Ms < mostP99Ms && missing === 0;
}

/** Types so many keys a second, spread over the writers; gives how many were typed. */
async function typeAtRate(writers: readonly Writer[], rate: number, ms: number): Promise<number> {
  for (const writer of writers) writer.measuring = true;
  const begin = performance.now();
  const typed = writers.map(() => 0);
  for (let passed = 0; passed < ms;) {
    await wait(tickMs);
    passed = Math.min(ms, performance.now() - begin);
    for (const [index, writer] of writers.entries()) {
      const due = Math.floor((passed / 1_000) * (rate / writers.length) + index / writers.length);
      const count = due - (typed[index] ?? 0);
      if (count <= 0 || !writer.open) continue;
      writer.type(count);
      typed[index] = due;
    }
  }
  return typed.reduce((sum, count) => sum + count, 0);
}

/**
 * How many of the writers' letters somebody gets who comes now: none where the server gives no document within a minute;
 * null from a server without a document.
 */
async function lettersKept(room: Room, writers: readonly Writer[], client: number): Promise<number | null> {
  if (room.answerWith !== undefined) return null;
  const clocks = await clocksOf(room.door(client)).catch((error: unknown) => {
    console.log(`  ${String(error)}`);
    return new Map<number, number>();
  });
  return writers.reduce(
    (sum, { clientId, firstClock }) => sum + Math.max(0, (clocks.get(clientId) ?? 0) - firstClock),
    0,
  );
}
