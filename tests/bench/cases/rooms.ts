import { measureRooms } from '#tests/bench/load/measure-rooms.ts';
import { noteOf } from '#tests/bench/load/note.ts';
import type { BenchCase, CaseOptions, Variant } from './bench-case.ts';

const clients = 5;
const keysPerSecond = 4;
const characters = 4_000;
const quietSeconds = 90;

export const rooms: BenchCase = {
  name: 'rooms',
  describes: '500 rooms of a 4 KB note, five in each, one of them types 4 keys a second; then all are quiet.',
  variants: (options) => [
    variant('rooms 500×5', 500, 0, options),
    quiet('rooms gone quiet', options),
    { ...quiet('rooms held', options), shown: ['heldRoomKb', 'quietHeldRoomKb'], heap: true },
  ],
};

function variant(name: string, count: number, quietFor: number, { seconds }: CaseOptions): Variant {
  return {
    name,
    shown: [
      'cpuPercent',
      'cpuWithDatabasePercent',
      'p50Ms',
      'p99Ms',
      'missing',
      'roomKb',
      'emptyMb',
      'socketsCut',
    ],
    run: async (target) =>
      measureRooms(target, {
        rooms: count,
        clients,
        keysPerSecond,
        seconds: seconds ?? 8,
        note: noteOf(characters),
        quietSeconds: quietFor,
      }),
  };
}

function quiet(name: string, options: CaseOptions): Variant {
  const variantWithQuiet = variant(name, 500, quietSeconds, options);
  return {
    ...variantWithQuiet,
    targets: ['callnotes'],
    shown: ['roomKb', 'quietRoomKb', 'quietCpuPercent', 'socketsCut'],
  };
}
