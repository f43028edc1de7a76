import { setTimeout as wait } from 'node:timers/promises';
import { Client } from '#tests/bench/load/client.ts';
import { noteOf } from '#tests/bench/load/note.ts';
import { leastBytes, putDocument } from '#tests/bench/load/put-document.ts';
import { measureCpu } from '#tests/bench/load/server-cpu.ts';
import { percentile } from '#tests/bench/figures.ts';
import type { Target } from '#tests/bench/targets/target.ts';
import type { BenchCase, Figures } from './bench-case.ts';
import { onlyRoom } from './only-room.ts';

const joins = 40;
const characters = 200_000;
// Until everything is stored and whatever runs after typing has run.
const settleMs = 4_000;
const afterStartMs = 500;

export const join: BenchCase = {
  name: 'join',
  describes: 'Coming into a note of 200 KB, one after the other; and first of all after a kill -9.',
  variants: () => [
    { name: 'warm join 200 KB', shown: ['p50Ms', 'p99Ms', 'cpuPerJoinMs', 'documentBytes'], run: warm },
    {
      name: 'cold join 200 KB',
      targets: ['hocuspocus', 'callnotes'],
      shown: ['firstMs', 'secondMs', 'firstWhole', 'restartMs'],
      run: cold,
    },
  ],
};

async function warm(target: Target): Promise<Figures> {
  const note = noteOf(characters);
  const room = await onlyRoom(target, 10);
  await putDocument(room, note);
  const inside = await Client.open(room.door(2));
  try {
    await wait(settleMs);
    const times: number[] = [];
    const cpu = measureCpu(target);
    let documentBytes = 0;
    for (let index = 0; index < joins; index += 1) {
      const client = await Client.open(room.door(3), {}, leastBytes(note));
      client.close();
      times.push(client.joinMs);
      ({ documentBytes } = client);
    }
    const used = cpu();
    return {
      p50Ms: percentile(times, 0.5),
      p99Ms: percentile(times, 0.99),
      cpuPerJoinMs: used.serverMs / joins,
      documentBytes,
      generatorPercent: used.generatorPercent,
      otherPercent: used.otherPercent,
    };
  } finally {
    inside.close();
  }
}

async function cold(target: Target): Promise<Figures> {
  const note = noteOf(characters);
  const room = await onlyRoom(target, 10);
  await putDocument(room, note);
  const inside = await Client.open(room.door(2));
  await wait(settleMs);
  const before = performance.now();
  await target.crash();
  const restartMs = performance.now() - before;
  inside.close();
  await wait(afterStartMs);
  const cpu = measureCpu(target);
  const first = await Client.open(room.door(3), {}, leastBytes(note));
  const second = await Client.open(room.door(4), {}, leastBytes(note));
  first.close();
  second.close();
  const used = cpu();
  return {
    firstMs: first.joinMs,
    secondMs: second.joinMs,
    firstWhole: first.documentBytes >= leastBytes(note) ? 1 : 0,
    restartMs,
    cpuMs: used.serverMs,
    otherPercent: used.otherPercent,
  };
}
