import { redirect } from 'next/navigation';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCall } from '#server/actions/create-call.ts';
import { idleForm } from '#server/actions/form-state.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { findCall } from '#server/db/calls.ts';
import { setRole } from '#server/db/memberships.ts';
import type { Series } from '#server/db/series.ts';
import type { User } from '#server/db/users.ts';
import { checkProjection } from '#server/projection/check-projection.ts';
import { listProjectedCalls } from '#server/projection/projected-calls.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeSeries, makeUser } from '#tests/support/database-factory.ts';

vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }));
vi.mock('next/navigation', () => ({ redirect: vi.fn() }));
vi.mock('#server/auth/current-actor.ts', () => ({ currentActor: vi.fn() }));

function formOf(series: Series, fields: Record<string, string> = {}): FormData {
  const form = new FormData();
  const filled = { series: series.slug, number: '7', title: 'Ropes', startsAt: '', lengthMinutes: '45' };
  for (const [name, value] of Object.entries({ ...filled, ...fields })) form.set(name, value);
  return form;
}

describe.each(databaseKinds)('planning a call on %s', (kind) => {
  let test: TestDatabase;
  let series: Series;
  let user: User;
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    series = await makeSeries({ visibility: 'public' });
    user = await makeUser();
    vi.mocked(currentActor).mockResolvedValue({
      kind: 'user',
      userId: user.id,
      sessionId: 'session',
      name: user.name,
      guest: false,
      instanceOwner: false,
    });
  });

  it('makes its rows at once, before anybody opens its room', async () => {
    await setRole(series.id, user.id, 'chair');
    await createCall(idleForm, formOf(series));
    expect(redirect).toHaveBeenCalledWith(`/${series.slug}/7`);
    const call = await findCall(series.slug, 7);
    const projected = (await listProjectedCalls()).find(({ id }) => id === call?.id);
    expect(projected?.head).toBeGreaterThan(0n);
    expect(projected?.projectedTo).toBe(projected?.head);
    expect(await checkProjection(call?.id ?? '')).toEqual([]);
  });

  it('is refused to a participant, and nothing is made', async () => {
    await setRole(series.id, user.id, 'participant');
    const state = await createCall(idleForm, formOf(series));
    expect(state).toMatchObject({ status: 'failed', values: { title: 'Ropes' } });
    expect(await findCall(series.slug, 7)).toBeNull();
  });
});
