import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SeriesRole } from '#lib/policy/access.ts';
import { personIdFor } from '#lib/speakers/person-id.ts';
import { editPerson } from '#server/actions/edit-person.ts';
import { idleForm, type FormState } from '#server/actions/form-state.ts';
import { mergePeople } from '#server/actions/merge-people.ts';
import { renamePerson } from '#server/actions/rename-person.ts';
import { splitPerson } from '#server/actions/split-person.ts';
import { callAccess } from '#server/auth/call-access.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { updateCall, type Call } from '#server/db/calls.ts';
import { setRole } from '#server/db/memberships.ts';
import { listRoster } from '#server/db/people.ts';
import type { Series } from '#server/db/series.ts';
import type { User } from '#server/db/users.ts';
import { checkProjection } from '#server/projection/check-projection.ts';
import { reprojectCall } from '#server/projection/reproject.ts';
import { peopleView } from '#server/queries/people-view.ts';
import { notesView } from '#server/queries/notes-view.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeCall, makeSeries, makeUser } from '#tests/support/database-factory.ts';
import { line, notes } from '#tests/support/notes-factory.ts';

vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }));
vi.mock('#server/auth/current-actor.ts', () => ({ currentActor: vi.fn() }));

type Action = (before: FormState, form: FormData) => Promise<FormState>;

function attempt(action: Action, fields: Record<string, string>): Promise<FormState> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return action(idleForm, form);
}

describe.each(databaseKinds)('the roster of a series on %s', (kind) => {
  let test: TestDatabase;
  let series: Series;
  let call: Call;
  let user: User;
  const idOf = (name: string): string => personIdFor(series.id, name);
  const spoken = (name: string, ...content: Parameters<typeof line>[1][]) =>
    line({ id: `l-${name}`, speaker: idOf(name), speakerName: name }, ...content);
  const shownRoster = async () =>
    (await listRoster(series.id)).map(({ name, number, aliases }) => [name, number, aliases]);
  const everybody = [
    ['Otto', 1, []],
    ['Oto', 2, []],
    ['Milo', 3, []],
    ['Unknown 1', 4, []],
  ];

  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    series = await makeSeries({ visibility: 'public' });
    user = await makeUser();
    call = await makeCall({
      seriesId: series.id,
      notes: notes(
        spoken('Otto', 'one'),
        spoken('Oto', 'two', { type: 'mention', attrs: { person: idOf('Oto'), name: 'Oto' } }),
        spoken('Milo', 'three'),
        spoken('Unknown 1', 'four'),
      ),
    });
    await reprojectCall(call.id);
    vi.mocked(currentActor).mockResolvedValue({
      kind: 'user',
      userId: user.id,
      sessionId: 'session',
      name: user.name,
      guest: false,
      instanceOwner: false,
    });
    await setRole(series.id, user.id, 'chair');
  });

  /** Who is printed beside the lines of the call, and in its text. */
  async function printed(): Promise<string[]> {
    const access = await callAccess(await currentActor(), call.id);
    if (access === null) throw new Error('The call is gone.');
    const { sections } = await notesView(access);
    return sections.flatMap(({ lines }) =>
      lines.map(({ speaker, content }) => {
        const mention = content.find((node) => node.type === 'mention');
        return `${speaker?.name ?? ''}${mention?.type === 'mention' ? ` @${mention.attrs.name}` : ''}`;
      }),
    );
  }

  it('takes a new name for everybody’s calls, and the old one goes on naming the person', async () => {
    expect(await shownRoster()).toEqual(everybody);
    expect(await attempt(renamePerson, { personId: idOf('Oto'), name: ' Odile  Brandt ' })).toMatchObject({ status: 'done' }); // prettier-ignore
    expect((await shownRoster())[1]).toEqual(['Odile Brandt', 2, ['Oto']]);
    expect((await listRoster(series.id))[1]?.initials).toBe('OB');
    expect(await printed()).toEqual(['Otto', 'Odile Brandt @Odile Brandt', 'Milo', 'Unknown 1']);
    await attempt(renamePerson, { personId: idOf('Oto'), name: 'Oto' });
    expect((await shownRoster())[1]).toEqual(['Oto', 2, ['Odile Brandt']]);
  });

  it('refuses a name that somebody else has, or had', async () => {
    expect(await attempt(renamePerson, { personId: idOf('Oto'), name: 'OTTO' })).toMatchObject({ status: 'failed' });
    await attempt(renamePerson, { personId: idOf('Otto'), name: 'Otto Berg' });
    const refused = await attempt(renamePerson, { personId: idOf('Oto'), name: 'Otto' });
    expect(refused).toMatchObject({ status: 'failed', message: expect.stringContaining('Merge the two') as string });
    expect(await attempt(renamePerson, { personId: idOf('Oto'), name: ' ' })).toMatchObject({ status: 'failed' });
    expect((await shownRoster())[1]).toEqual(everybody[1]);
  }); // prettier-ignore

  it('makes one person of two, and two of them again, and no document or row changes', async () => {
    await attempt(renamePerson, { personId: idOf('Otto'), name: 'Otto Berg' });
    expect(await attempt(mergePeople, { personId: idOf('Oto'), intoId: idOf('Otto') })).toMatchObject({ status: 'done' });
    expect(await shownRoster()).toEqual([['Otto Berg', 1, ['Otto', 'Oto']], everybody[2], everybody[3]]);
    expect(await printed()).toEqual(['Otto Berg', 'Otto Berg @Otto Berg', 'Milo', 'Unknown 1']);
    expect(await checkProjection(call.id)).toEqual([]);

    expect(await attempt(splitPerson, { personId: idOf('Oto') })).toMatchObject({ status: 'done' });
    expect(await shownRoster()).toEqual([['Otto Berg', 1, ['Otto']], ...everybody.slice(1)]);
    expect(await printed()).toEqual(['Otto Berg', 'Oto @Oto', 'Milo', 'Unknown 1']);
    expect(await attempt(splitPerson, { personId: idOf('Oto') })).toMatchObject({ status: 'failed' });
  }); // prettier-ignore

  it('refuses to merge somebody with themselves, twice, in a circle or across series', async () => {
    const [otto, oto, milo] = [idOf('Otto'), idOf('Oto'), idOf('Milo')];
    const stranger = await makeCall({ notes: notes(line({ id: 'x', speaker: 'p_stranger', speakerName: 'Femke' })) });
    await reprojectCall(stranger.id);
    await attempt(mergePeople, { personId: oto, intoId: otto });
    for (const [personId, intoId] of [[milo, milo], [oto, milo], [otto, oto], [milo, 'p_stranger'], [milo, 'nobody']])
      expect(await attempt(mergePeople, { personId: personId ?? '', intoId: intoId ?? '' })).toMatchObject({ status: 'failed' });
    expect((await shownRoster()).map(([name]) => name)).toEqual(['Otto', 'Milo', 'Unknown 1']);
  }); // prettier-ignore

  it('never takes an unknown voice of one call for that of another', async () => {
    const personId = idOf('Unknown 1');
    expect(await attempt(renamePerson, { personId, name: 'Femke' })).toMatchObject({ status: 'failed' });
    expect(await attempt(mergePeople, { personId, intoId: idOf('Otto') })).toMatchObject({ status: 'failed' });
    expect(await attempt(mergePeople, { personId: idOf('Otto'), intoId: personId })).toMatchObject({ status: 'failed' });
    expect(await shownRoster()).toEqual(everybody);
  }); // prettier-ignore

  it.each<[string, SeriesRole | null]>([
    ['a participant who takes the notes', 'participant'],
    ['a reader', 'reader'],
    ['a stranger', null],
  ])('refuses every change to %s', async (_who, role) => {
    const other = await makeUser();
    if (role !== null) await setRole(series.id, other.id, role);
    await updateCall(call.id, { notetakerId: other.id });
    await attempt(mergePeople, { personId: idOf('Milo'), intoId: idOf('Otto') });
    const before = await shownRoster();
    const actor = await currentActor();
    if (actor.kind !== 'user') throw new Error('Nobody is signed in.');
    vi.mocked(currentActor).mockResolvedValue({ ...actor, userId: other.id });
    for (const state of [
      await attempt(renamePerson, { personId: idOf('Oto'), name: 'Odile' }),
      await attempt(mergePeople, { personId: idOf('Oto'), intoId: idOf('Otto') }),
      await attempt(splitPerson, { personId: idOf('Milo') }),
    ])
      expect(state.status).toBe('failed');
    expect(await shownRoster()).toEqual(before);
  });

  it('is hidden from those who may not read the series, down to who is on it', async () => {
    const hidden = await makeSeries({ visibility: 'members' });
    const there = await makeCall({ seriesId: hidden.id, notes: notes(line({ id: 'x', speaker: personIdFor(hidden.id, 'Otto'), speakerName: 'Otto' })) });
    await reprojectCall(there.id);
    const refused = await attempt(renamePerson, { personId: personIdFor(hidden.id, 'Otto'), name: 'x' });
    const nowhere = await attempt(renamePerson, { personId: 'p_nobody', name: 'x' });
    expect([refused.message, nowhere.message]).toEqual([
      'There is no such series, or you may not open it.',
      'There is no such person on a roster that you may open.',
    ]);
    expect([refused.status, nowhere.status]).toEqual(['failed', 'failed']);
    expect((await listRoster(hidden.id)).map(({ name }) => name)).toEqual(['Otto']);
  }); // prettier-ignore

  const person = async (name: string) =>
    (await peopleView(series.slug))?.roster.find((one) => one.id === idOf(name));

  /** Sends the form of a person as it stands, with some fields changed. */
  async function edit(name: string, fields: Record<string, string>): Promise<FormState> {
    const row = (await listRoster(series.id)).find(({ id }) => id === idOf(name));
    const asItIs = {
      personId: idOf(name),
      name: row?.name ?? name,
      initials: row?.initials ?? '',
      aliases: '',
      colour: '',
      userId: '',
    };
    return attempt(editPerson, { ...asItIs, ...fields });
  }

  it('tells who said how much, on which call last, under whatever name, and whose names look alike', async () => {
    const later = await makeCall({
      seriesId: series.id,
      notes: notes(spoken('Oto', 'a'), line({ id: 'again', speaker: idOf('Milo'), speakerName: 'Milo' }, 'b')),
    });
    const template = await makeCall({ seriesId: series.id, kind: 'template', number: -1, notes: notes(spoken('Milo', 'x')) });
    for (const { id } of [later, template]) await reprojectCall(id);
    await attempt(renamePerson, { personId: idOf('Milo'), name: 'Ottoo' });
    expect(await person('Milo')).toMatchObject({ lines: 2, lastCall: later.number, lookAlikes: ['Otto'] });
    expect(await person('Otto')).toMatchObject({ lines: 1, lastCall: call.number, lookAlikes: ['Ottoo'] });
    await attempt(mergePeople, { personId: idOf('Oto'), intoId: idOf('Otto') });
    expect(await person('Otto')).toMatchObject({ lines: 3, lastCall: later.number, merged: [{ id: idOf('Oto'), name: 'Oto' }], aliases: ['Oto'], ownAliases: [] });
    expect(await person('Unknown 1')).toMatchObject({ unknown: true, lookAlikes: [] });
  }); // prettier-ignore

  it('takes a person’s initials, other names, colour and account, and shows them on every call', async () => {
    const state = await edit('Oto', { name: 'Odile', initials: 'OX', aliases: ' Oto, O. Brandt', colour: '6', userId: user.id });
    expect(state).toMatchObject({ status: 'done', message: 'Odile is changed.' });
    expect(await person('Oto')).toMatchObject({ name: 'Odile', initials: 'OX', ownAliases: ['Oto', 'O. Brandt'], colour: 6, account: { userId: user.id, name: user.name } });
    const access = await callAccess(await currentActor(), call.id);
    const view = access === null ? null : await notesView(access);
    expect(view?.speakers.find(({ speaker }) => speaker.name === 'Odile')?.speaker).toMatchObject({ initials: 'OX', colour: 6 });
    await edit('Oto', { initials: 'OX' });
    expect(await person('Oto')).toMatchObject({ ownAliases: [], colour: null, account: null });
  }); // prettier-ignore

  it('goes on knowing somebody by a name that is replaced, until it is taken out', async () => {
    await edit('Oto', { name: 'Odile' });
    expect(await person('Oto')).toMatchObject({ name: 'Odile', ownAliases: ['Oto'] });
    await edit('Oto', { aliases: '' });
    expect(await person('Oto')).toMatchObject({ name: 'Odile', ownAliases: [] });
  });

  it('keeps initials that somebody chose when the name changes', async () => {
    await edit('Oto', { initials: 'Z9' });
    await attempt(renamePerson, { personId: idOf('Oto'), name: 'Odile Brandt' });
    expect(await person('Oto')).toMatchObject({ name: 'Odile Brandt', initials: 'Z9' });
  });

  it('refuses what is somebody else’s: a name, another name, initials, an account', async () => {
    const other = await makeUser();
    const [milo] = (await listRoster(series.id)).filter(({ name }) => name === 'Milo');
    await edit('Milo', { aliases: 'Miloslav', userId: user.id });
    for (const [fields, field] of [
      [{ name: 'MILO' }, 'name'],
      [{ aliases: 'Bo, miloslav' }, 'aliases'],
      [{ initials: milo?.initials.toLowerCase() ?? '' }, 'initials'],
      [{ initials: 'TOOLONG' }, 'initials'],
      [{ userId: user.id }, 'userId'],
      [{ colour: '8' }, 'colour'],
    ] as const) {
      const state = await edit('Oto', fields);
      expect([field, state.status, Object.keys(state.details)]).toEqual([field, 'failed', [field]]);
    }
    expect(await edit('Oto', { userId: other.id })).toMatchObject({ status: 'failed' });
    expect(await edit('Unknown 1', { name: 'Femke' })).toMatchObject({ status: 'failed' });
    expect(await shownRoster()).toEqual([
      everybody[0],
      everybody[1],
      ['Milo', 3, ['Miloslav']],
      everybody[3],
    ]);
  });

  it('gives two people who ask for the same initials at once to one of them', async () => {
    const states = await Promise.all([edit('Oto', { initials: 'QQ' }), edit('Otto', { initials: 'QQ' })]);
    expect(states.map(({ status }) => status).toSorted()).toEqual(['done', 'failed']);
    const initials = (await listRoster(series.id)).map((one) => one.initials);
    expect(new Set(initials).size).toBe(initials.length);
  });

  it('is not edited by a participant', async () => {
    await setRole(series.id, user.id, 'participant');
    expect(await edit('Oto', { name: 'Odile' })).toMatchObject({ status: 'failed' });
    expect(await shownRoster()).toEqual(everybody);
  });
});
