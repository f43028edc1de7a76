import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addGuest, createGuest, removeGuest } from '#server/db/guests.ts';
import { listMembers, removeRole, setRole } from '#server/db/memberships.ts';
import { listRoster } from '#server/db/people.ts';
import {
  createSession,
  deleteExpiredSessions,
  deleteSession,
  deleteSessionsOf,
  findSession,
} from '#server/db/sessions.ts';
import { readSetting, writeSetting } from '#server/db/settings.ts';
import {
  createOwner,
  createUser,
  findUserByEmail,
  findUserById,
  hasUserWithPassword,
} from '#server/db/users.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeCall, makeSeries, makeUser } from '#tests/support/database-factory.ts';

describe.each(databaseKinds)('people and their rights on %s', (kind) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());

  it('make one owner when the setup form is sent twice at once', async () => {
    expect(await hasUserWithPassword()).toBe(false);
    const attempts = await Promise.allSettled(
      ['a', 'b', 'c'].map((name) => createOwner({ name, email: `${name}@example.org`, passwordHash: 'x' })),
    );
    expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1);
    expect(attempts.find((attempt) => attempt.status === 'rejected')).toMatchObject({
      reason: { code: 'conflict' },
    });
    expect(await test.database.prisma.user.count({ where: { instanceOwner: true } })).toBe(1);
    expect(await hasUserWithPassword()).toBe(true);
  });

  it('have one account for an e-mail address, in whatever case it is written', async () => {
    const user = await createUser({ name: 'Odile', email: ' Odile@Example.ORG ' });
    expect(user.email).toBe('odile@example.org');
    expect((await findUserByEmail('ODILE@example.org'))?.id).toBe(user.id);
    expect((await findUserById(user.id))?.name).toBe('Odile');
    await expect(createUser({ name: 'Other', email: 'odile@EXAMPLE.org' })).rejects.toMatchObject({
      code: 'conflict',
      details: { email: expect.any(String) },
    });
    expect(await findUserByEmail('nobody@example.org')).toBeNull();
  });

  it('are signed in until the session is deleted, alone or with all others of its user', async () => {
    const user = await makeUser();
    const first = await createSession(user.id);
    const second = await createSession(user.id);
    expect((await findSession(first.id))?.user.id).toBe(user.id);
    expect(first.expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    await deleteSession(first.id);
    await deleteSession(first.id);
    expect(await findSession(first.id)).toBeNull();
    expect(await findSession(second.id)).not.toBeNull();
    expect(await deleteSessionsOf(user.id)).toBe(1);
    expect(await findSession(second.id)).toBeNull();
  });

  it('lose the rows of sessions that have expired, and no others', async () => {
    const user = await makeUser();
    const { id } = await createSession(user.id);
    const old = await createSession(user.id);
    await test.database.prisma.session.update({ where: { id: old.id }, data: { expiresAt: new Date(0) } });
    expect(await deleteExpiredSessions()).toBe(1);
    expect(await findSession(id)).not.toBeNull();
  });

  it('have at most one role in a series', async () => {
    const series = await makeSeries();
    const user = await makeUser({ name: 'Bruno' });
    await setRole(series.id, user.id, 'reader');
    await setRole(series.id, user.id, 'chair');
    expect(await listMembers(series.id)).toEqual([
      { userId: user.id, name: 'Bruno', email: user.email, role: 'chair', since: expect.any(Date) },
    ]);
    await removeRole(series.id, user.id);
    await removeRole(series.id, user.id);
    expect(await listMembers(series.id)).toEqual([]);
    await expect(setRole('nowhere', user.id, 'chair')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('come into a call as guests with a name, or as the account they have', async () => {
    const call = await makeCall();
    const guest = await createGuest({ callId: call.id, name: 'Passer-by' });
    expect(guest).toMatchObject({ guest: true, email: null, name: 'Passer-by' });
    const user = await makeUser();
    const right = { callId: call.id, userId: user.id };
    await addGuest(right);
    await addGuest(right);
    const count = async (): Promise<number> =>
      test.database.prisma.callGuest.count({ where: { callId: call.id } });
    expect(await count()).toBe(2);
    await removeGuest(right);
    expect(await count()).toBe(1);
    await expect(createGuest({ callId: 'nowhere', name: 'X' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(addGuest({ callId: 'nowhere', userId: user.id })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await test.database.prisma.user.count({ where: { name: 'X' } })).toBe(0);
  });

  it('stand on the roster of their series in the order of joining', async () => {
    const series = await makeSeries();
    const rows = [2, 1, 3].map((number) => ({
      id: `p_${series.id}_${String(number)}`,
      seriesId: series.id,
      name: `Person ${String(number)}`,
      initials: `P${String(number)}`,
      number,
    }));
    await test.database.prisma.person.createMany({ data: rows });
    const roster = await listRoster(series.id);
    expect(roster.map((person) => person.number)).toEqual([1, 2, 3]);
    expect(roster[0]).toEqual({
      id: `p_${series.id}_1`,
      name: 'Person 1',
      initials: 'P1',
      aliases: [],
      merged: [],
      colour: null,
      number: 1,
    });
  });

  it('leave facts about the installation that stay until they are written again', async () => {
    expect(await readSetting('sample')).toBeUndefined();
    await writeSetting('sample', { brought: true });
    await writeSetting('sample', { brought: false });
    expect(await readSetting('sample')).toEqual({ brought: false });
  });
});
