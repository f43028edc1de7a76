import { setTimeout as wait } from 'node:timers/promises';
import type { ChaosWorld } from './chaos-world.ts';
import { canTurnClock } from './chaos-world.ts';
import type { Peer } from './peer.ts';
import type { Random } from './random.ts';

/** What a nemesis works with while people type. */
export type Scene = {
  world: ChaosWorld;
  random: Random;
  peers: readonly Peer[];
  /** Somebody who only reads; what stands there, the server has received. */
  reader: Peer;
};

/** What it found out by itself, as sentences; nothing when all was well. */
export type Findings = { did: string; wrong: string[]; mustBeStored?: string };

/** Something that goes wrong while people type. Afterwards everything runs again. */
export type Nemesis = (scene: Scene) => Promise<Findings>;

const exitMs = 10_000;
const outageMostMs = 4_000;

const killServer: Nemesis = async ({ world, random }) => {
  const after = random.below(3_000);
  await wait(after);
  await world.kill();
  await world.restart();
  return { did: `killed after ${String(after)} ms`, wrong: [] };
};

/** Two kills in a row: the second while everybody comes back. */
const killTwice: Nemesis = async ({ world, random }) => {
  const [first, second] = [random.below(1_500), random.below(400)];
  await wait(first);
  await world.kill();
  await world.restart();
  await wait(second);
  await world.kill();
  await world.restart();
  return { did: `killed after ${String(first)} ms and again after ${String(second)} ms`, wrong: [] };
};

const pauseServer: Nemesis = async ({ world, random }) => {
  const [after, pause] = [random.below(1_000), 100 + random.below(3_000)];
  await wait(after);
  world.pauseServer();
  await wait(pause);
  world.resumeServer();
  return { did: `stopped the server for ${String(pause)} ms after ${String(after)} ms`, wrong: [] };
};

/** Nothing typed while the database stands still may be told saved. */
const pauseDatabase: Nemesis = async ({ world, random, peers }) => {
  const [after, pause] = [random.below(1_000), 100 + random.below(outageMostMs)];
  await wait(after);
  const typed = peers.map((peer) => peer.attempted.length);
  world.pauseDatabase();
  // What the database had answered before may still be on its way; what is typed from here on may not.
  for (const [index, peer] of peers.entries()) typed[index] = peer.attempted.length;
  await wait(pause);
  const lies = peers.flatMap((peer, index) =>
    peer.attempted.slice(typed[index]).filter((token) => peer.toldSaved.has(token)),
  );
  world.resumeDatabase();
  const wrong = lies.length === 0 ? [] : [`told saved while the database stood still: ${lies.join(' ')}`];
  return { did: `stopped the database for ${String(pause)} ms after ${String(after)} ms`, wrong };
};

const crashDatabase: Nemesis = async ({ world, random }) => {
  const [after, outage] = [random.below(1_500), random.below(outageMostMs)];
  await wait(after);
  await world.crashDatabase();
  await wait(outage);
  await world.restartDatabase();
  return { did: `ended the database for ${String(outage)} ms after ${String(after)} ms`, wrong: [] };
};

const cutSockets: Nemesis = async ({ world, random, peers }) => {
  const cuts = 2 + random.below(6);
  for (let cut = 0; cut < cuts; cut += 1) {
    await wait(random.below(500));
    if (random.below(3) === 0) world.proxy.cutAll();
    else random.pick(peers).cut();
    await wait(random.below(200));
    await Promise.all(peers.filter((peer) => !peer.open).map((peer) => comeBack(peer)));
  }
  return { did: `cut sockets ${String(cuts)} times`, wrong: [] };
};

const badWire: Nemesis = async ({ world, random, peers }) => {
  const weather = { delayMs: 20 + random.below(300), pieceBytes: 1 + random.below(40) };
  world.proxy.setWeather(weather);
  await wait(500 + random.below(2_000));
  world.proxy.cutAll();
  await Promise.all(peers.map((peer) => comeBack(peer)));
  await wait(random.below(500));
  world.proxy.setWeather();
  return {
    did: `pieces of ${String(weather.pieceBytes)} bytes, each up to ${String(weather.delayMs)} ms late`,
    wrong: [],
  };
};

const turnClock: Nemesis = async ({ world, random, peers }) => {
  if (!canTurnClock) throw new Error('The clock cannot be turned: install the package `libfaketime`.');
  const steps: number[] = [];
  for (let step = 0; step < 3; step += 1) {
    const seconds = random.pick([-3_600, 0, 3_600]);
    steps.push(seconds);
    world.turnClock(seconds);
    await wait(1_000 + random.below(500));
    if (random.below(2) === 0) {
      const peer = random.pick(peers);
      peer.cut();
      await comeBack(peer);
    }
  }
  world.turnClock(0);
  return {
    did: `turned the server's clock to ${steps.map((at) => `${String(at)} s`).join(', ')}`,
    wrong: [],
  };
};

/** Asked to end, it ends with 0 in ten seconds, and what others saw before is stored. */
const terminateServer: Nemesis = async ({ world, random, reader }) => {
  const after = random.below(2_000);
  await wait(after);
  const { code, ms } = await world.terminate();
  const received = reader.text();
  await world.restart();
  const wrong: string[] = [];
  if (code !== 0) wrong.push(`ended with ${String(code)}`);
  if (ms > exitMs) wrong.push(`took ${ms.toFixed(0)} ms to end`);
  return {
    did: `asked to end after ${String(after)} ms, gone in ${ms.toFixed(0)} ms`,
    wrong,
    mustBeStored: received,
  };
};

async function comeBack(peer: Peer): Promise<void> {
  // Whoever does not get in here does when everything is put right.
  await peer.connect().catch(() => undefined);
}

export const nemeses = {
  kill: killServer,
  'kill-twice': killTwice,
  pause: pauseServer,
  'database-pause': pauseDatabase,
  'database-crash': crashDatabase,
  cut: cutSockets,
  wire: badWire,
  clock: turnClock,
  terminate: terminateServer,
} as const satisfies Record<string, Nemesis>;

export type NemesisName = keyof typeof nemeses;

export const nemesisNames = Object.keys(nemeses) as NemesisName[];
