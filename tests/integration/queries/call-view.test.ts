import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '#lib/policy/access.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { createGuest } from '#server/db/guests.ts';
import { setRole } from '#server/db/memberships.ts';
import { callView } from '#server/queries/call-view.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { line, notes } from '#tests/support/notes-factory.ts';
import { projectCall } from '#server/projection/project-call.ts';
import { makeCall, makeSeries, makeUser } from '#tests/support/database-factory.ts';

vi.mock('#server/auth/current-actor.ts', () => ({ currentActor: vi.fn() }));

function actorOf(user: { id: string; name: string; guest: boolean }): Actor {
  const { id: userId, name, guest } = user;
  return { kind: 'user', userId, sessionId: 'session', name, guest, instanceOwner: false };
}

describe.each(databaseKinds)('the page of a call on %s', (kind) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterEach(() => vi.mocked(currentActor).mockReset());
  afterAll(() => test.close());

  it('tells its neighbours to members, and not to guests of this call alone', async () => {
    const series = await makeSeries({ visibility: 'members' });
    const [, second] = [
      await makeCall({ seriesId: series.id }),
      await makeCall({ seriesId: series.id }),
      await makeCall({ seriesId: series.id }),
    ];
    const member = await makeUser();
    await setRole(series.id, member.id, 'reader');
    vi.mocked(currentActor).mockResolvedValue(actorOf(member));
    expect(await callView(series.slug, 2)).toMatchObject({ previous: 1, next: 3 });

    const guest = await createGuest({ callId: second.id, name: 'Juno' });
    vi.mocked(currentActor).mockResolvedValue(actorOf(guest));
    expect(await callView(series.slug, 2)).toMatchObject({ previous: null, next: null });
    expect(await callView(series.slug, 1)).toBeNull();
  });

  it('says what a decision or an action answers, while that line is there', async () => {
    const series = await makeSeries({ visibility: 'public' });
    const call = await makeCall({ seriesId: series.id });
    const said = notes(
      line({ id: 'p' }, 'Let us print on yellow paper'),
      line({ id: 'd', tag: 'decision', source: 'p' }, 'No'),
      line({ id: 'a', tag: 'action', source: 'gone' }, 'I’ll check it'),
    );
    await projectCall({ callId: call.id, notes: said, logPosition: 1000n });
    vi.mocked(currentActor).mockResolvedValue({ kind: 'anonymous' });
    const view = await callView(series.slug, call.number);
    expect(view?.notes.decisions).toMatchObject([
      { lineId: 'd', source: { lineId: 'p', text: 'Let us print on yellow paper' } },
    ]);
    expect(view?.notes.actions).toMatchObject([{ lineId: 'a', source: null }]);
  });

  it('gives nothing to strangers, and the guest link only to those who run the call', async () => {
    const series = await makeSeries({ visibility: 'members' });
    const call = await makeCall({ seriesId: series.id });
    vi.mocked(currentActor).mockResolvedValue({ kind: 'anonymous' });
    expect(await callView(series.slug, call.number)).toBeNull();

    const user = await makeUser();
    vi.mocked(currentActor).mockResolvedValue(actorOf(user));
    expect(await callView(series.slug, call.number)).toBeNull();
    await setRole(series.id, user.id, 'participant');
    const participant = await callView(series.slug, call.number);
    expect(JSON.stringify(participant)).not.toContain(call.guestToken);
    await setRole(series.id, user.id, 'chair');
    expect((await callView(series.slug, call.number))?.chair?.guestLink).toContain(call.guestToken);
  });
});
