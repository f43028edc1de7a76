import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import { exportNotes } from '#lib/notes/export/export-notes.ts';
import type { NotesJson } from '#lib/notes/note-json.ts';
import { hasPending, notesJson } from '#lib/notes/ydoc.ts';
import { FaultProxy } from '#tests/chaos/fault-proxy.ts';
import { isSame, textIn } from '#tests/chaos/judge-notes.ts';
import { Random } from '#tests/chaos/random.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { openEverybody, until } from './open-everybody.ts';
import { RoomInMemory } from './room-in-memory.ts';
import type { Typist } from './typist.ts';

export type Convergence = {
  seed: number;
  ops: number;
  /** Cuts, delays and ends of the server that came in between. */
  events: number;
  blocks: number;
  /** What differs in the end, as sentences; nothing when all agree. */
  wrong: string[];
};

const eventOneIn = 60;

/**
 * Five people with the page's own session and editor in one call, the last of them passive: `ops` random things that
 * people do, with cuts, delays, and clean and unclean ends of the server in between. Afterwards every replica, every
 * screen, the document in the log and its Markdown must agree, and nothing may wait for what never came.
 */
export async function runConvergence(seed: number, ops: number): Promise<Convergence> {
  const random = new Random(seed);
  const room = new RoomInMemory(
    notes(item({ id: 'i' }, 'Harbour'), line({ id: 'a' }, 'quay'), line({ id: 'b' }, 'mole')),
  );
  await room.start();
  const proxy = new FaultProxy(room.address.port, random);
  await proxy.listen();
  const everybody = await openEverybody(room, proxy.port);
  let events = 0;
  try {
    const writers = everybody.slice(0, -1);
    for (let op = 0; op < ops; op += 1) {
      random.pick(writers).act(random);
      // Some things happen at once, others after the wire had its turn.
      if (random.below(3) > 0) await turn();
      if (random.below(25) === 0) await wait(random.below(4));
      if (random.below(eventOneIn) === 0) {
        events += 1;
        await disturb(room, proxy, everybody, random);
      }
    }
    proxy.setWeather();
    const wrong = await settled(room, everybody);
    return { seed, ops, events, blocks: everybody[0]?.editor.blocks.length ?? 0, wrong };
  } finally {
    for (const typist of everybody) typist.destroy();
    await proxy.close();
    await room.stop('clean');
  }
}

async function disturb(
  room: RoomInMemory,
  proxy: FaultProxy,
  everybody: readonly Typist[],
  random: Random,
): Promise<void> {
  switch (random.below(7)) {
    case 0:
      proxy.setWeather({ delayMs: 1 + random.below(30), pieceBytes: null });
      break;
    case 1:
      proxy.setWeather({ delayMs: random.below(5), pieceBytes: 1 + random.below(30) });
      break;
    case 2:
      proxy.setWeather();
      break;
    case 3:
      proxy.cutAll();
      break;
    case 4:
      await room.stop(random.below(2) === 0 ? 'clean' : 'crash');
      await room.start();
      break;
    default:
      random.pick(everybody).cut();
  }
  if (random.below(2) === 0) for (const { session } of everybody) session.retryNow();
}

/** Waits until everybody is told that all is saved and all have the same; what is wrong when that does not come. */
async function settled(room: RoomInMemory, everybody: readonly Typist[]): Promise<string[]> {
  let asked = 0;
  const quiet = await until(async () => {
    asked += 1;
    if (asked % 10 === 0) for (const { session } of everybody) session.retryNow();
    if (!everybody.every((typist) => typist.isSaved)) return false;
    const stored = await room.storedDocument();
    return everybody.every(({ session }) => isSame(session.doc, stored));
  }).then(
    () => true,
    () => false,
  );
  const stored = await room.storedDocument();
  const markdown = markdownOf(stored);
  const wrong: string[] = [];
  if (!quiet)
    wrong.push(
      `not at rest: ${everybody
        .filter((each) => !each.isSaved)
        .map(({ name, session }) => `${name} ${JSON.stringify(session.getSnapshot().facts)}`)
        .join(', ')}; the server said last: ${room.told.slice(-10).join(' | ')}`,
    );
  if (hasPending(stored)) wrong.push('the stored document waits for something');
  for (const { name, session, editor } of everybody) {
    if (hasPending(session.doc)) wrong.push(`${name}'s copy waits for something`);
    const half = /.{0,20}\p{Surrogate}.{0,20}/su.exec(textIn(session.doc));
    if (half !== null) wrong.push(`${name}'s copy holds half a sign: ${JSON.stringify(half[0])}`);
    if (!isSame(session.doc, stored))
      wrong.push(`${name}'s copy is not what is stored: ${difference(session.doc, stored)}`);
    if (markdownOf(session.doc) !== markdown) wrong.push(`${name}'s Markdown is not that of what is stored`);
    const shown = editor.editor.state.doc.toJSON() as NotesJson;
    if (JSON.stringify(shown) !== JSON.stringify(notesJson(session.doc)))
      wrong.push(`${name}'s screen is not their copy`);
  }
  return [...wrong, ...room.complaints.filter((complaint) => complaint.includes('could not be applied'))];
}

/** Whose changes one copy has and the other has not. */
function difference(copy: Y.Doc, stored: Y.Doc): string {
  const [have, kept] = [copy, stored].map((doc) => Y.decodeStateVector(Y.encodeStateVector(doc)));
  const clients = new Set([...(have?.keys() ?? []), ...(kept?.keys() ?? [])]);
  const parts = [...clients].flatMap((client) => {
    const [here, there] = [have?.get(client) ?? 0, kept?.get(client) ?? 0];
    const own = client === copy.clientID ? ' (its own)' : '';
    return here === there ? [] : [`${String(client)}${own} ${String(here)} against ${String(there)}`];
  });
  return parts.length === 0 ? otherDeletions(copy, stored) : parts.join(', ');
}

function otherDeletions(copy: Y.Doc, stored: Y.Doc): string {
  const [here, there] = [copy, stored].map(deleted);
  const only = (one: Set<string> | undefined, other: Set<string> | undefined): string =>
    [...(one ?? [])].filter((id) => other?.has(id) !== true).join(' ');
  return `own client ${String(copy.clientID)}, deleted here alone: ${only(here, there)}; there alone: ${only(there, here)}`;
}

function deleted(doc: Y.Doc): Set<string> {
  const ids = new Set<string>();
  for (const [client, ranges] of Y.snapshot(doc).ds.clients) {
    for (const { clock, len } of ranges) {
      for (let at = clock; at < clock + len; at += 1) ids.add(`${String(client)}:${String(at)}`);
    }
  }
  return ids;
}

function markdownOf(doc: Y.Doc): string {
  return exportNotes(
    {
      seriesTitle: 'Harbour',
      seriesSlug: 'harbour',
      number: 1,
      title: '',
      startsAt: null,
      zone: 'UTC',
      lengthMinutes: 60,
      recordingUrl: null,
      intro: '',
      outro: '',
      notes: notesJson(doc),
      bornIn: new Map(),
    },
    'md',
  );
}
