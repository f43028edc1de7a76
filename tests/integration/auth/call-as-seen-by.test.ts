import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { encode } from 'next-auth/jwt';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { callAsSeenBy } from '#server/auth/call-access.ts';
import { authSecret } from '#server/auth/secret.ts';
import { createSessionCookie, sessionCookieName } from '#server/auth/session-cookie.ts';
import { setRole } from '#server/db/memberships.ts';
import { createSession, deleteSessionsOf } from '#server/db/sessions.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeCall, makeUser } from '#tests/support/database-factory.ts';

describe.each(databaseKinds)('a call as the sender of a cookie sees it, on %s', (kind) => {
  let test: TestDatabase;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'cn-seen-'));
    vi.stubEnv('CALLNOTES_DATA', folder);
    vi.stubEnv('CALLNOTES_URL', 'http://localhost:3000');
    test = await withDatabase(kind);
  });

  afterAll(async () => {
    await test.close();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is that of the session’s user, and of nobody once the session is gone', async () => {
    const call = await makeCall();
    const chair = await makeUser();
    await setRole(call.seriesId, chair.id, 'chair');
    const { name, value } = await createSessionCookie(chair.id);
    const seen = await callAsSeenBy(`${name}=${value}`, call.id);
    expect(seen.actor).toMatchObject({ kind: 'user', userId: chair.id });
    expect(seen.view).toMatchObject({ callId: call.id, facts: { role: 'chair' }, access: { run: true } });
    expect((await callAsSeenBy(`${name}=${value}`, 'none')).view).toBeNull();

    await deleteSessionsOf(chair.id);
    const gone = await callAsSeenBy(`${name}=${value}`, call.id);
    expect(gone.actor).toEqual({ kind: 'anonymous' });
    expect(gone.view).toMatchObject({ facts: { role: null }, access: { run: false } });
    expect((await callAsSeenBy(undefined, call.id)).view).toEqual(gone.view);
  });

  it('is not that of the user whose id is in a cookie of somebody else’s session', async () => {
    const call = await makeCall();
    const [chair, other] = [await makeUser(), await makeUser()];
    await setRole(call.seriesId, chair.id, 'chair');
    const session = await createSession(other.id);
    const stolen = await encode({ token: { sub: chair.id, sid: session.id }, secret: authSecret() });
    const seen = await callAsSeenBy(`${sessionCookieName()}=${stolen}`, call.id);
    expect(seen.actor).toEqual({ kind: 'anonymous' });
    expect(seen.view).toMatchObject({ facts: { role: null }, access: { run: false } });
  });
});
