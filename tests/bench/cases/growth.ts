import { setTimeout as wait } from 'node:timers/promises';
import { Client } from '#tests/bench/load/client.ts';
import { leastBytes } from '#tests/bench/load/put-document.ts';
import { measureCpu } from '#tests/bench/load/server-cpu.ts';
import { readTrace, replay, tracesIn } from '#tests/bench/load/trace.ts';
import type { Target } from '#tests/bench/targets/target.ts';
import type { BenchCase, Figures } from './bench-case.ts';
import { onlyRoom } from './only-room.ts';

const together = 20;
// What is on its way, so that a replay is a flood no deeper than a server can answer.
const mostUnsaved = 2_000;
const mostUnsent = 256 * 1024;
const savedWithinMs = 60_000;
// A room is unloaded after ten seconds without anybody, and its log merged then.
const unloadMs = 14_000;
const afterStartMs = 500;

export const growth: BenchCase = {
  name: 'growth',
  describes:
    'Recorded typing (CALLNOTES_TRACES) key by key through a socket: the log afterwards, and a cold open.',
  variants({ traces }) {
    if (traces === null) {
      console.log('growth: skipped, because CALLNOTES_TRACES does not name a folder of recordings.');
      return [];
    }
    return tracesIn(traces).map((file) => ({
      name: `growth ${file.replace(/\.json\.gz$/u, '')}`,
      targets: ['callnotes'],
      lifted: true,
      shown: [
        'updates',
        'replaySeconds',
        'serverCpuSeconds',
        'encodedBytes',
        'logBytes',
        'logTimes',
        'tailRows',
        'coldMs',
        'coldWhole',
        'right',
      ],
      run: async (target) => measure(target, traces, file),
    }));
  },
};

async function measure(target: Target, folder: string, file: string): Promise<Figures> {
  const room = await onlyRoom(target, 20);
  let savedFrames = 0;
  const typist = await Client.open(room.door(0), { saved: (seq) => (savedFrames = seq) });
  const cpu = measureCpu(target);
  const begin = performance.now();
  const updates = replay(readTrace(folder, file));
  let some: Uint8Array[] = [];
  let count = 0;
  let made = updates.next();
  for (; made.done !== true; made = updates.next()) {
    some.push(made.value);
    count += 1;
    if (some.length < together) continue;
    typist.sendUpdates(some);
    some = [];
    do await wait(0);
    while (typist.open && (typist.unsent > mostUnsent || typist.documentFrames - savedFrames > mostUnsaved));
    if (!typist.open) throw new Error(`The typist was cut off with ${String(typist.closeCode)}.`);
  }
  typist.sendUpdates(some);
  const { encoded, right } = made.value;
  const latest = performance.now() + savedWithinMs;
  while (savedFrames < typist.documentFrames && performance.now() < latest) await wait(20);
  const replaySeconds = (performance.now() - begin) / 1_000;
  const used = cpu();
  const unsaved = typist.documentFrames - savedFrames;
  typist.close();
  await wait(unloadMs);
  const log = await target.logSize?.(room);
  await target.crash();
  await wait(afterStartMs);
  const first = await Client.open(room.door(1), {}, leastBytes(encoded));
  first.close();
  const logBytes = log === undefined ? null : log.snapshotBytes + log.tailBytes;
  return {
    updates: count,
    replaySeconds,
    serverCpuSeconds: used.serverMs / 1_000,
    unsaved,
    encodedBytes: encoded.length,
    logBytes,
    logTimes: logBytes === null ? null : logBytes / encoded.length,
    tailRows: log?.tailRows ?? null,
    coldMs: first.joinMs,
    coldWhole: first.documentBytes >= leastBytes(encoded) ? 1 : 0,
    right: right ? 1 : 0,
    otherPercent: used.otherPercent,
  };
}
