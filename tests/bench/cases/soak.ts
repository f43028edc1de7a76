import { setTimeout as wait } from 'node:timers/promises';
import { Client } from '#tests/bench/load/client.ts';
import { noteOf } from '#tests/bench/load/note.ts';
import { seededRandom } from '#tests/bench/load/random.ts';
import { measureCpu } from '#tests/bench/load/server-cpu.ts';
import { typeEvenly } from '#tests/bench/load/type-evenly.ts';
import { Writer } from '#tests/bench/load/writer.ts';
import { residentBytes } from '#tests/bench/process-cpu.ts';
import type { Room, Target } from '#tests/bench/targets/target.ts';
import type { BenchCase, Figures } from './bench-case.ts';

const roomCount = 50;
const clients = 5;
const keysPerSecond = 2;
/** One person leaves and comes back so often, in all rooms together. */
const changeEveryMs = 200;
/** So often a room is left by all and entered again. */
const emptyEveryMs = 15_000;
const emptyForMs = 12_000;
const sampleEveryMs = 5_000;
const parts = 6;

export const soak: BenchCase = {
  name: 'soak',
  describes:
    '50 rooms × 5, people and whole rooms leaving and coming back, for --minutes: the slope of memory.',
  variants: ({ minutes }) => [
    {
      name: `soak ${String(minutes)} min`,
      targets: ['callnotes'],
      heap: true,
      shown: [
        ...Array.from({ length: parts }, (_, part) => heldName(part)),
        ...Array.from({ length: parts }, (_, part) => partName(part)),
        'mostMb',
        'slopeMbPerHour',
        'keys',
        'joins',
        'cutUnasked',
        'cpuPercent',
      ],
      run: async (target) => run(target, minutes * 60_000),
    },
  ],
};

type Seat = { room: number; client: number; who: Client | null };

async function run(target: Target, ms: number): Promise<Figures> {
  const rooms = await target.rooms({ count: roomCount, clients: roomCount * clients });
  const random = seededRandom(5);
  const note = noteOf(4_000);
  const writers: Writer[] = [];
  const seats: Seat[] = [];
  const leaving = new Set<number>();
  let joins = 0;
  let cutUnasked = 0;
  let generation = 0;
  let keys = 0;
  const enter = async (seat: Seat): Promise<void> => {
    if (seat.who !== null || leaving.has(seat.room)) return;
    const mine = roomOf(rooms, seat.room);
    const who: Client = await Client.open(mine.door(seat.room * clients + seat.client), {
      closed: () => {
        if (seat.who === who) cutUnasked += 1;
      },
    });
    seat.who = who;
    joins += 1;
  };
  const leave = (seat: Seat): void => {
    const { who } = seat;
    seat.who = null;
    who?.close();
  };
  for (let room = 0; room < roomCount; room += 1) {
    for (let client = 1; client < clients; client += 1) {
      const seat: Seat = { room, client, who: null };
      seats.push(seat);
      await enter(seat);
    }
    seats.at(-1)?.who?.sendUpdate(note);
    writers.push(await Writer.open(roomOf(rooms, room).door(room * clients), 1));
  }

  const failed: unknown[] = [];
  const attempt = (work: Promise<void>): void => {
    work.catch((error: unknown) => failed.push(error));
  };
  const held: Record<string, number> = {};
  const askHeld = setInterval(
    () => {
      const part = Object.keys(held).length;
      attempt(
        (async () => {
          held[heldName(part)] = ((await target.heldBytes?.()) ?? Number.NaN) / 1e6;
        })(),
      );
    },
    ms / parts - 1_000,
  );
  const samples: { at: number; bytes: number }[] = [];
  const begin = performance.now();
  const cpu = measureCpu(target);
  const sample = setInterval(() => {
    samples.push({ at: performance.now() - begin, bytes: residentBytes(target.pid()) });
  }, sampleEveryMs);
  const change = setInterval(() => {
    const seat = seats[Math.floor(random() * seats.length)];
    if (seat === undefined) return;
    if (seat.who === null) attempt(enter(seat));
    else leave(seat);
  }, changeEveryMs);
  const empty = setInterval(() => {
    attempt(emptyOnce(Math.floor(random() * roomCount)));
  }, emptyEveryMs);

  async function emptyOnce(room: number): Promise<void> {
    if (leaving.has(room)) return;
    leaving.add(room);
    for (const seat of seats) if (seat.room === room) leave(seat);
    writers[room]?.close();
    await wait(emptyForMs);
    leaving.delete(room);
    // As a page that is loaded again, the typist comes back under another client id.
    generation += 1;
    writers[room] = await Writer.open(roomOf(rooms, room).door(room * clients), 1 + generation);
    joins += 1;
  }

  await typeEvenly(writers, { keysPerSecond, ms, typed: () => (keys += 1) });
  for (const timer of [sample, change, empty, askHeld]) clearInterval(timer);
  const used = cpu();
  for (const seat of seats) leave(seat);
  for (const writer of writers) writer.close();
  if (failed.length > 0)
    console.log(`  ${String(failed.length)} joins failed, the first: ${String(failed[0])}`);
  const later = samples.slice(Math.floor(samples.length / 3));
  return {
    ...held,
    ...mediansOf(samples),
    mostMb: Math.max(...samples.map(({ bytes }) => bytes)) / 1e6,
    slopeMbPerHour: (slope(later) * 3_600_000) / 1e6,
    keys,
    joins,
    cutUnasked,
    failedJoins: failed.length,
    cpuPercent: used.serverMs / (ms / 100),
    otherPercent: used.otherPercent,
  };
}

function roomOf(rooms: readonly Room[], index: number): Room {
  const room = rooms[index];
  if (room === undefined) throw new Error('A room is missing.');
  return room;
}

const heldName = (part: number): string => `held${String(part + 1)}Mb`;
const partName = (part: number): string => `median${String(part + 1)}Mb`;

/** The median of the memory in each of the equal parts of the run, in megabytes: what a line laid through it hides. */
function mediansOf(samples: readonly { bytes: number }[]): Figures {
  const figures: Record<string, number> = {};
  for (let part = 0; part < parts; part += 1) {
    const from = Math.floor((samples.length * part) / parts);
    const upTo = Math.floor((samples.length * (part + 1)) / parts);
    const sorted = samples.slice(from, upTo).map(({ bytes }) => bytes);
    sorted.sort((a, b) => a - b);
    figures[partName(part)] = (sorted[Math.floor(sorted.length / 2)] ?? Number.NaN) / 1e6;
  }
  return figures;
}

/** Bytes a millisecond by least squares. */
function slope(samples: readonly { at: number; bytes: number }[]): number {
  const count = samples.length;
  const meanAt = samples.reduce((sum, { at }) => sum + at, 0) / count;
  const meanBytes = samples.reduce((sum, { bytes }) => sum + bytes, 0) / count;
  let above = 0;
  let below = 0;
  for (const { at, bytes } of samples) {
    above += (at - meanAt) * (bytes - meanBytes);
    below += (at - meanAt) ** 2;
  }
  return above / below;
}
