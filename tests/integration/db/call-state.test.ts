import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COVER_REQUEST_MS } from '#lib/collab/call-state.ts';
import { accessChangesSince, latestAccessChange } from '#server/db/access-changes.ts';
import { endCoverRequest, readCallState, runCallCommand } from '#server/db/call-state.ts';
import { findCallById, setCallStatus, updateCall } from '#server/db/calls.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeCall, makeUser } from '#tests/support/database-factory.ts';

describe.each(databaseKinds)('the state of a call on %s', (kind) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());

  async function liveCall(): Promise<{ callId: string; ada: string; bo: string }> {
    const call = await makeCall();
    await setCallStatus(call.id, 'live');
    return { callId: call.id, ada: (await makeUser()).id, bo: (await makeUser()).id };
  }

  const ask = (callId: string, userId: string): Promise<boolean> =>
    runCallCommand(callId, userId, { kind: 'askCover' });
  const takeOver = (callId: string, userId: string): Promise<boolean> =>
    runCallCommand(callId, userId, { kind: 'takeOver' });
  /** Lets time pass for a request. */
  const age = (callId: string, ms: number): Promise<unknown> =>
    test.database.prisma.$executeRaw`
      UPDATE "CallState" SET "coverAskedAt" = now() - ${ms / 1000} * interval '1 second' WHERE "callId" = ${callId}`;

  it('begins with nobody who asks', async () => {
    const { callId } = await liveCall();
    expect(await readCallState(callId)).toEqual({
      version: 0,
      notetaker: null,
      cover: null,
      votes: [],
      ticks: [],
      coverEndsInMs: null,
    });
    expect(await readCallState('no such call')).toBeNull();
  });

  it('keeps who asks, for five minutes, and grows its version', async () => {
    const { callId, ada, bo } = await liveCall();
    expect(await ask(callId, ada)).toBe(true);
    const state = await readCallState(callId);
    expect(state).toMatchObject({ version: 1, cover: { userId: ada } });
    expect(state?.coverEndsInMs).toBeGreaterThan(COVER_REQUEST_MS - 10_000);
    expect(state?.coverEndsInMs).toBeLessThanOrEqual(COVER_REQUEST_MS);
    expect(await ask(callId, bo)).toBe(false);
    expect(await runCallCommand(callId, bo, { kind: 'withdrawCover' })).toBe(false);
    await endCoverRequest(callId);
    expect(await readCallState(callId)).toMatchObject({ version: 1, cover: { userId: ada } });
    expect(await runCallCommand(callId, ada, { kind: 'withdrawCover' })).toBe(true);
    expect(await readCallState(callId)).toMatchObject({ version: 2, cover: null });
  });

  it('ends a request that is over, and takes a new one', async () => {
    const { callId, ada, bo } = await liveCall();
    await ask(callId, ada);
    await age(callId, COVER_REQUEST_MS + 1000);
    expect(await readCallState(callId)).toMatchObject({ version: 1, cover: null, coverEndsInMs: null });
    expect(await takeOver(callId, bo)).toBe(false);
    await endCoverRequest(callId);
    expect(await readCallState(callId)).toMatchObject({ version: 2, cover: null });
    expect(await ask(callId, bo)).toBe(true);
  });

  it('makes who takes over the notetaker, and the one before the backup', async () => {
    const { callId, ada, bo } = await liveCall();
    await updateCall(callId, { notetakerId: ada });
    await ask(callId, ada);
    expect(await takeOver(callId, ada)).toBe(false);
    expect(await takeOver(callId, bo)).toBe(true);
    expect(await findCallById(callId)).toMatchObject({ notetakerId: bo, backupId: ada });
    expect(await readCallState(callId)).toMatchObject({ version: 2, notetaker: { userId: bo }, cover: null });
  });

  it('makes who asked the backup where nobody took the notes', async () => {
    const { callId, ada, bo } = await liveCall();
    await ask(callId, ada);
    await takeOver(callId, bo);
    expect(await findCallById(callId)).toMatchObject({ notetakerId: bo, backupId: ada });
  });

  it('leaves the notetaker and the backup as they are when the notetaker covers somebody', async () => {
    const { callId, ada, bo } = await liveCall();
    const cem = (await makeUser()).id;
    await updateCall(callId, { notetakerId: bo, backupId: cem });
    await ask(callId, ada);
    expect(await takeOver(callId, bo)).toBe(true);
    expect(await findCallById(callId)).toMatchObject({ notetakerId: bo, backupId: cem });
  });

  it('lets one of two who take over at once be the one', async () => {
    const { callId, ada, bo } = await liveCall();
    const cem = (await makeUser()).id;
    await updateCall(callId, { notetakerId: ada });
    await ask(callId, ada);
    const won = await Promise.all([takeOver(callId, bo), takeOver(callId, cem)]);
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await findCallById(callId)).toMatchObject({ notetakerId: won[0] ? bo : cem, backupId: ada });
  });

  it('has no request in a call that is published', async () => {
    const { callId, ada } = await liveCall();
    await ask(callId, ada);
    await setCallStatus(callId, 'published');
    expect(await readCallState(callId)).toMatchObject({ version: 1, cover: null });
  });

  it('tells its changes apart from those of rights', async () => {
    const { callId, ada } = await liveCall();
    const before = await latestAccessChange();
    await ask(callId, ada);
    expect((await accessChangesSince(before)).changes).toEqual([
      { userId: null, callId, seriesId: null, stateOnly: true },
    ]);
  });
});
