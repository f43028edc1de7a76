import { setTimeout as wait } from 'node:timers/promises';
import type { Figures } from '#tests/bench/cases/bench-case.ts';
import { residentBytes } from '#tests/bench/process-cpu.ts';
import type { Room, Target } from '#tests/bench/targets/target.ts';
import { Arrivals } from './arrivals.ts';
import { Client } from './client.ts';
import { Histogram } from './histogram.ts';
import { measureCpu } from './server-cpu.ts';
import { typeEvenly } from './type-evenly.ts';
import { Writer } from './writer.ts';

export type RoomsOptions = {
  rooms: number;
  /** How many are in each, the one who types among them. */
  clients: number;
  keysPerSecond: number;
  seconds: number;
  /** What each document holds at first. */
  note: Uint8Array;
  /** How long nobody types before memory is read once more; 0 for not at all. */
  quietSeconds: number;
};

const atOnce = 25;
const settleMs = 4_000;
const afterMs = 800;
const sayEveryMs = 20_000;

/** Many rooms with one typist each: what they cost in CPU and memory, and how long keys take. */
export async function measureRooms(target: Target, options: RoomsOptions): Promise<Figures> {
  const rooms = await target.rooms({ count: options.rooms, clients: options.rooms * options.clients });
  // A fresh process, so that memory of what ran before does not count.
  await target.crash();
  for (const room of rooms) await room.answerWith?.(options.note);
  await wait(settleMs);
  const emptyBytes = residentBytes(target.pid());
  const emptyHeld = await target.heldBytes?.();
  const heldKb = async (): Promise<number | null> =>
    emptyHeld === undefined || target.heldBytes === undefined
      ? null
      : ((await target.heldBytes()) - emptyHeld) / rooms.length / 1_000;
  const times = new Histogram();
  const writers: Writer[] = [];
  const watchers: Client[] = [];
  try {
    for (let first = 0; first < rooms.length; first += atOnce) {
      const some = rooms.slice(first, first + atOnce);
      const opened = await Promise.all(
        some.map(async (room, index) => enter(room, first + index, options, times)),
      );
      writers.push(...opened.map(({ writer }) => writer));
      watchers.push(...opened.flatMap((one) => one.watchers));
    }
    const openClients = watchers.length + writers.length;
    await wait(settleMs);
    for (const writer of writers) writer.measuring = true;
    const cpu = measureCpu(target);
    await typeEvenly(writers, { keysPerSecond: options.keysPerSecond, ms: options.seconds * 1_000 });
    const used = cpu();
    await wait(afterMs);
    const keys = writers.reduce((sum, { letters }) => sum + letters, 0);
    const typingBytes = residentBytes(target.pid()) - emptyBytes;
    const heldRoomKb = await heldKb();
    const quiet = await quietFigures(target, options, [...watchers], emptyBytes);
    return {
      cpuPercent: used.serverMs / options.seconds / 10,
      cpuWithDatabasePercent: used.withDatabaseMs / options.seconds / 10,
      p50Ms: times.percentile(0.5),
      p99Ms: times.percentile(0.99),
      missing: keys * (options.clients - 1) - times.count,
      roomKb: typingBytes / rooms.length / 1_000,
      emptyMb: emptyBytes / 1e6,
      ...quiet,
      heldRoomKb,
      quietHeldRoomKb: options.quietSeconds === 0 ? null : await heldKb(),
      socketsCut: openClients - [...watchers, ...writers].filter(({ open }) => open).length,
      generatorPercent: used.generatorPercent,
      otherPercent: used.otherPercent,
    };
  } finally {
    for (const client of [...writers, ...watchers]) client.close();
  }
}

async function enter(
  room: Room,
  number: number,
  { clients, note }: RoomsOptions,
  times: Histogram,
): Promise<{ writer: Writer; watchers: Client[] }> {
  const first = number * clients;
  let arrivals: Arrivals | null = null;
  const watchers: Client[] = [];
  for (let index = 1; index < clients; index += 1) {
    const update = (payload: Uint8Array): void => arrivals?.take(index - 1, payload);
    watchers.push(await Client.open(room.door(first + index), { update }));
  }
  if (room.answerWith === undefined) watchers[0]?.sendUpdate(note);
  const writer = await Writer.open(room.door(first), 1);
  arrivals = new Arrivals([writer], watchers.length, times);
  return { writer, watchers };
}

async function quietFigures(
  target: Target,
  { quietSeconds, rooms }: RoomsOptions,
  clients: readonly Client[],
  emptyBytes: number,
): Promise<Figures> {
  if (quietSeconds === 0) return {};
  // Pages ask for nothing but stay; Hocuspocus cuts sockets that say nothing for a minute.
  const timer = setInterval(() => {
    for (const client of clients) client.send(client.messages.whoIsHere());
  }, sayEveryMs);
  const cpu = measureCpu(target);
  await wait(quietSeconds * 1_000);
  clearInterval(timer);
  const used = cpu();
  return {
    quietRoomKb: (residentBytes(target.pid()) - emptyBytes) / rooms / 1_000,
    quietCpuPercent: used.serverMs / quietSeconds / 10,
  };
}
