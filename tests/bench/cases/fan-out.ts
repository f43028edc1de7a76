import { measureTyping } from '#tests/bench/load/measure-typing.ts';
import type { Target } from '#tests/bench/targets/target.ts';
import type { BenchCase, CaseOptions, Figures, Variant } from './bench-case.ts';
import { onlyRoom } from './only-room.ts';

const writers = 3;
const keysPerSecond = 12;

function variant(name: string, watchers: number, cursors: number, { seconds }: CaseOptions): Variant {
  return {
    name: `${name} ${String(writers)}×${String(watchers)}`,
    shown: ['p50Ms', 'p99Ms', 'cpuPerKeyUs', 'cpuWithDatabasePerKeyUs', 'bytesPerKey', 'missing'],
    async run(target: Target): Promise<Figures> {
      const room = await onlyRoom(target, writers + watchers);
      return measureTyping(target, room, {
        writers,
        watchers,
        keysPerSecond,
        seconds: seconds ?? 6,
        cursors,
      });
    },
  };
}

export const fanOut: BenchCase = {
  name: 'fan-out',
  describes: 'Three type 12 keys a second each, many watch, nobody shows a cursor.',
  variants: (options) => [10, 100, 500].map((watchers) => variant('fan-out', watchers, 0, options)),
};

export const presence: BenchCase = {
  name: 'presence',
  describes:
    'The same with cursors: the writers move theirs with each key, a fifth of the watchers every 1.5 s.',
  variants: (options) => [100, 500].map((watchers) => variant('presence', watchers, 0.2, options)),
};
