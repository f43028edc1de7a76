import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { keyFacts } from '#components/editor/keys/key-facts.ts';
import type { Actor } from '#lib/policy/access.ts';
import { defaultEditorSettings, type EditorSettings } from '#lib/settings/editor-settings.ts';
import { saveEditorSettings } from '#server/actions/save-editor-settings.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { createGuest } from '#server/db/guests.ts';
import { findEditorSettings } from '#server/db/editor-settings.ts';
import type { User } from '#server/db/users.ts';
import { editorSettingsView } from '#server/queries/editor-settings-view.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeCall, makeSeries, makeUser } from '#tests/support/database-factory.ts';

vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }));
vi.mock('#server/auth/current-actor.ts', () => ({ currentActor: vi.fn() }));

const table = keyFacts();

function formOf(settings: unknown): FormData {
  const form = new FormData();
  form.set('settings', typeof settings === 'string' ? settings : JSON.stringify(settings));
  return form;
}

function save(changed: Partial<EditorSettings>): ReturnType<typeof saveEditorSettings> {
  return saveEditorSettings(table, formOf({ ...defaultEditorSettings, ...changed }));
}

function actAs(user: Pick<User, 'id' | 'name' | 'guest'>): void {
  const { id: userId, name, guest } = user;
  const actor: Actor = { kind: 'user', userId, sessionId: 'session', name, guest, instanceOwner: false };
  vi.mocked(currentActor).mockResolvedValue(actor);
}

describe.each(databaseKinds)('settings on %s', (kind) => {
  let test: TestDatabase;
  let user: User;
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    user = await makeUser();
    actAs(user);
  });

  it('are the defaults until somebody saves, and then theirs alone', async () => {
    expect(await editorSettingsView()).toEqual(defaultEditorSettings);
    const changed = { leader: 'Mod-;', keys: { 'text.bold': ['Mod-Alt-9'] }, typingLagMs: 3000 };
    expect(await save(changed)).toMatchObject({ status: 'done', details: {} });
    expect(await editorSettingsView()).toEqual({ ...defaultEditorSettings, ...changed });

    const other = await makeUser();
    expect(await findEditorSettings(other.id)).toEqual(defaultEditorSettings);
  });

  it('are kept for guests, and for nobody who is not signed in', async () => {
    const series = await makeSeries();
    const call = await makeCall({ seriesId: series.id });
    const guest = await createGuest({ callId: call.id, name: 'Juno' });
    actAs(guest);
    await save({ announceLines: false });
    expect(await findEditorSettings(guest.id)).toMatchObject({ announceLines: false });

    vi.mocked(currentActor).mockResolvedValue({ kind: 'anonymous' });
    expect(await save({ announceLines: false })).toMatchObject({ status: 'failed' });
    expect(await editorSettingsView()).toBeNull();
  });

  it.each([
    ['two rows with one key', { keys: { 'text.bold': ['Mod-i'] } }, 'text.bold'],
    ['a key of the browser', { keys: { 'text.bold': ['Mod-n'] } }, 'text.bold'],
    ['a letter that is typed', { keys: { 'text.bold': ['x'] } }, 'text.bold'],
    ['a leader that is typed', { leader: 'x' }, 'notes.leader'],
    ['two meanings of a chord', { chords: { 'tag.action': 'd' } }, 'tag.action'],
    ['a digit as a chord', { chords: { 'tag.action': '1' } }, 'tag.action'],
  ])('refuse %s, and say it at the row', async (_what, changed, row) => {
    const state = await save(changed);
    expect(state.status).toBe('failed');
    expect(Object.keys(state.details)).toEqual([row]);
    expect(await findEditorSettings(user.id)).toEqual(defaultEditorSettings);
  });

  it('refuse a lag that is none and what is no settings at all', async () => {
    for (const settings of [
      'x',
      '{',
      'null',
      {},
      { ...defaultEditorSettings, typingLagMs: 60_001 },
      { ...defaultEditorSettings, typingLagMs: -1 },
      { ...defaultEditorSettings, typingLagMs: '8' },
      { ...defaultEditorSettings, keys: { 'text.bold': 'Mod-j' } },
    ]) {
      expect(await saveEditorSettings(table, formOf(settings))).toMatchObject({ status: 'failed' });
    }
    expect(await findEditorSettings(user.id)).toEqual(defaultEditorSettings);
  });

  it('forget rows that the table does not have', async () => {
    expect(await save({ keys: { 'old.row': ['Mod-Alt-9'] }, chords: { 'old.row': 'z' } })).toMatchObject({
      status: 'done',
    });
    expect(await findEditorSettings(user.id)).toEqual(defaultEditorSettings);
  });
});
