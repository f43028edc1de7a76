import { measureSaturation } from '#tests/bench/load/measure-saturation.ts';
import type { TargetName } from '#tests/bench/targets/target.ts';
import type { BenchCase } from './bench-case.ts';
import { onlyRoom } from './only-room.ts';

const writers = 10;
const watchers = 100;
const from: Readonly<Record<TargetName, number>> = {
  relay: 600,
  'y-websocket': 400,
  hocuspocus: 3_000,
  callnotes: 5_000,
};

export const saturation: BenchCase = {
  name: 'saturation',
  describes: 'The most keys a second of 10 writers to 100 watchers with a p99 below 100 ms, then twice that.',
  variants: ({ seconds }) => [
    {
      name: 'saturation 10×100',
      lifted: true,
      shown: [
        'keysPerSecond',
        'p99Ms',
        'serverPercent',
        'overRate',
        'overP99Ms',
        'overLate',
        'overCatchUpMs',
        'overGeneratorPercent',
        'notInDocument',
        'socketsCut',
      ],
      async run(target) {
        const room = await onlyRoom(target, writers + watchers + 1);
        return measureSaturation(target, room, {
          writers,
          watchers,
          seconds: seconds ?? 2,
          from: from[target.name],
        });
      },
    },
  ],
};
