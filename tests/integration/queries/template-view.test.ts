import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Actor, SeriesRole } from '#lib/policy/access.ts';
import { inlineText } from '#lib/notes/note-json.ts';
import { callAccess } from '#server/auth/call-access.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { findCallByGuestToken, findCallById, listCalls } from '#server/db/calls.ts';
import { setRole } from '#server/db/memberships.ts';
import type { Series } from '#server/db/series.ts';
import { ensureTemplate } from '#server/planning/ensure-template.ts';
import { templateNotes } from '#server/planning/template-notes.ts';
import { templateView, type TemplateView } from '#server/queries/template-view.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeCall, makeSeries, makeUser } from '#tests/support/database-factory.ts';

vi.mock('#server/auth/current-actor.ts', () => ({ currentActor: vi.fn() }));

describe.each(databaseKinds)('the template of a series on %s', (kind) => {
  let test: TestDatabase;
  let series: Series;
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    series = await makeSeries({ visibility: 'public' });
  });

  async function asked(role: SeriesRole | null): Promise<TemplateView | null> {
    const { id: userId, name } = await makeUser();
    if (role !== null) await setRole(series.id, userId, role);
    const actor: Actor = { kind: 'user', userId, sessionId: 's', name, guest: false, instanceOwner: false };
    vi.mocked(currentActor).mockResolvedValue(actor);
    return templateView(series.slug);
  }

  it('is made at the first visit of a chair, read by members, and closed to everybody else', async () => {
    expect(await asked('participant')).toMatchObject({ template: null });
    expect(await templateNotes(series.id)).toBeNull();
    const made = await asked('chair');
    expect(made?.template?.canWrite).toBe(true);
    expect(made?.template?.notes.sections.map(({ item }) => item?.title)).toEqual([
      'Welcome',
      'Review previous actions',
      'Updates',
      'Any other business',
    ]);
    expect(await asked('reader')).toMatchObject({
      template: { callId: made?.template?.callId, canWrite: false },
    });
    expect(await asked(null)).toBeNull();
    vi.mocked(currentActor).mockResolvedValue({ kind: 'anonymous' });
    expect(await templateView(series.slug)).toBeNull();
  });

  it('gives its notes with their prompts to new calls', async () => {
    await ensureTemplate(series.id, null);
    const notes = await templateNotes(series.id);
    const [welcome, prompted] = notes?.content ?? [];
    expect(welcome).toMatchObject({ type: 'agendaItem', attrs: { minutes: 5, purpose: 'intro' } });
    expect(inlineText(prompted?.content)).toBe('');
    expect(prompted?.attrs).toMatchObject({ prompt: 'Who is new, and who sends their apologies?' });
  });

  it('is one, whoever comes first, and no call: not listed, not numbered, not open to guests', async () => {
    const [one, other] = await Promise.all([
      ensureTemplate(series.id, null),
      ensureTemplate(series.id, null),
    ]);
    expect(one).toEqual(other);
    expect(await listCalls(series.id)).toEqual([]);
    expect((await makeCall({ seriesId: series.id })).number).toBe(1);
    const row = await findCallById(one.callId);
    expect(await findCallByGuestToken(row?.guestToken ?? '')).toBeNull();
    const chair = await makeUser();
    await setRole(series.id, chair.id, 'chair');
    const { access } =
      (await callAccess(
        {
          kind: 'user',
          userId: chair.id,
          sessionId: 's',
          name: chair.name,
          guest: false,
          instanceOwner: false,
        },
        one.callId,
      )) ?? {};
    expect(access).toMatchObject({ writeDocument: true, startStop: false, run: false, propose: false });
  });
});
