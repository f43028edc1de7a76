import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '#lib/policy/access.ts';
import type { CollabStats } from '#server/collab/collab-figures.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { maySeeServer, serverView } from '#server/queries/server-view.ts';
import { sharedState } from '#server/shared-state.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeCall } from '#tests/support/database-factory.ts';
import { someFigures } from '#tests/support/some-figures.ts';

vi.mock('#server/auth/current-actor.ts', () => ({ currentActor: vi.fn() }));

const owner: Actor = {
  kind: 'user',
  userId: 'u',
  sessionId: 's',
  name: 'Ada',
  guest: false,
  instanceOwner: true,
};

function serves(collab: Partial<CollabStats> = {}): void {
  sharedState().figures = () => someFigures(collab);
}

describe.each(databaseKinds)('how the server does, on %s', (kind) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await withDatabase(kind);
    await makeCall();
  });
  afterAll(() => test.close());
  afterEach(() => {
    delete sharedState().figures;
  });

  it('is told to an owner of the instance, with the room that the notes take', async () => {
    serves();
    vi.mocked(currentActor).mockResolvedValue(owner);
    expect(await maySeeServer()).toBe(true);
    const view = await serverView();
    expect(view).toMatchObject({ pid: process.pid, people: 3, rooms: 2, unsaved: null, troubles: [] });
    expect(view?.sizes.log).toBeGreaterThan(0);
    expect(view?.sizes.everything).toBeGreaterThan(view?.sizes.log ?? 0);
  });

  it('names what fails, since when, and in which words', async () => {
    serves({
      unsaved: 2,
      oldestUnsavedMs: 9_000,
      failingMs: 8_000,
      errors: [{ agoMs: 1_000, message: 'The disk is full.' }],
    });
    vi.mocked(currentActor).mockResolvedValue(owner);
    const view = await serverView();
    expect(view?.unsaved).toEqual({ calls: 2, forMs: 9_000 });
    expect(view?.troubles).toMatchObject([{ kind: 'saving', sinceMs: 9_000 }]);
    const [error] = view?.saveErrors ?? [];
    expect(error?.message).toBe('The disk is full.');
    expect(Date.parse(view?.at ?? '') - Date.parse(error?.at ?? '')).toBe(1_000);
  });

  it.each<[string, Actor]>([
    ['an account', { ...owner, instanceOwner: false }],
    ['a guest', { ...owner, guest: true }],
    ['a stranger', { kind: 'anonymous' }],
  ])('is kept from %s', async (_who, actor) => {
    serves();
    vi.mocked(currentActor).mockResolvedValue(actor);
    expect(await maySeeServer()).toBe(false);
    expect(await serverView()).toBeNull();
  });
});
