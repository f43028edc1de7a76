import { array, assert, asyncProperty, constantFrom, nat } from '#tests/support/fast-check.ts';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createNotesUpdate, notesDoc } from '#lib/notes/ydoc.ts';
import { CollabFigures } from '#server/collab/collab-figures.ts';
import { Compactor } from '#server/collab/compactor.ts';
import { defaultLimits } from '#server/collab/limits.ts';
import { buildDocument, loadDocument } from '#server/collab/load-document.ts';
import { mergeRuns } from '#server/collab/merge-runs.ts';
import { MemoryLog, storeDown } from './support/memory-log.ts';
import { sameDocument, step, writeLog } from './support/random-log.ts';
import { notesOf } from './support/start-collab.ts';
import { lineText, textOf } from './support/typing.ts';

/** Where a compaction ends as by a kill; the store's transaction would undo the two in the middle. */
const kills = ['before it begins', 'after the snapshot', 'between two rows', 'after its commit'] as const;

type Snapshot = { state: Uint8Array; upTo: bigint };

/** A store whose compaction goes no further than a point. */
class KilledLog extends MemoryLog {
  kill: (typeof kills)[number] | null = null;
  private kept = 0;

  killAt(kill: (typeof kills)[number], kept: number): void {
    this.kill = kill;
    this.kept = kept;
  }

  override async compact(callId: string, snapshot: Snapshot): Promise<void> {
    const { kill } = this;
    if (kill === 'before it begins') throw storeDown();
    const rows = [...this.rows];
    await super.compact(callId, snapshot);
    const gone = rows.filter((row) => !this.rows.includes(row));
    if (kill === 'after the snapshot') this.rows.unshift(...gone);
    if (kill === 'between two rows') this.rows.unshift(...gone.slice(this.kept % (gone.length + 1)));
    if (kill !== null) throw storeDown();
  }
}

async function compact(log: MemoryLog, callId: string, cut: bigint): Promise<void> {
  const prefix = notesDoc();
  for (const row of log.of(callId)) if (row.id <= cut) Y.applyUpdate(prefix, row.update);
  const compactor = new Compactor({
    callId,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    limits: { ...defaultLimits, tailRowsAtUnload: 1 },
    figures: new CollabFigures(),
    log,
    tailRows: log.of(callId).length,
    tailBytes: 1,
    capture: () => Promise.resolve({ state: Y.encodeStateAsUpdate(prefix), position: cut }),
  });
  await compactor.atUnload();
  prefix.destroy();
}

async function load(log: MemoryLog, callId: string, lineage: string): Promise<Y.Doc> {
  const { whole, tail } = await loadDocument(log, callId, lineage);
  return buildDocument([whole, ...tail], lineage);
}

test('[A12][R23] a compaction that is killed at any point, and one after it, changes nothing, in a thousand logs', async () => {
  await assert(
    asyncProperty(
      array(step, { minLength: 1, maxLength: 25 }),
      nat(25),
      constantFrom(...kills),
      nat(25),
      async (steps, cutAt, kill, kept) => {
        const written = writeLog(steps);
        const { callId, lineage } = written;
        const log = new KilledLog();
        for (const row of written.log.of(callId)) log.seed(callId, row.update);
        const before = await load(log, callId, lineage);
        const cut = BigInt(Math.min(cutAt + 1, log.rows.length));
        log.killAt(kill, kept);
        await compact(log, callId, cut);
        sameDocument(await load(log, callId, lineage), before);
        log.kill = null;
        const rows = log.of(callId);
        const last = rows.at(-1);
        if (last === undefined) return;
        const held = await load(log, callId, lineage);
        await log.compact(callId, { state: Y.encodeStateAsUpdate(held), upTo: last.id });
        // What a kill left behind the snapshot it made is in the snapshot already.
        expect(log.of(callId).filter(({ id }) => id > (log.snapshots.get(callId)?.upTo ?? 0n))).toEqual([]);
        sameDocument(await load(log, callId, lineage), before);
      },
    ),
    { numRuns: 1_000 },
  );
});

/** Somebody types: forward, with every third key a correction, now and then somewhere else. */
function typeOften(doc: Y.Doc, edits: number, random: () => number): void {
  const text = lineText(doc);
  let at = text.length;
  for (let edit = 0; edit < edits; edit += 1) {
    if (random() < 0.01) at = Math.floor(random() * text.length);
    const erase = random() < (text.length > 20_000 ? 0.6 : 0.35);
    if (erase && at > 0) text.delete((at -= 1), 1);
    else text.insert(at++, 'etaoin shrdlu'[Math.floor(random() * 13)] ?? ' ');
  }
}

function seeded(start: number): () => number {
  let state = start;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

test('[A13] a note of 20 KB after 100,000 edits is stored in at most twenty times its text, and what is stored does not grow without bound', async () => {
  const log = new MemoryLog();
  const [callId, lineage] = ['call-1', 'lineage-1'];
  log.seed(callId, createNotesUpdate(notesOf('begin'), lineage));
  const people = [notesDoc(), notesDoc(), notesDoc()];
  const random = seeded(7);
  const sizes: number[] = [];
  for (const person of people) for (const { update } of log.of(callId)) Y.applyUpdate(person, update);
  for (let turn = 0; turn < 100; turn += 1) {
    const [author = notesDoc()] = people.splice(turn % 3, 1);
    const changes: Uint8Array[] = [];
    const listen = (update: Uint8Array): void => void changes.push(update);
    author.on('update', listen);
    typeOften(author, 1_000, random);
    author.off('update', listen);
    for (const { update } of mergeRuns(
      changes.map((change) => ({ update: change, actorId: 'a', count: 1 })),
    )) {
      log.seed(callId, update);
      for (const person of people) Y.applyUpdate(person, update);
    }
    people.splice(turn % 3, 0, author);
    if (turn % 25 !== 24) continue;
    const held = await load(log, callId, lineage);
    await log.compact(callId, { state: Y.encodeStateAsUpdate(held), upTo: log.of(callId).at(-1)?.id ?? 0n });
    sizes.push((await loadDocument(log, callId, lineage)).whole.length);
  }
  const text = textOf(await load(log, callId, lineage)).length;
  expect(text).toBeGreaterThan(15_000);
  expect(text).toBeLessThan(25_000);
  expect(log.rows).toEqual([]);
  expect((sizes.at(-1) ?? Infinity) / text).toBeLessThanOrEqual(20);
  // Kept to see it grow by what is typed, and not by what was typed before.
  const growth = sizes.slice(1).map((size, index) => size - (sizes[index] ?? 0));
  expect(Math.max(...growth)).toBeLessThan(2 * (sizes[0] ?? 0));
});
