import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { encode } from 'next-auth/jwt';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { actorFromCookieHeader } from '#server/auth/actor.ts';
import { authSecret } from '#server/auth/secret.ts';
import { createSessionCookie, sessionCookieName } from '#server/auth/session-cookie.ts';
import { deleteSessionsOf } from '#server/db/sessions.ts';
import { createUser } from '#server/db/users.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';

describe.each(databaseKinds)('who sends a cookie, on %s', (kind) => {
  let test: TestDatabase;
  let folder: string;
  let userId: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'cn-actor-'));
    vi.stubEnv('CALLNOTES_DATA', folder);
    vi.stubEnv('CALLNOTES_URL', 'http://localhost:3000');
    test = await withDatabase(kind);
    userId = (await createUser({ name: 'Ada', email: 'ada@example.org' })).id;
  });

  afterAll(async () => {
    await test.close();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is the user of the session, among other cookies and in chunks too', async () => {
    const { name, value } = await createSessionCookie(userId);
    const chunks = `${name}.1=${value.slice(50)}; ${name}.0=${value.slice(0, 50)}`;
    for (const header of [`${name}=${value}`, `theme=dark; ${name}=${value}; x=y=z`, chunks]) {
      expect(await actorFromCookieHeader(header)).toMatchObject({
        kind: 'user',
        userId,
        name: 'Ada',
        guest: false,
      });
    }
  });

  it('[A50] is a stranger when there is no cookie, junk, or one sealed with another secret', async () => {
    const name = sessionCookieName();
    const foreign = await encode({ token: { sub: userId, sid: 'x' }, secret: 'y'.repeat(64) });
    const withoutSession = await encode({ token: { sub: userId }, secret: authSecret() });
    const headers = [
      undefined,
      '',
      ';;;=;',
      `${name}=`,
      `${name}=junk`,
      `${name}=%E0%A4%A`,
      `${name}=${'a'.repeat(40_000)}`,
      `${name}=${foreign}`,
      `${name}=${withoutSession}`,
      `__Secure-${name}=junk`,
    ];
    for (const header of headers) expect(await actorFromCookieHeader(header)).toEqual({ kind: 'anonymous' });
  });

  it('is a stranger as soon as the session is ended, has expired, or is somebody else’s', async () => {
    const { name, value } = await createSessionCookie(userId);
    const header = `${name}=${value}`;
    const { session } = test.database.prisma;
    await session.updateMany({ where: { userId }, data: { expiresAt: new Date(Date.now() - 1000) } });
    expect(await actorFromCookieHeader(header)).toEqual({ kind: 'anonymous' });

    const second = await createSessionCookie(userId);
    expect(await actorFromCookieHeader(`${name}=${second.value}`)).toMatchObject({ kind: 'user' });
    await deleteSessionsOf(userId);
    expect(await actorFromCookieHeader(`${name}=${second.value}`)).toEqual({ kind: 'anonymous' });

    const other = await createUser({ name: 'Bea', email: 'bea@example.org' });
    const owned = await session.create({
      data: { userId: other.id, expiresAt: new Date(Date.now() + 60_000) },
    });
    const stolen = await encode({ token: { sub: userId, sid: owned.id }, secret: authSecret() });
    expect(await actorFromCookieHeader(`${name}=${stolen}`)).toEqual({ kind: 'anonymous' });
  });

  it('is a stranger when the time that a cookie itself states is over, though it was opened before', async () => {
    const session = await test.database.prisma.session.create({
      data: { userId, expiresAt: new Date(Date.now() + 3_600_000) },
    });
    const token = { sub: userId, sid: session.id };
    const value = await encode({ token, secret: authSecret(), maxAge: 60 });
    const header = `${sessionCookieName()}=${value}`;
    expect(await actorFromCookieHeader(header)).toMatchObject({ kind: 'user' });
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 120_000);
    expect(await actorFromCookieHeader(header)).toEqual({ kind: 'anonymous' });
  });

  it('is told apart from everybody else who asks at the same time', async () => {
    const bea = await createUser({ name: 'Bea', email: 'bea-too@example.org' });
    const cookies = await Promise.all([createSessionCookie(userId), createSessionCookie(bea.id)]);
    const headers = [...cookies, ...cookies, { name: sessionCookieName(), value: 'junk' }].map(
      ({ name, value }) => `${name}=${value}`,
    );
    const actors = await Promise.all(headers.map(actorFromCookieHeader));
    expect(actors.map((actor) => (actor.kind === 'user' ? actor.name : null))).toEqual([
      'Ada',
      'Bea',
      'Ada',
      'Bea',
      null,
    ]);
  });

  it('is told by a cookie with the secure prefix when the public address is https', async () => {
    const plain = await createSessionCookie(userId);
    vi.stubEnv('CALLNOTES_URL', 'https://notes.example.org');
    const secure = await createSessionCookie(userId);
    expect(secure.name).toBe('__Secure-next-auth.session-token');
    expect(await actorFromCookieHeader(`${secure.name}=${secure.value}`)).toMatchObject({ kind: 'user' });
    expect(await actorFromCookieHeader(`${plain.name}=${plain.value}`)).toEqual({ kind: 'anonymous' });
    vi.stubEnv('CALLNOTES_URL', 'http://localhost:3000');
  });
});
