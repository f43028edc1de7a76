import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BlockJson, NotesJson } from '#lib/notes/note-json.ts';
import { projectNotes } from '#lib/notes/project-notes.ts';
import { personIdFor } from '#lib/speakers/person-id.ts';
import { createCall, type Call } from '#server/db/calls.ts';
import { prisma } from '#server/db/client.ts';
import { appendUpdates } from '#server/db/document-log.ts';
import { listRoster } from '#server/db/people.ts';
import { createSeries, type Series } from '#server/db/series.ts';
import { derivedTables } from '#server/projection/derived-tables.ts';
import { lockCall, projectCall } from '#server/projection/project-call.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { gap, item, line, notes } from '#tests/support/notes-factory.ts';

let counter = 0;

async function makeSeries(): Promise<Series> {
  counter += 1;
  return createSeries({ slug: `project-${String(counter)}`, title: 'Projected' });
}

async function makeCall(series?: Series): Promise<Call> {
  return createCall({ seriesId: (series ?? (await makeSeries())).id, notes: notes(line({ id: 'first' })) });
}

/** Every block kind, with people, a gap, an action and a decision. */
const everything = notes(
  item({ id: 'i1', minutes: 5, purpose: 'update' }, 'Release'),
  line({ id: 'l1', speaker: 'p_rosa', speakerName: 'Rosa Quill', at: '2026-03-02T10:00:00.000Z' }, 'We ship'),
  line(
    { id: 'l2', tag: 'action', owner: 'p_milan', ownerName: ' Milan  Oak ', due: '2026-03-09', source: 'l1' },
    'Write it up',
  ),
  line(
    { id: 'l3', tag: 'decision', indent: 1 },
    'Keep it ',
    gap({ id: 'g1', at: '2026-03-02T10:05:00.000Z' }),
  ),
  { type: 'codeBlock', attrs: { id: 'c1', language: null }, content: [{ type: 'text', text: 'npm test' }] },
  { type: 'quote', attrs: { id: 'q1' }, content: [{ type: 'text', text: 'as they wrote' }] },
);

async function storedRows(callId: string) {
  return prisma().$transaction(async (tx) => ({
    items: await derivedTables.items.read(tx, callId),
    lines: await derivedTables.lines.read(tx, callId),
    gaps: await derivedTables.gaps.read(tx, callId),
    actions: await derivedTables.actions.read(tx, callId),
    decisions: await derivedTables.decisions.read(tx, callId),
  }));
}

/** Which transaction wrote each line last. */
async function writers(callId: string): Promise<Record<string, string>> {
  const rows = await prisma().$queryRaw<{ id: string; writer: string }[]>`
    SELECT id, xmin::text AS writer FROM "Line" WHERE "callId" = ${callId}`;
  return Object.fromEntries(rows.map(({ id, writer }) => [id, writer]));
}

async function projectedTo(callId: string): Promise<bigint> {
  return (await prisma().call.findUniqueOrThrow({ where: { id: callId } })).projectedTo;
}

describe.each(databaseKinds)('on the %s database', (kind) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await withDatabase(kind);
  });
  afterAll(async () => opened.close());

  test('the stored rows are the projected ones, and the position is stored with them', async () => {
    const call = await makeCall();
    const result = await projectCall({ callId: call.id, notes: everything, logPosition: 1000n });
    expect(result.outcome).toBe('written');
    const { people: _people, ...expected } = projectNotes(everything);
    expect(await storedRows(call.id)).toEqual(expected);
    expect(await projectedTo(call.id)).toBe(1000n);
  });

  test('people who are named join the roster, names tidied, in order, with initials of their own', async () => {
    const series = await makeSeries();
    const call = await makeCall(series);
    const said = (id: string, speakerName: string): BlockJson =>
      line({ id, speaker: `${id}-${kind}`, speakerName });
    const named = notes(
      said('a', 'Rosa Quill'),
      said('b', ' Milan '),
      said('c', 'Mila'),
      said('d', 'Rolf Quast'),
    );
    await projectCall({ callId: call.id, notes: named, logPosition: 1000n });
    const roster = await listRoster(series.id);
    expect(roster.map(({ id, name, number }) => [id, name, number])).toEqual([
      [`a-${kind}`, 'Rosa Quill', 1],
      [`b-${kind}`, 'Milan', 2],
      [`c-${kind}`, 'Mila', 3],
      [`d-${kind}`, 'Rolf Quast', 4],
    ]);
    expect(new Set(roster.map(({ initials }) => initials)).size).toBe(4);
  });

  test('somebody renamed on the roster keeps the new name', async () => {
    const series = await makeSeries();
    const call = await makeCall(series);
    const id = `renamed-${kind}`;
    const named = notes(line({ id: 'a', speaker: id, speakerName: 'Rosa' }));
    await projectCall({ callId: call.id, notes: named, logPosition: 1000n });
    await prisma().person.update({ where: { id }, data: { name: 'Rosa Quill' } });
    await projectCall({ callId: call.id, notes: named, logPosition: 1001n });
    expect((await listRoster(series.id)).map(({ name }) => name)).toEqual(['Rosa Quill']);
  });

  test('a line copied from another series brings its speaker under this series', async () => {
    const home = await makeSeries();
    const away = await makeSeries();
    const copied = notes(line({ id: 'a', speaker: `away-${kind}`, speakerName: 'Rosa Quill' }));
    const [first, second] = [await makeCall(home), await makeCall(away)];
    await projectCall({ callId: first.id, notes: copied, logPosition: 1000n });
    for (const logPosition of [1000n, 1001n])
      await projectCall({ callId: second.id, notes: copied, logPosition });
    const own = personIdFor(away.id, 'Rosa Quill');
    expect((await listRoster(away.id)).map(({ id }) => id)).toEqual([own]);
    expect((await storedRows(second.id)).lines[0]?.speakerId).toBe(own);
  });

  test('an id without a name is nobody on the roster', async () => {
    const call = await makeCall();
    const nameless = notes(line({ id: 'a', speaker: 'p_nobody' }));
    await projectCall({ callId: call.id, notes: nameless, logPosition: 1000n });
    expect((await storedRows(call.id)).lines[0]).toMatchObject({ speakerId: null, speakerName: null });
  });

  test('unchanged content writes nothing but the position', async () => {
    const call = await makeCall();
    await projectCall({ callId: call.id, notes: everything, logPosition: 1000n });
    const before = await writers(call.id);
    const again = await projectCall({ callId: call.id, notes: everything, logPosition: 1001n });
    expect(again).toEqual({ outcome: 'written', rows: 0 });
    expect(await writers(call.id)).toEqual(before);
    expect(await projectedTo(call.id)).toBe(1001n);
  });

  test('only the rows that differ are written; those no longer in the document go', async () => {
    const call = await makeCall();
    const three = [line({ id: 'a' }, 'one'), line({ id: 'b' }, 'two'), line({ id: 'c' }, 'three')];
    await projectCall({ callId: call.id, notes: notes(...three), logPosition: 1000n });
    const before = await writers(call.id);
    const changed = notes(line({ id: 'a' }, 'one'), line({ id: 'b' }, 'changed'));
    const result = await projectCall({ callId: call.id, notes: changed, logPosition: 1001n });
    expect(result).toEqual({ outcome: 'written', rows: 2 });
    const after = await writers(call.id);
    expect(Object.keys(after).toSorted()).toEqual(['a', 'b']);
    expect(after['a']).toBe(before['a']);
    expect(after['b']).not.toBe(before['b']);
  });

  test('an older position never replaces a newer one', async () => {
    const call = await makeCall();
    await projectCall({ callId: call.id, notes: everything, logPosition: 1001n });
    const old: NotesJson = notes(line({ id: 'old' }, 'old'));
    expect(await projectCall({ callId: call.id, notes: old, logPosition: 1000n })).toEqual({
      outcome: 'stale',
    });
    expect((await storedRows(call.id)).lines.map(({ id }) => id)).not.toContain('old');
    expect(await projectedTo(call.id)).toBe(1001n);
  });

  test('whatever the order in which projections of one call arrive, the newest stands', async () => {
    const call = await makeCall();
    const at = async (position: bigint) =>
      projectCall({
        callId: call.id,
        notes: notes(line({ id: 'a' }, `at ${String(position)}`)),
        logPosition: position,
      });
    await Promise.all([at(1003n), at(1001n), at(1004n), at(1002n)]);
    expect((await storedRows(call.id)).lines.map(({ text }) => text)).toEqual(['at 1004']);
  });

  test('two calls of a series that name people at once number them one after the other', async () => {
    const series = await makeSeries();
    const calls = await Promise.all([makeCall(series), makeCall(series), makeCall(series)]);
    await Promise.all(
      calls.map(async (call, index) =>
        projectCall({
          callId: call.id,
          notes: notes(
            line({ id: 'a', speaker: `own-${kind}-${String(index)}`, speakerName: `Robin ${String(index)}` }),
            line({ id: 'b', speaker: `both-${kind}`, speakerName: 'Ilse' }),
          ),
          logPosition: 1000n,
        }),
      ),
    );
    const roster = await listRoster(series.id);
    expect(roster.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(new Set(roster.map(({ initials }) => initials)).size).toBe(4);
  });

  test('a call that was deleted is gone, and nothing is written', async () => {
    const call = await makeCall();
    await prisma().call.delete({ where: { id: call.id } });
    expect(await projectCall({ callId: call.id, notes: everything, logPosition: 1000n })).toEqual({
      outcome: 'gone',
    });
  });
});

// The embedded database runs one transaction at a time, so only a server can show this.
describe('on the postgres database alone', () => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await withDatabase('postgres');
  });
  afterAll(async () => opened.close());

  test('a projection does not hold back what is appended to the log', async () => {
    const call = await makeCall();
    await prisma().$transaction(async (tx) => {
      await lockCall(tx, call.id);
      const ids = await appendUpdates([{ callId: call.id, update: Uint8Array.of(0, 0), actorId: null }]);
      expect(ids).toHaveLength(1);
    });
  });
});
