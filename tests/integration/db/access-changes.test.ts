import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, CallFacts } from '#lib/policy/access.ts';
import {
  accessChangesSince,
  latestAccessChange,
  pruneAccessChanges,
  type AccessChange,
} from '#server/db/access-changes.ts';
import { callFacts } from '#server/db/call-facts.ts';
import { setCallStatus, updateCall } from '#server/db/calls.ts';
import { addGuest, removeGuest } from '#server/db/guests.ts';
import { removeRole, setRole } from '#server/db/memberships.ts';
import { deleteSeries } from '#server/db/series.ts';
import { createSession, deleteSession, deleteSessionsOf } from '#server/db/sessions.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeCall, makeSeries, makeUser } from '#tests/support/database-factory.ts';

describe.each(databaseKinds)('changes of rights on %s', (kind) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());

  async function changesOf(work: () => Promise<unknown>): Promise<Omit<AccessChange, 'stateOnly'>[]> {
    const before = await latestAccessChange();
    await work();
    const { changes } = await accessChangesSince(before);
    expect(changes.every(({ stateOnly }) => !stateOnly)).toBe(true);
    return changes.map(({ userId, callId, seriesId }) => ({ userId, callId, seriesId }));
  }

  it('are noted when a role is given, changed and taken away', async () => {
    const series = await makeSeries();
    const user = await makeUser();
    const change = { userId: user.id, callId: null, seriesId: series.id };
    expect(await changesOf(async () => setRole(series.id, user.id, 'reader'))).toEqual([change]);
    expect(await changesOf(async () => setRole(series.id, user.id, 'chair'))).toEqual([change]);
    expect(await changesOf(async () => removeRole(series.id, user.id))).toEqual([change]);
  });

  it('are noted when a session ends, not when it begins', async () => {
    const user = await makeUser();
    const change = { userId: user.id, callId: null, seriesId: null };
    const { id } = await createSession(user.id);
    expect(await changesOf(async () => createSession(user.id))).toEqual([]);
    expect(await changesOf(async () => deleteSession(id))).toEqual([change]);
    expect(await changesOf(async () => deleteSessionsOf(user.id))).toEqual([change]);
  });

  it('are noted when a call changes state, locks or notetaker, not when its rows are projected', async () => {
    const call = await makeCall();
    const user = await makeUser();
    const change = { userId: null, callId: call.id, seriesId: call.seriesId };
    expect(await changesOf(async () => setCallStatus(call.id, 'live'))).toEqual([change]);
    expect(await changesOf(async () => updateCall(call.id, { agendaLocked: true }))).toEqual([change]);
    expect(await changesOf(async () => updateCall(call.id, { notetakerId: user.id }))).toEqual([change]);
    expect(await changesOf(async () => updateCall(call.id, { guestsAllowed: false }))).toEqual([change]);
    const { call: calls } = test.database.prisma;
    const projected = calls.update({ where: { id: call.id }, data: { projectedTo: 5n, title: 'New' } });
    expect(await changesOf(async () => projected)).toEqual([]);
  });

  it('are noted when a guest comes and goes', async () => {
    const right = { callId: (await makeCall()).id, userId: (await makeUser()).id };
    expect(await changesOf(async () => addGuest(right))).toEqual([{ ...right, seriesId: null }]);
    expect(await changesOf(async () => removeGuest(right))).toEqual([{ ...right, seriesId: null }]);
  });

  it('are noted when plain SQL makes them', async () => {
    const series = await makeSeries();
    const user = await makeUser();
    const { prisma } = test.database;
    expect(
      await changesOf(
        async () => prisma.$executeRaw`UPDATE "Series" SET "visibility" = 'public' WHERE "id" = ${series.id}`,
      ),
    ).toEqual([{ userId: null, callId: null, seriesId: series.id }]);
    expect(
      await changesOf(
        async () => prisma.$executeRaw`UPDATE "User" SET "instanceOwner" = true WHERE "id" = ${user.id}`,
      ),
    ).toEqual([{ userId: user.id, callId: null, seriesId: null }]);
  });

  it('are noted when somebody is called otherwise, with what their calls may say of them', async () => {
    const [series, call, user] = [await makeSeries(), await makeCall(), await makeUser({ name: 'Ada' })];
    await setRole(series.id, user.id, 'reader');
    await addGuest({ callId: call.id, userId: user.id });
    const before = await latestAccessChange();
    const { user: users } = test.database.prisma;
    await users.update({ where: { id: user.id }, data: { name: 'Ada' } });
    expect((await accessChangesSince(before)).changes).toEqual([]);
    await users.update({ where: { id: user.id }, data: { name: 'Ada Berg' } });
    expect((await accessChangesSince(before)).changes).toEqual([
      { userId: user.id, callId: null, seriesId: null, stateOnly: false },
      { userId: null, callId: null, seriesId: series.id, stateOnly: true },
      { userId: null, callId: call.id, seriesId: null, stateOnly: true },
    ]);
  });

  it('are noted for every call and member of a series that is deleted', async () => {
    const series = await makeSeries();
    const user = await makeUser();
    await setRole(series.id, user.id, 'owner');
    const call = await makeCall({ seriesId: series.id });
    const changes = await changesOf(async () => deleteSeries(series.id));
    expect(changes).toHaveLength(3);
    expect(changes).toEqual(
      expect.arrayContaining([
        { userId: null, callId: null, seriesId: series.id },
        { userId: user.id, callId: null, seriesId: series.id },
        { userId: null, callId: call.id, seriesId: series.id },
      ]),
    );
  });

  it('are not noted when the transaction that made them fails', async () => {
    const series = await makeSeries();
    const user = await makeUser();
    const failing = async (): Promise<void> => {
      await test.database.prisma
        .$transaction(async (tx) => {
          await setRole(series.id, user.id, 'chair', tx);
          throw new Error('stop');
        })
        .catch(() => {});
    };
    expect(await changesOf(failing)).toEqual([]);
  });

  it('reach whoever reads past the last position, while many are made at once', async () => {
    const series = await makeSeries();
    const users = await Promise.all(Array.from({ length: 30 }, () => makeUser()));
    let position = await latestAccessChange();
    const seen = new Set<string | null>();
    const read = async (): Promise<void> => {
      const { latest, changes } = await accessChangesSince(position);
      position = latest;
      for (const change of changes) seen.add(change.userId);
    };
    const writing = { done: false };
    const writes = Promise.all(users.map(async (user) => setRole(series.id, user.id, 'reader')));
    const written = writes.finally(() => {
      writing.done = true;
    });
    while (!writing.done) await read();
    await written;
    await read();
    expect(seen).toEqual(new Set(users.map((user) => user.id)));
  });

  it('are removed when everybody has seen them long ago', async () => {
    await removeRole('none', 'none');
    const { accessChange } = test.database.prisma;
    const old = await accessChange.create({
      data: { userId: 'old', createdAt: new Date(Date.now() - 2 * 3_600_000) },
    });
    const fresh = await accessChange.create({ data: { userId: 'fresh' } });
    expect(await pruneAccessChanges()).toBe(1);
    expect(await accessChange.findUnique({ where: { id: old.id } })).toBeNull();
    expect(await latestAccessChange()).toBe(fresh.id);
  });

  it('show in the facts about a call that policy asks for', async () => {
    const series = await makeSeries({ visibility: 'public' });
    const call = await makeCall({ seriesId: series.id });
    const user = await makeUser();
    const actor: Actor = {
      kind: 'user',
      userId: user.id,
      sessionId: 's',
      name: user.name,
      guest: false,
      instanceOwner: false,
    };
    const facts: CallFacts = {
      kind: 'call',
      status: 'planned',
      visibility: 'public',
      agendaLocked: false,
      notetakerOnly: false,
      guestsAllowed: true,
      cancelled: false,
      role: null,
      notetaker: false,
      chair: false,
      callGuest: false,
    };
    const identity = { callId: call.id, seriesId: series.id, lineage: call.lineage };
    expect(await callFacts(call.id, actor)).toEqual({ ...identity, facts });
    expect(await callFacts(call.id, { kind: 'anonymous' })).toEqual({ ...identity, facts });
    await setRole(series.id, user.id, 'participant');
    await addGuest({ callId: call.id, userId: user.id });
    await updateCall(call.id, { backupId: user.id, notetakerOnly: true });
    const tied = { ...facts, role: 'participant', notetaker: true, callGuest: true, notetakerOnly: true };
    expect(await callFacts(call.id, actor)).toEqual({ ...identity, facts: tied });
    expect(await callFacts('nowhere', actor)).toBeNull();
    const together = await Promise.all([
      callFacts(call.id, actor),
      callFacts('nowhere', actor),
      callFacts(call.id, { kind: 'anonymous' }),
    ]);
    expect(together.map((found) => found?.facts.role)).toEqual(['participant', undefined, null]);
  });
});
