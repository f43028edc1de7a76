import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { callnotesOutput, freePort, startApp, type App } from '#tests/support/app.ts';
import { countTokens } from './count-tokens.ts';
import { Peer } from './peer.ts';
import { Random } from './random.ts';

export type ChaosOptions = {
  rounds: number;
  seed: number;
  /** A migrated or empty Postgres database; null for the embedded one. */
  databaseUrl: string | null;
  print: (line: string) => void;
};

export type ChaosResult = {
  rounds: number;
  attempted: number;
  /** Told saved before the kill. */
  toldSaved: number;
  /** Told saved and not there after the restart, for clients without a copy. */
  lost: number;
  /** There more than once, after the restart or after the old clients came back. */
  doubled: number;
  /** Typed and not there after the clients came back with their own copies. */
  missing: number;
  /** There and never typed. */
  invented: number;
};

const people = ['asel', 'bruno', 'cyd'] as const;
const mostAliveMs = 3_000;
const meanBetweenTokensMs = 40;
const roundsPerCall = 10;
const patienceMs = 20_000;

/**
 * Kills the server with -9 at a random moment while three people type, again and again, and counts what was said to
 * be saved and is not there (Jepsen's view of a set: told saved ⊆ final ⊆ attempted, each once).
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { rounds, seed, databaseUrl, print } = options;
  const random = new Random(seed);
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'callnotes-chaos-'));
  const place = {
    dataFolder,
    port: await freePort(),
    ...(databaseUrl === null ? {} : { databaseUrl }),
  };
  const total: ChaosResult = {
    rounds: 0,
    attempted: 0,
    toldSaved: 0,
    lost: 0,
    doubled: 0,
    missing: 0,
    invented: 0,
  };
  let app = await startApp(place);
  let call: ChaosCall | null = null;
  try {
    for (let round = 1; round <= rounds; round += 1) {
      if (call === null || round % roundsPerCall === 1) call = await newCall(app);
      const killAfterMs = random.below(mostAliveMs);
      const result = await runRound(call, round, random, killAfterMs, async () => {
        await app.kill();
        app = await startApp(place);
      });
      total.rounds += 1;
      for (const key of ['attempted', 'toldSaved', 'lost', 'doubled', 'missing', 'invented'] as const) {
        total[key] += result[key];
      }
      print(`round ${String(round)}: killed after ${String(killAfterMs)} ms, ${describe(result)}`);
    }
  } finally {
    await app.kill();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
  }
  return total;
}

/** The counts as one line, in the words of the last line of a run. */
export function describe(result: Omit<ChaosResult, 'rounds'>): string {
  const { attempted, toldSaved, lost, doubled, missing, invented } = result;
  return [
    `told-saved lost ${String(lost)}`,
    `doubled ${String(doubled)}`,
    `missing with own copies ${String(missing)}`,
    `invented ${String(invented)}`,
    `attempted ${String(attempted)}`,
    `told-saved before the kill ${String(toldSaved)}`,
  ].join(', ');
}

type ChaosCall = { socket: string; cookies: string[]; expected: Set<string> };

async function newCall(app: App): Promise<ChaosCall> {
  const made = JSON.parse(await callnotesOutput(['new-call', 'chaos', '--state', 'live', '--json'], app)) as {
    number: number;
    socket: string;
  };
  const cookies: string[] = [];
  for (const name of people) {
    const reference = `chaos/${String(made.number)}`;
    const args = ['session', `${name}@example.org`, '--call', reference, '--role', 'participant'];
    cookies.push(await callnotesOutput(args, app));
  }
  return { socket: made.socket, cookies, expected: new Set() };
}

async function runRound(
  call: ChaosCall,
  round: number,
  random: Random,
  killAfterMs: number,
  killAndRestart: () => Promise<void>,
): Promise<Omit<ChaosResult, 'rounds'>> {
  const peers = call.cookies.map((cookie) => new Peer({ address: call.socket, cookie }));
  const fresh: Peer[] = [];
  try {
    await Promise.all(peers.map(comeIn));
    const typing = new AbortController();
    const typists = peers.map((peer, index) =>
      keepTyping(peer, `${people[index] ?? ''}${String(round)}`, random, typing.signal),
    );
    await wait(killAfterMs);
    await killAndRestart();
    typing.abort();
    await Promise.all(typists);
    const toldNow = peers.flatMap((peer) => [...peer.toldSaved]);
    const toldSaved = new Set([...call.expected, ...toldNow]);

    const afterRestart = countTokens(await readFresh(call, fresh));
    const lost = [...toldSaved].filter((token) => !afterRestart.has(token)).length;

    await Promise.all(peers.map(comeIn));
    await until(() => peers.every((peer) => peer.allSaved));
    const attempted = peers.flatMap((peer) => peer.attempted);
    const mustStand = new Set([...call.expected, ...attempted]);
    const atEnd = countTokens(await readFresh(call, fresh));
    const copies = peers.map((peer) => countTokens(peer.text()));
    call.expected = mustStand;
    return {
      attempted: attempted.length,
      toldSaved: toldNow.length,
      lost,
      doubled: twice(afterRestart) + twice(atEnd) + copies.reduce((sum, copy) => sum + twice(copy), 0),
      missing: [atEnd, ...copies].reduce(
        (sum, counts) => sum + [...mustStand].filter((token) => !counts.has(token)).length,
        0,
      ),
      invented: [...atEnd.keys()].filter((token) => !mustStand.has(token)).length,
    };
  } finally {
    for (const peer of [...peers, ...fresh]) peer.destroy();
  }
}

/** What somebody with no copy of their own is shown. */
async function readFresh(call: ChaosCall, fresh: Peer[]): Promise<string> {
  const reader = new Peer({ address: call.socket, cookie: call.cookies[0] ?? null });
  fresh.push(reader);
  await comeIn(reader);
  return reader.text();
}

/** Connects as a browser does: again and again, for a while, when the server is not there yet. */
async function comeIn(peer: Peer): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      await peer.connect();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await wait(100);
    }
  }
}

async function keepTyping(peer: Peer, name: string, random: Random, signal: AbortSignal): Promise<void> {
  for (let number = 1; !signal.aborted; number += 1) {
    const token = `(${name}-${String(number)})`;
    if (random.below(8) === 0) peer.typeLine(token);
    else peer.typeToken(token, random.below(1_000));
    await wait(1 + random.below(2 * meanBetweenTokensMs));
  }
}

function twice(counts: Map<string, number>): number {
  return [...counts.values()].filter((count) => count > 1).length;
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!condition()) {
    if (performance.now() > deadline)
      throw new Error('The server did not say in time that everything is saved.');
    await wait(20);
  }
}
