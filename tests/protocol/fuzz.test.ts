import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { countTokens } from '#tests/chaos/count-tokens.ts';
import { Peer } from '#tests/chaos/peer.ts';
import { Random } from '#tests/chaos/random.ts';
import { seed, seedsFrom } from '#tests/support/seed.ts';
import { networkTurns, turns } from './support/manual-clock.ts';
import { MemoryLog, storeDown } from './support/memory-log.ts';
import { SmallWorld } from './support/small-world.ts';
import { notesOf, startCollab, type TestCollab } from './support/start-collab.ts';
import { createNotesUpdate, notesFragment } from '#lib/notes/ydoc.ts';

/** `SEED=n` begins with another, `SEEDS=n` runs so many. */
const seeds = seedsFrom(seed, Number(process.env['SEEDS'] ?? 12));

const steps = 150;

/** Four people (one only watches) and a server that is cut, fails and restarts. */
class Run {
  readonly log = new MemoryLog();
  readonly world = new SmallWorld();
  readonly random: Random;
  readonly callId: string;
  readonly lineage: string;
  peers: Peer[] = [];
  private server: TestCollab | null = null;
  private typed = 0;
  readonly history: string[] = [];

  constructor(seed: number) {
    this.random = new Random(seed);
    const { callId, lineage } = this.world.call();
    this.callId = callId;
    this.lineage = lineage;
    this.log.seed(callId, createNotesUpdate(notesOf('begin '), lineage));
  }

  async start(): Promise<void> {
    this.server = await startCollab({
      log: this.log,
      world: this.world,
      limits: {
        idleMs: 5,
        tailRows: 15,
        tailRowsAtUnload: 4,
        commitWindowMs: 1,
        commitRetryMs: 3,
        shutdownMs: 200,
      },
    });
  }

  get address(): string {
    return this.server?.address(this.callId) ?? '';
  }

  step(): Promise<void> | void {
    const writers = this.peers.slice(0, -1);
    const peer = this.random.pick(writers);
    const chance = this.random.below(100);
    if (chance < 62) this.type(peer);
    else if (chance < 70) this.scratch(peer);
    else if (chance < 78) this.cut(this.random.pick(this.peers));
    else if (chance < 88) return this.connect(this.random.pick(this.peers));
    else if (chance < 93) this.fail();
    else if (chance < 96) this.heal();
    else if (chance < 98) return this.restart();
    else return networkTurns(10);
  }

  heal(): void {
    this.history.push('heal');
    this.log.failWith = {};
  }

  async connect(peer: Peer): Promise<void> {
    this.history.push('connect');
    await peer.connect(this.address).catch(() => undefined);
  }

  private type(peer: Peer): void {
    this.typed += 1;
    const token = `(p${String(this.peers.indexOf(peer))}-${String(this.typed)})`;
    this.history.push(`type ${token}`);
    if (this.random.below(6) === 0) peer.typeLine(token);
    else peer.typeToken(token, this.random.below(20));
  }

  /** Writes and deletes where no token stands. */
  private scratch(peer: Peer): void {
    const block = notesFragment(peer.doc).get(0);
    const part = block instanceof Y.XmlElement ? block.get(0) : null;
    if (!(part instanceof Y.XmlText)) return;
    this.history.push('scratch');
    part.insert(1, 'xyz');
    part.delete(2, 1);
  }

  private cut(peer: Peer): void {
    this.history.push('cut');
    peer.cut();
  }

  private fail(): void {
    this.history.push('fail');
    this.log.writeBeforeFailing = this.random.below(2) === 0;
    this.log.failWith.append = storeDown;
  }

  private async restart(): Promise<void> {
    this.history.push('restart');
    this.heal();
    await this.server?.collab.close();
    await this.start();
  }
}

test.each(seeds)(
  '[R2] whatever happens on the way, everybody ends with the same notes (seed %i)',
  async (number) => {
    const run = new Run(number);
    await run.start();
    const people = [
      run.world.person('Asel'),
      run.world.person('Bruno'),
      run.world.person('Cyd'),
      run.world.person('Robin', 'reader'),
    ];
    run.peers = people.map(({ cookie }) => new Peer({ address: run.address, cookie }));
    try {
      await Promise.all(run.peers.map((peer) => peer.connect()));
      for (let step = 0; step < steps; step += 1) {
        await run.step();
        if (step % 5 === 0) await turns(2);
      }
      run.heal();
      for (const peer of run.peers) await peer.connect(run.address);
      await expect.poll(() => run.peers.every((peer) => peer.allSaved), { timeout: 10_000 }).toBe(true);
      const [one] = run.peers;
      const text = one?.text() ?? '';
      for (const peer of run.peers) await expect.poll(() => peer.text(), { timeout: 5_000 }).toBe(text);

      const late = new Peer({ address: run.address, cookie: people[0]?.cookie ?? null });
      await late.connect();
      for (const peer of [...run.peers, late]) {
        expect(peer.doc.store.pendingStructs).toBeNull();
        expect(peer.doc.store.pendingDs).toBeNull();
        expect(Y.encodeStateVector(peer.doc)).toEqual(Y.encodeStateVector(late.doc));
      }
      expect(late.text()).toBe(text);
      late.destroy();

      const tokens = countTokens(text);
      const attempted = run.peers.flatMap((peer) => peer.attempted);
      expect([...tokens.keys()].toSorted()).toEqual(attempted.toSorted());
      expect([...tokens].filter(([, times]) => times !== 1)).toEqual([]);
    } catch (error) {
      process.stderr.write(`seed ${String(number)}: ${run.history.join(', ')}\n`);
      throw error;
    } finally {
      for (const peer of run.peers) peer.destroy();
    }
  },
);
