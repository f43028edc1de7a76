import { Arrivals } from '#tests/bench/load/arrivals.ts';
import { clocksOf } from '#tests/bench/load/clocks-of.ts';
import { Client } from '#tests/bench/load/client.ts';
import { typeEvenly } from '#tests/bench/load/type-evenly.ts';
import { Writer } from '#tests/bench/load/writer.ts';
import { measureTyping } from '#tests/bench/load/measure-typing.ts';
import type { Target } from '#tests/bench/targets/target.ts';
import type { BenchCase, Figures } from './bench-case.ts';
import { onlyRoom } from './only-room.ts';

const writers = 3;
const keysPerSecond = 12;

export const durability: BenchCase = {
  name: 'durability',
  describes:
    'kill -9 while three type: what is lost, how far back, what others had seen, what was told saved.',
  variants: ({ seconds }) => [
    {
      name: 'kill -9',
      targets: ['hocuspocus', 'callnotes'],
      shown: ['typed', 'lost', 'lostWindowMs', 'seenLost', 'seenLostWindowMs', 'toldSavedLost', 'toldSaved'],
      run: async (target) => kill(target, seconds ?? 8),
    },
  ],
};

export const saved: BenchCase = {
  name: 'saved',
  describes: 'How long a key takes until its writer is told that it is saved, at 36 keys a second.',
  variants: ({ seconds }) => [
    {
      name: 'saved 3×20',
      targets: ['callnotes'],
      shown: ['savedP50Ms', 'savedP99Ms', 'p50Ms', 'p99Ms', 'missing'],
      async run(target) {
        const room = await onlyRoom(target, writers + 20);
        const options = { writers, watchers: 20, keysPerSecond, seconds: seconds ?? 10, cursors: 0 };
        return measureTyping(target, room, options);
      },
    },
  ],
};

async function kill(target: Target, seconds: number): Promise<Figures> {
  const room = await onlyRoom(target, 20);
  const people: Writer[] = [];
  let arrivals: Arrivals | null = null;
  for (let index = 0; index < writers; index += 1) {
    people.push(await Writer.open(room.door(index), index + 1));
  }
  const observer = await Client.open(room.door(writers), { update: (payload) => arrivals?.take(0, payload) });
  arrivals = new Arrivals(people, 1);
  for (const writer of people) writer.measuring = true;
  await typeEvenly(people, { keysPerSecond, ms: seconds * 1_000 });
  const killedAt = performance.now();
  await target.crash();
  for (const client of [...people, observer]) client.close();

  const kept = await clocksOf(room.door(writers + 1));
  let typed = 0;
  let lost = 0;
  let seenLost = 0;
  let toldSaved = 0;
  let toldSavedLost = 0;
  let lostWindowMs = 0;
  let seenLostWindowMs = 0;
  for (const [index, writer] of people.entries()) {
    const count = Math.max(0, (kept.get(writer.clientId) ?? 0) - writer.firstClock);
    const seen = arrivals.seen(0, index);
    typed += writer.letters;
    lost += writer.letters - count;
    seenLost += Math.max(0, seen - count);
    toldSaved += writer.savedLetters;
    toldSavedLost += Math.max(0, writer.savedLetters - count);
    const age = killedAt - (writer.sentAt[count] ?? killedAt);
    lostWindowMs = Math.max(lostWindowMs, age);
    if (seen > count) seenLostWindowMs = Math.max(seenLostWindowMs, age);
  }
  return { typed, lost, lostWindowMs, seenLost, seenLostWindowMs, toldSaved, toldSavedLost };
}
