import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Actor, SeriesRole } from '#lib/policy/access.ts';
import { addTermLines } from '#server/actions/add-term-lines.ts';
import { addTerm } from '#server/actions/add-term.ts';
import { editTerm } from '#server/actions/edit-term.ts';
import { idleForm, type FormState } from '#server/actions/form-state.ts';
import { removeTerm } from '#server/actions/remove-term.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { addTerms, listTerms } from '#server/db/glossary.ts';
import { createGuest } from '#server/db/guests.ts';
import { setRole } from '#server/db/memberships.ts';
import type { Series } from '#server/db/series.ts';
import { callView } from '#server/queries/call-view.ts';
import { glossaryView } from '#server/queries/glossary-view.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeCall, makeSeries, makeUser } from '#tests/support/database-factory.ts';

vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }));
vi.mock('#server/auth/current-actor.ts', () => ({ currentActor: vi.fn() }));

type Who = SeriesRole | 'nobody' | 'stranger' | 'guest' | 'instance owner';
type Fields = Record<string, string>;

const everybody: readonly Who[] = [
  'owner',
  'chair',
  'participant',
  'reader',
  'nobody',
  'guest',
  'stranger',
  'instance owner',
];
const adds = new Set<Who>(['owner', 'chair', 'participant', 'instance owner']);
const manages = new Set<Who>(['owner', 'chair', 'instance owner']);

describe.each(databaseKinds)('the glossary of a series on %s', (kind) => {
  let test: TestDatabase;
  let series: Series;
  let termId: string;
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    series = await makeSeries({ visibility: 'members' });
    termId =
      (await addTerms(series.id, [{ form: 'Kelpnet', others: ['calpnet'], meaning: '' }]))[0]?.id ?? '';
  });

  async function actAs(who: Who): Promise<void> {
    if (who === 'stranger') {
      vi.mocked(currentActor).mockResolvedValue({ kind: 'anonymous' });
      return;
    }
    const guest = who === 'guest';
    const callId = guest ? (await makeCall({ seriesId: series.id })).id : '';
    const user = guest ? await createGuest({ callId, name: 'Juno' }) : await makeUser();
    if (!guest && who !== 'nobody' && who !== 'instance owner') await setRole(series.id, user.id, who);
    const actor: Actor = {
      kind: 'user',
      userId: user.id,
      sessionId: 'session',
      name: user.name,
      guest,
      instanceOwner: who === 'instance owner',
    };
    vi.mocked(currentActor).mockResolvedValue(actor);
  }

  function send(
    action: (before: FormState, form: FormData) => Promise<FormState>,
    fields: Fields,
  ): Promise<FormState> {
    const form = new FormData();
    for (const [name, value] of Object.entries({ seriesId: series.id, ...fields })) form.set(name, value);
    return action(idleForm, form);
  }

  const written = (form: string, others = '', meaning = ''): Fields => ({ form, others, meaning });
  const forms = async (): Promise<string[]> => (await listTerms(series.id)).map(({ form }) => form);

  it.each(everybody)('takes terms from a participant, chair and owner alone: %s', async (who) => {
    await actAs(who);
    const states = [await send(addTerm, written('Mola')), await send(addTermLines, { lines: 'Buoy' })];
    const done = adds.has(who);
    expect(states.map(({ status }) => status)).toEqual(Array(2).fill(done ? 'done' : 'failed'));
    expect(await forms()).toEqual(done ? ['Buoy', 'Kelpnet', 'Mola'] : ['Kelpnet']);
  });

  it.each(everybody)('is corrected by its chair and owner alone: %s', async (who) => {
    await actAs(who);
    const edited = await send(editTerm, { termId, ...written('KelpNet', 'k2', 'Buoys') });
    expect(edited.status).toBe(manages.has(who) ? 'done' : 'failed');
    expect(await forms()).toEqual(manages.has(who) ? ['KelpNet'] : ['Kelpnet']);
    const removed = await send(removeTerm, { termId });
    expect(removed.status).toBe(manages.has(who) ? 'done' : 'failed');
    expect(await forms()).toEqual(manages.has(who) ? [] : ['Kelpnet']);
  });

  it('is not corrected through another series that one does manage', async () => {
    await actAs('participant');
    const actor = await currentActor();
    const own = await makeSeries();
    if (actor.kind === 'user') await setRole(own.id, actor.userId, 'owner');
    for (const state of [
      await send(editTerm, { seriesId: own.id, termId, ...written('Mine') }),
      await send(removeTerm, { seriesId: own.id, termId }),
    ]) {
      expect(state.message).toBe('Somebody has removed this term meanwhile.');
    }
    expect(await forms()).toEqual(['Kelpnet']);
  });

  it('says at the field what is wrong, and keeps what was typed', async () => {
    await actAs('participant');
    expect(await send(addTerm, written('KELPNET'))).toMatchObject({
      status: 'failed',
      details: { form: '“KELPNET” is in the glossary already.' },
      values: { form: 'KELPNET' },
    });
    expect(await send(addTerm, written(' '))).toMatchObject({ details: { form: 'Write the term.' } });
    expect(await send(addTermLines, { lines: 'Mola\n: buoy' })).toMatchObject({
      status: 'failed',
      details: { lines: 'Line 2: Write the term.' },
      values: { lines: 'Mola\n: buoy' },
    });
    expect(await forms()).toEqual(['Kelpnet']);
    expect(await send(addTermLines, { lines: 'kelpnet: k3\nMola: moola\nBuoy' })).toMatchObject({
      message: '2 terms were added. 1 term had been there before.',
    });
    expect(await listTerms(series.id)).toMatchObject([
      { form: 'Buoy' },
      { form: 'Kelpnet', others: ['calpnet'] },
      { form: 'Mola', others: ['moola'] },
    ]);
  });

  it.each<[Who, { addTerms: boolean; manage: boolean } | null]>([
    ['owner', { addTerms: true, manage: true }],
    ['participant', { addTerms: true, manage: false }],
    ['reader', { addTerms: false, manage: false }],
    ['nobody', null],
    ['guest', null],
    ['stranger', null],
  ])('is shown to those who read the series: %s', async (who, expected) => {
    await actAs(who);
    const view = await glossaryView(series.slug);
    if (expected === null) expect(view).toBeNull();
    else expect(view).toMatchObject({ access: expected, terms: [{ form: 'Kelpnet' }] });
  });

  it.each<[Who, string[], boolean]>([
    ['participant', ['Kelpnet'], true],
    ['reader', [], false],
    ['guest', [], false],
  ])('comes to the editor of those who write and read the series: %s', async (who, expected, mayAdd) => {
    await actAs(who);
    const call = await makeCall({ seriesId: series.id, status: 'live' });
    const view = await callView(series.slug, who === 'guest' ? 1 : call.number);
    expect(view?.glossary.terms.map(({ form }) => form)).toEqual(expected);
    expect(view?.glossary.mayAdd).toBe(mayAdd);
  });
});
