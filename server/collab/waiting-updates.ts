import type { BroughtRange } from './update-scanner.ts';

type WaitingRange = { from: number; to: number; text: boolean; origin: object };

/** Updates that were accepted and wait to be applied, by who sent them. */
export class WaitingUpdates {
  private groups = new Map<object, Uint8Array[]>();
  private readonly ranges = new Map<number, WaitingRange>();

  get empty(): boolean {
    return this.groups.size === 0;
  }

  /** What waits of a client; it is all of one origin. */
  of(client: number): Readonly<WaitingRange> | undefined {
    return this.ranges.get(client);
  }

  add(update: Uint8Array, brings: readonly BroughtRange[], origin: object): void {
    const group = this.groups.get(origin);
    if (group === undefined) this.groups.set(origin, [update]);
    else group.push(update);
    for (const { client, from, to, text } of brings) {
      const range = this.ranges.get(client);
      if (range === undefined) {
        this.ranges.set(client, { from, to, text, origin });
      } else {
        range.to = to;
        range.text &&= text;
      }
    }
  }

  /** Everything that waits, in the order in which each origin's first came; none of it waits any more. */
  take(): ReadonlyMap<object, readonly Uint8Array[]> {
    const groups = this.groups;
    this.groups = new Map();
    this.ranges.clear();
    return groups;
  }
}
