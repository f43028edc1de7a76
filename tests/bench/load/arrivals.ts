import * as Y from 'yjs';
import { Histogram } from './histogram.ts';
import type { Writer } from './writer.ts';

const mostRemembered = 512;

type Range = { writer: number; from: number; until: number };

/** Which letters of which writers have come to which watchers, and how long they took. */
export class Arrivals {
  /** Of the measured letters alone. */
  readonly times: Histogram;
  /** Letters that a watcher got a later one without. */
  skipped = 0;
  /** When the last measured letter came, by `performance.now()`. */
  lastAt = 0;
  private readonly writers: readonly Writer[];
  /** For each watcher and writer the letter that comes next. */
  private readonly next: Uint32Array;
  private readonly places: Map<number, number>;
  /** All watchers get the same bytes, which are read once, so that reading does not drown what is measured. */
  private readonly remembered = new Map<string, Range[]>();

  constructor(writers: readonly Writer[], watchers: number, times = new Histogram()) {
    this.writers = writers;
    this.times = times;
    this.places = new Map(writers.map(({ clientId }, index) => [clientId, index]));
    this.next = new Uint32Array(watchers * writers.length);
    for (let watcher = 0; watcher < watchers; watcher += 1) {
      writers.forEach((writer, index) => {
        this.next[watcher * writers.length + index] = writer.letters;
      });
    }
  }

  take(watcher: number, update: Uint8Array): void {
    const now = performance.now();
    for (const { writer: place, from, until } of this.ranges(update)) {
      const writer = this.writers[place];
      if (writer === undefined) continue;
      const index = watcher * this.writers.length + place;
      const expected = this.next[index] ?? 0;
      if (until <= expected) continue;
      if (from > expected) this.skipped += from - expected;
      for (let letter = Math.max(from, expected); letter < until; letter += 1) {
        const at = writer.sentAt[letter] ?? -1;
        if (at < 0) continue;
        this.times.add(now - at);
        this.lastAt = now;
      }
      this.next[index] = until;
    }
  }

  /** How many letters of a writer have come to a watcher, counted from the writer's first. */
  seen(watcher: number, writer: number): number {
    return this.next[watcher * this.writers.length + writer] ?? 0;
  }

  private ranges(update: Uint8Array): Range[] {
    const key = Buffer.from(update.buffer, update.byteOffset, update.byteLength).toString('latin1');
    const known = this.remembered.get(key);
    if (known !== undefined) return known;
    const ranges: Range[] = [];
    for (const { id, length } of Y.decodeUpdate(update).structs) {
      const writer = this.places.get(id.client);
      const first = writer === undefined ? undefined : this.writers[writer]?.firstClock;
      if (writer === undefined || first === undefined || id.clock + length <= first) continue;
      ranges.push({ writer, from: Math.max(0, id.clock - first), until: id.clock + length - first });
    }
    if (this.remembered.size >= mostRemembered) this.remembered.clear();
    this.remembered.set(key, ranges);
    return ranges;
  }
}
