import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertBlocks } from '#lib/notes/edit-blocks.ts';
import { notesFragment } from '#lib/notes/ydoc.ts';
import { bus, type DocumentChange } from '#server/bus.ts';
import { prisma } from '#server/db/client.ts';
import { loadDocument } from '#server/db/document-log.ts';
import { checkProjection } from '#server/projection/check-projection.ts';
import { editNotes } from '#server/projection/edit-notes.ts';
import { makeCall, makeUser } from '#tests/support/database-factory.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { item } from '#tests/support/notes-factory.ts';

describe.each(databaseKinds)('notes edited on the server, on %s', (kind) => {
  let database: TestDatabase;
  const heard: DocumentChange[] = [];
  beforeAll(async () => {
    database = await withDatabase(kind);
    bus().subscribe('document', (change) => heard.push(change));
  });
  afterAll(async () => database.close());

  test('stand in the log under their actor and in the rows, and open rooms are told', async () => {
    const call = await makeCall();
    const user = await makeUser();
    const edited = await editNotes(call.id, user.id, (doc) => {
      insertBlocks(doc, 0, [item({ id: 'fleet', proposer: 'Mara' }, 'Staging fleet')]);
      return 'done';
    });
    expect(edited).toEqual({ result: 'done', changed: true });
    const { updates } = await loadDocument(call.id);
    expect(heard.at(-1)).toEqual({ callId: call.id, logId: updates.at(-1)?.id });
    const row = await prisma().documentUpdate.findFirstOrThrow({ where: { id: updates.at(-1)?.id ?? 0n } });
    expect(row.actorId).toBe(user.id);
    const items = await prisma().agendaItem.findMany({ where: { callId: call.id } });
    expect(items.map(({ title, proposer }) => ({ title, proposer }))).toEqual([
      { title: 'Staging fleet', proposer: 'Mara' },
    ]);
    expect(await checkProjection(call.id)).toEqual([]);
  });

  test('write nothing when nothing changed, or when the edit fails', async () => {
    const call = await makeCall();
    const before = heard.length;
    expect(await editNotes(call.id, null, () => 1)).toEqual({ result: 1, changed: false });
    await expect(
      editNotes(call.id, null, (doc) => {
        notesFragment(doc).delete(0, 1);
        throw new RangeError('no');
      }),
    ).rejects.toThrow('no');
    expect((await loadDocument(call.id)).updates).toHaveLength(1);
    expect(heard).toHaveLength(before);
  });

  test('two at the same time both stand', async () => {
    const call = await makeCall();
    const titles = ['One', 'Two', 'Three', 'Four'];
    await Promise.all(
      titles.map(async (title) =>
        editNotes(call.id, null, (doc) => {
          insertBlocks(doc, 99, [item({ id: title }, title)]);
        }),
      ),
    );
    const items = await prisma().agendaItem.findMany({ where: { callId: call.id } });
    expect(items.map(({ title }) => title).toSorted()).toEqual(titles.toSorted());
  });

  test('of a call that is gone are refused', async () => {
    await expect(editNotes('nowhere', null, () => 1)).rejects.toMatchObject({ code: 'not_found' });
  });
});
