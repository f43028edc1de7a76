import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import { notesFragment } from '#lib/notes/ydoc.ts';
import { Peer } from '#tests/chaos/peer.ts';
import { percentile } from './figures.ts';
import { cpuMs, descendants } from './process-cpu.ts';
import type { Target } from './targets.ts';
import { Watcher } from './watcher.ts';

export type TypingFigures = {
  target: Target['name'];
  p50Ms: number;
  p99Ms: number;
  /** CPU of the server's process for one key at one watcher, in microseconds. */
  cpuPerKeyUs: number;
  /** The same with the database's process. */
  cpuWithDatabasePerKeyUs: number;
  /** From the key to "saved"; null where the server says no such thing. */
  savedP50Ms: number | null;
  savedP99Ms: number | null;
  delivered: number;
  missing: number;
};

export type TypingOptions = { watchers: number; keysPerSecond: number; seconds: number };

const warmUpMs = 1_000;
const afterMs = 500;

/** One person types, many watch: how long a key takes to them, and what it costs the server. */
export async function measureTyping(target: Target, options: TypingOptions): Promise<TypingFigures> {
  const { room } = target;
  const writer = new Peer({ address: room.address, cookie: room.writerCookie });
  const watchers: Watcher[] = [];
  try {
    await writer.connect();
    const text = beginText(writer.doc);
    const writerId = writer.doc.clientID;
    for (let index = 0; index < options.watchers; index += 1) {
      const cookie = room.watcherCookies[index % room.watcherCookies.length] ?? null;
      watchers.push(await Watcher.open(room.address, cookie, writerId));
    }
    await typeFor(writer, text, warmUpMs, options.keysPerSecond);

    const pids = descendants(target.pid);
    const cpu = (): number[] => [target.pid, ...pids].map(cpuMs);
    const before = cpu();
    const keys = await typeFor(writer, text, options.seconds * 1_000, options.keysPerSecond);
    await wait(afterMs);
    const used = cpu().map((ms, index) => ms - (before[index] ?? 0));

    const latencies = [...keys].flatMap(([clock, { at }]) =>
      watchers.flatMap((watcher) => {
        const arrival = watcher.arrivals.get(clock);
        return arrival === undefined ? [] : [arrival - at];
      }),
    );
    const saved = [...keys.values()].flatMap(({ at, savedAt }) => (savedAt === null ? [] : [savedAt - at]));
    const all = used.reduce((sum, ms) => sum + ms, 0);
    return {
      target: target.name,
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
      cpuPerKeyUs: ((used[0] ?? 0) * 1_000) / latencies.length,
      cpuWithDatabasePerKeyUs: (all * 1_000) / latencies.length,
      savedP50Ms: saved.length === 0 ? null : percentile(saved, 0.5),
      savedP99Ms: saved.length === 0 ? null : percentile(saved, 0.99),
      delivered: latencies.length,
      missing: keys.size * watchers.length - latencies.length,
    };
  } finally {
    for (const watcher of watchers) watcher.close();
    writer.destroy();
  }
}

/** The line that is typed into. */
function beginText(doc: Y.Doc): Y.XmlText {
  return doc.transact(() => {
    const line = new Y.XmlElement('line');
    const text = new Y.XmlText();
    line.setAttribute('id', 'typed');
    line.insert(0, [text]);
    const fragment = notesFragment(doc);
    fragment.insert(fragment.length, [line]);
    return text;
  });
}

type Key = { at: number; savedAt: number | null };

/** Types single letters evenly; gives when each left, by the writer's clock, and when it was saved. */
async function typeFor(
  writer: Peer,
  text: Y.XmlText,
  ms: number,
  keysPerSecond: number,
): Promise<Map<number, Key>> {
  const keys = new Map<number, Key>();
  const frames: Key[] = [];
  const begin = performance.now();
  const end = writer.onSaved((unsaved) => {
    const now = performance.now();
    for (const key of frames.splice(0, Math.max(0, frames.length - unsaved))) key.savedAt = now;
  });
  for (let index = 0; ; index += 1) {
    const due = begin + (index * 1_000) / keysPerSecond;
    if (due - begin >= ms) break;
    await wait(Math.max(0, due - performance.now()));
    const key: Key = { at: performance.now(), savedAt: null };
    keys.set(Y.getState(writer.doc.store, writer.doc.clientID), key);
    frames.push(key);
    text.insert(text.length, 'abcdefghijklmnopqrstuvwxyz'[index % 26] ?? 'x');
  }
  await wait(afterMs);
  end();
  return keys;
}
