import type { Clock } from '#server/collab/clock.ts';

type Timer = { at: number; every: number | null; task: () => void };

/** A clock that a test turns by hand. */
export class ManualClock implements Clock {
  private time = 0;
  private readonly timers = new Set<Timer>();

  /** How many timers run. */
  get pending(): number {
    return this.timers.size;
  }

  now(): number {
    return this.time;
  }

  /** Something takes `ms`: time passes, and no timer comes to its turn meanwhile. */
  pass(ms: number): void {
    this.time += ms;
  }

  after(ms: number, task: () => void): () => void {
    return this.start({ at: this.time + ms, every: null, task });
  }

  every(ms: number, task: () => void): () => void {
    return this.start({ at: this.time + ms, every: ms, task });
  }

  /** Lets `ms` pass, timer by timer, and lets everything each of them sets off come to rest. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      const next = [...this.timers]
        .filter(({ at }) => at <= end)
        .toSorted((one, other) => one.at - other.at)[0];
      if (next === undefined) break;
      this.time = Math.max(this.time, next.at);
      if (next.every === null) this.timers.delete(next);
      else next.at += next.every;
      next.task();
      await turns();
    }
    this.time = Math.max(this.time, end);
    await turns();
  }

  private start(timer: Timer): () => void {
    this.timers.add(timer);
    return () => {
      this.timers.delete(timer);
    };
  }
}

// Taken before a test puts another clock in its place.
const realTimeout = setTimeout;

/** Lets promises and sockets that are ready have their turn. */
export async function turns(count = 5): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** As `turns`, where what is waited for comes over the network: a busy machine brings a packet a moment late, even to itself. */
export async function networkTurns(count: number): Promise<void> {
  await turns(1);
  await new Promise((resolve) => realTimeout(resolve, 2));
  await turns(count - 1);
}
