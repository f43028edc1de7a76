import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom } from './random.ts';
import type { Writer } from './writer.ts';

const random = seededRandom(11);

/** Lets each writer type so many letters a second, every one at a moment of its own, for so long. */
export async function typeEvenly(
  writers: readonly Writer[],
  options: { keysPerSecond: number; ms: number; typed?: (writer: Writer) => void },
): Promise<void> {
  const begin = performance.now();
  const every = 1_000 / options.keysPerSecond;
  const due = writers.map(() => begin + random() * every);
  for (;;) {
    const next = Math.min(...due);
    if (next - begin >= options.ms) return;
    const pause = next - performance.now();
    if (pause > 0.5) await wait(pause);
    const now = performance.now();
    for (const [index, writer] of writers.entries()) {
      if ((due[index] ?? 0) > now) continue;
      writer.type();
      options.typed?.(writer);
      // A quarter early or late, so that writers do not stay in step.
      due[index] = (due[index] ?? now) + every * (0.75 + random() * 0.5);
    }
  }
}
