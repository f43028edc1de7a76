import { measureTyping } from '#tests/bench/load/measure-typing.ts';
import type { Room } from '#tests/bench/targets/target.ts';
import type { BenchCase } from './bench-case.ts';
import { onlyRoom } from './only-room.ts';

const writers = 3;
const watchers = 50;
const keysPerSecond = 12;

export const acrossServers: BenchCase = {
  name: 'across',
  describes:
    'Two servers: three type at one of them, many watch there, then at the other; Postgres and Redis between.',
  variants: ({ seconds }) => [
    {
      name: `across servers ${String(writers)}×${String(watchers)}`,
      targets: ['callnotes'],
      together: true,
      shown: [
        'withinP50Ms',
        'withinP99Ms',
        'acrossP50Ms',
        'acrossP99Ms',
        'timesP99',
        'missing',
        'otherPercent',
      ],
      async run(target) {
        const options = { writers, watchers, keysPerSecond, seconds: seconds ?? 6, cursors: 0 };
        const here = await onlyRoom(target, writers + watchers);
        const within = await measureTyping(target, here, options);
        const across = await measureTyping(
          target,
          parted(await onlyRoom(target, writers + watchers)),
          options,
        );
        return {
          withinP50Ms: within['p50Ms'] ?? null,
          withinP99Ms: within['p99Ms'] ?? null,
          acrossP50Ms: across['p50Ms'] ?? null,
          acrossP99Ms: across['p99Ms'] ?? null,
          timesP99: (across['p99Ms'] ?? Number.NaN) / (within['p99Ms'] ?? Number.NaN),
          missing: (within['missing'] ?? Number.NaN) + (across['missing'] ?? Number.NaN),
          otherPercent: across['otherPercent'] ?? null,
        };
      },
    },
  ],
};

/** The same room, whose watchers come in at the other server. */
function parted(room: Room): Room {
  const { elsewhere } = room;
  if (elsewhere === undefined) throw new Error('There is no second server.');
  return { door: (client) => (client < writers ? room.door(client) : elsewhere(client)) };
}
