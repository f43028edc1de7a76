import { setTimeout as wait } from 'node:timers/promises';
import { Client } from '#tests/bench/load/client.ts';
import { Carets, countCursors, countPresences } from '#tests/bench/load/cursors.ts';
import { noteOf } from '#tests/bench/load/note.ts';
import { leastBytes, putDocument } from '#tests/bench/load/put-document.ts';
import { measureCpu } from '#tests/bench/load/server-cpu.ts';
import { percentile } from '#tests/bench/figures.ts';
import type { Room, Target } from '#tests/bench/targets/target.ts';
import type { BenchCase, Figures, Variant } from './bench-case.ts';
import { onlyRoom } from './only-room.ts';

const people = 300;
const withinMs = 1_000;
const settleMs = 3_000;
const afterMs = 500;
const firstId = 1_000;

export const herd: BenchCase = {
  name: 'herd',
  describes:
    '300 come into one room within a second: a note of 4 KB, the same with cursors, a note of 200 KB.',
  variants: () => [
    variant('herd 4 KB', 4_000, false),
    variant('herd 4 KB + cursors', 4_000, true),
    variant('herd 200 KB', 200_000, false),
  ],
};

function variant(name: string, characters: number, cursors: boolean): Variant {
  return {
    name,
    shown: ['p50Ms', 'p99Ms', 'allMs', 'cpuMs', 'cpuWithDatabaseMs', 'presencesHeard'],
    async run(target) {
      const room = await onlyRoom(target, people + 2);
      const note = noteOf(characters);
      await putDocument(room, note);
      return measure(target, room, note, cursors);
    },
  };
}

async function measure(target: Target, room: Room, note: Uint8Array, cursors: boolean): Promise<Figures> {
  const inside = await Client.open(room.door(people));
  await wait(settleMs);
  const clients: Client[] = [];
  try {
    const cpu = measureCpu(target);
    const begin = performance.now();
    let presences = 0;
    let end = begin;
    await Promise.all(
      Array.from({ length: people }, async (_none, index) => {
        await wait((index * withinMs) / people);
        const presence = (payload: Uint8Array): void => void (presences += countPresences(payload));
        const inShort = (payload: Uint8Array): void => void (presences += countCursors(payload));
        const client = await Client.open(room.door(index), { presence, cursors: inShort }, leastBytes(note));
        end = Math.max(end, performance.now());
        clients.push(client);
        if (!cursors) return;
        const { clock, json } = new Carets().next(firstId + index);
        client.send(client.messages.presence(firstId + index, clock, json));
      }),
    );
    await wait(afterMs);
    const used = cpu();
    const times = clients.map(({ joinMs }) => joinMs);
    return {
      p50Ms: percentile(times, 0.5),
      p99Ms: percentile(times, 0.99),
      allMs: end - begin,
      cpuMs: used.serverMs,
      cpuWithDatabaseMs: used.withDatabaseMs,
      presencesHeard: presences,
      generatorPercent: used.generatorPercent,
      otherPercent: used.otherPercent,
    };
  } finally {
    for (const client of [...clients, inside]) client.close();
  }
}
