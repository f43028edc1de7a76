import { setTimeout as wait } from 'node:timers/promises';
import { ChaosWorld, type ChaosCall, type ChaosDatabase } from './chaos-world.ts';
import { addVerdicts, isSame, judgeEnd, judgeStored, noFault, textIn, type Verdict } from './judge-notes.ts';
import { countTokens } from './count-tokens.ts';
import { nemeses, type NemesisName } from './nemeses.ts';
import { Peer } from './peer.ts';
import { Random } from './random.ts';

export type ChaosOptions = {
  rounds: number;
  /** Round `n` is made from `seed + n - 1` alone. */
  seed: number;
  /** Which nemeses come, in turn. */
  nemeses: readonly NemesisName[];
  database: ChaosDatabase;
  print: (line: string) => void;
};

export type ChaosResult = Verdict & {
  rounds: number;
  attempted: number;
  /** Told saved before everything was put right. */
  toldSaved: number;
  /** What nemeses themselves found wrong. */
  findings: number;
  /** Rounds to be pinned: nemesis and seed. */
  failed: { nemesis: NemesisName; seed: number }[];
};

type Round = Verdict & {
  attempted: number;
  toldSaved: number;
  did: string;
  wrong: string[];
  /** It did not come to its end. */
  broken: boolean;
};

/** A call that several rounds write in, and every token that must stand in it. */
type Stage = ChaosCall & { expected: Set<string>; rounds: number };

const meanBetweenTokensMs = 40;
const roundsPerCall = 10;
const patienceMs = 30_000;

/**
 * Lets something go wrong with the built server, its database or the wire while three people type, again and again,
 * and counts what was said to be saved and is not there (Jepsen's view of a set: told saved ⊆ final ⊆ attempted, each
 * once; replicas, the stored document and the exports equal).
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { rounds, seed, database, print } = options;
  const total: ChaosResult = {
    ...noFault,
    rounds: 0,
    attempted: 0,
    toldSaved: 0,
    findings: 0,
    failed: [],
  };
  const world = await ChaosWorld.start(database, new Random(seed), options.nemeses.includes('clock'));
  let stage: Stage | null = null;
  try {
    for (let index = 0; index < rounds; index += 1) {
      const name = options.nemeses[index % options.nemeses.length] ?? 'kill';
      const begun = performance.now();
      if (stage === null || stage.rounds >= roundsPerCall) {
        stage = { ...(await world.newCall()), expected: new Set(), rounds: 0 };
      }
      stage.rounds += 1;
      const round = await runRound(world, stage, name, index + 1, new Random(seed + index)).catch(broken);
      if (round.broken) await world.recover();
      total.rounds += 1;
      Object.assign(total, addVerdicts(total, round));
      total.attempted += round.attempted;
      total.toldSaved += round.toldSaved;
      total.findings += round.wrong.length;
      const bad =
        round.wrong.length > 0 || Object.keys(noFault).some((key) => round[key as keyof Verdict] > 0);
      if (bad) {
        total.failed.push({ nemesis: name, seed: seed + index });
        // The next round begins on notes that are as they should be.
        stage = null;
      }
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      const words = [
        `round ${String(index + 1)} (${name}, seed ${String(seed + index)})`,
        round.did,
        describe(round),
      ];
      print([...words, `${seconds} s`, ...round.wrong].join(', '));
    }
  } finally {
    await world.close();
  }
  return total;
}

/** The counts as one line, in the words of the last line of a run. */
export function describe(result: Verdict & { attempted: number; toldSaved: number }): string {
  return [
    `told-saved lost ${String(result.lost)}`,
    `doubled ${String(result.doubled)}`,
    `missing ${String(result.missing)}`,
    `invented ${String(result.invented)}`,
    `differing ${String(result.differing)}`,
    `attempted ${String(result.attempted)}`,
    `told saved meanwhile ${String(result.toldSaved)}`,
  ].join(', ');
}

async function runRound(
  world: ChaosWorld,
  stage: Stage,
  name: NemesisName,
  number: number,
  random: Random,
): Promise<Round> {
  const writers = stage.cookies.map((cookie) => new Peer({ address: stage.socket, cookie }));
  const reader = new Peer({ address: stage.socket, cookie: stage.cookies[0] ?? null });
  const everybody = [...writers, reader];
  try {
    await Promise.all(everybody.map(comeIn));
    const typing = new AbortController();
    const typists = writers.map((peer, index) =>
      keepTyping(peer, `p${String(index)}r${String(number)}`, random, typing.signal),
    );
    const findings = await nemeses[name]({ world, random, peers: writers, reader });
    typing.abort();
    await Promise.all(typists);

    const told = writers.flatMap((peer) => [...peer.toldSaved]);
    const mustBeStored = new Set([...stage.expected, ...told]);
    if (findings.mustBeStored !== undefined) {
      for (const token of countTokens(findings.mustBeStored).keys()) mustBeStored.add(token);
    }
    const stored = judgeStored(mustBeStored, await world.storedDocument(stage));

    await Promise.all(everybody.map(comeIn));
    await until(
      () => writers.every((peer) => peer.allSaved),
      'The server did not say that everything is saved',
    );
    for (const token of writers.flatMap((peer) => peer.attempted)) stage.expected.add(token);
    const fresh = new Peer({ address: stage.socket, cookie: stage.cookies[0] ?? null });
    everybody.push(fresh);
    await comeIn(fresh);
    const replicas = everybody.map((peer) => peer.doc);
    await until(
      () =>
        replicas.every((doc) => isSame(doc, fresh.doc)) &&
        countTokens(textIn(fresh.doc)).size >= stage.expected.size,
      null,
    );
    const end = judgeEnd(stage.expected, await world.storedDocument(stage), replicas, [
      await world.exported(stage, 'md'),
      await world.exported(stage, 'json'),
    ]);
    return {
      ...addVerdicts(stored, end),
      attempted: writers.reduce((sum, peer) => sum + peer.attempted.length, 0),
      toldSaved: told.length,
      did: findings.did,
      wrong: findings.wrong,
      broken: false,
    };
  } finally {
    for (const peer of everybody) peer.destroy();
  }
}

/** A round that did not come to its end: what did not come back is a fault like any other. */
function broken(error: unknown): Round {
  const wrong = [error instanceof Error ? error.message : String(error)];
  return { ...noFault, attempted: 0, toldSaved: 0, did: 'did not end', wrong, broken: true };
}

/** Connects as a browser does: again and again, for a while, when the server is not there yet. */
async function comeIn(peer: Peer): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!peer.open) {
    try {
      await peer.connect();
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

/** Waits until something is so; without a problem to name, the judge says what is wrong when it does not come. */
async function until(condition: () => boolean, problem: string | null): Promise<void> {
  const deadline = performance.now() + (problem === null ? 10_000 : patienceMs);
  while (!condition()) {
    if (performance.now() > deadline) {
      if (problem === null) return;
      throw new Error(`${problem} in ${String(patienceMs / 1000)} s.`);
    }
    await wait(20);
  }
}
