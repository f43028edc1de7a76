import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SeriesRole } from '#lib/policy/access.ts';
import { acceptNotes } from '#server/actions/accept-notes.ts';
import { addAbsence } from '#server/actions/add-absence.ts';
import { assignRole } from '#server/actions/assign-role.ts';
import { idleForm, type FormState } from '#server/actions/form-state.ts';
import { moveCall } from '#server/actions/move-call.ts';
import { passNotes } from '#server/actions/pass-notes.ts';
import { removeAbsence } from '#server/actions/remove-absence.ts';
import { setTakesNotes } from '#server/actions/set-takes-notes.ts';
import { callAccess } from '#server/auth/call-access.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import type { Call } from '#server/db/calls.ts';
import { prisma } from '#server/db/client.ts';
import { setRole } from '#server/db/memberships.ts';
import type { Series } from '#server/db/series.ts';
import { planCall } from '#server/planning/plan-call.ts';
import { callHandsView } from '#server/queries/call-hands-view.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeSeries, makeUser } from '#tests/support/database-factory.ts';

vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }));
vi.mock('#server/auth/current-actor.ts', () => ({ currentActor: vi.fn() }));

async function attempt(
  action: (before: FormState, form: FormData) => Promise<FormState>,
  fields: Record<string, string>,
): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const { status, message } = await action(idleForm, form);
  return message ?? status;
}

describe.each(databaseKinds)('whose turn the notes are on %s', (kind) => {
  let test: TestDatabase;
  let series: Series;
  let call: Call;
  let people: Record<'anna' | 'bea' | 'cleo' | 'odile', string>;
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    series = await makeSeries();
    people = {
      anna: await join('Anna'),
      bea: await join('Bea'),
      cleo: await join('Cleo'),
      odile: await join('Odile', 'chair'),
    };
    call = await planCall({
      seriesId: series.id,
      actorId: null,
      startsAt: new Date(Date.now() + 86_400_000),
    });
  });

  async function join(name: string, role: SeriesRole = 'participant'): Promise<string> {
    const user = await makeUser({ name });
    await setRole(series.id, user.id, role);
    return user.id;
  }

  function as(userId: string): void {
    vi.mocked(currentActor).mockResolvedValue({
      kind: 'user',
      userId,
      sessionId: 'session',
      name: 'Somebody',
      guest: false,
      instanceOwner: false,
    });
  }

  async function hands(): Promise<string[]> {
    const access = await callAccess(await currentActor(), call.id);
    if (access === null) throw new Error('The call is gone.');
    const view = await callHandsView(access, await currentActor());
    return [
      `${view.notetaker?.name ?? 'Nobody'}${view.accepted ? '' : '?'}`,
      view.backup?.name ?? 'nobody',
      ...(view.mayAccept ? ['accept'] : []),
      ...(view.passesTo === null ? [] : [`next ${view.passesTo}`]),
    ];
  }

  it('is theirs when they say yes, and the next one’s when they do not', async () => {
    as(people.anna);
    expect(await hands()).toEqual(['Anna?', 'Bea', 'accept', 'next Bea']);
    expect(await attempt(passNotes, { callId: call.id, from: people.anna })).toBe('Bea is asked now.');
    expect(await hands()).toEqual(['Bea?', 'Cleo']);
    expect(await attempt(acceptNotes, { callId: call.id })).toMatch(/Nothing was changed\.$/u);
    as(people.bea);
    expect(await attempt(acceptNotes, { callId: call.id })).toBe('You take the notes of this call.');
    expect(await hands()).toEqual(['Bea', 'Cleo', 'next Cleo']);
    as(people.odile);
    expect(await attempt(passNotes, { callId: call.id, from: people.bea })).toBe('Cleo is asked now.');
    // Whoever pressed the same button a moment later saw another notetaker.
    expect(await attempt(passNotes, { callId: call.id, from: people.bea })).toMatch(/^Somebody else takes/u);
    expect(await hands()).toEqual(['Cleo?', 'Odile', 'next Odile']);
  });

  it('is given by who runs the call to anybody who takes part, and nobody is notetaker and backup', async () => {
    as(people.odile);
    const assign = async (role: string, userId: string) =>
      attempt(assignRole, { callId: call.id, role, userId });
    expect(await assign('notetaker', people.bea)).toBe('Bea is the notetaker now.');
    expect(await hands()).toEqual(['Bea', 'nobody', 'next Cleo']);
    expect(await assign('backup', people.bea)).toBe('Bea is the backup now.');
    expect(await hands()).toEqual(['Nobody?', 'Bea']);
    const reader = await join('Rosa', 'reader');
    expect(await assign('notetaker', reader)).toMatch(/^Only somebody who takes part/u);
    as(people.anna);
    expect(await assign('chair', people.anna)).toMatch(/^Your role in this series/u);
  });

  it('the chair of one call runs it, and nothing else of the series', async () => {
    as(people.odile);
    await attempt(assignRole, { callId: call.id, role: 'chair', userId: people.cleo });
    as(people.cleo);
    expect((await callAccess(await currentActor(), call.id))?.access).toMatchObject({
      run: true,
      startStop: true,
      manage: false,
    });
    const other = await planCall({ seriesId: series.id, actorId: null });
    expect((await callAccess(await currentActor(), other.id))?.access.run).toBe(false);
    await attempt(assignRole, { callId: call.id, role: 'notetaker', userId: people.bea });
    for (const move of ['start', 'end', 'publish']) await attempt(moveCall, { callId: call.id, move });
    expect(await prisma().call.findUniqueOrThrow({ where: { id: call.id } })).toMatchObject({
      status: 'published',
      notetakerId: people.bea,
    });
  });

  it('passes over who is away or takes no notes in turn, which they say themselves', async () => {
    as(people.bea);
    const day = call.startsAt?.toISOString().slice(0, 10) ?? '';
    const away = { seriesId: series.id, userId: people.bea, from: day, to: day };
    expect(await attempt(addAbsence, { ...away, to: '2020-01-01' })).toMatch(/^Something in the form/u);
    expect(await attempt(addAbsence, away)).toBe('done');
    expect(await attempt(addAbsence, { ...away, userId: people.anna })).toMatch(/^Only they themselves/u);
    as(people.cleo);
    const turns = { seriesId: series.id, userId: people.cleo };
    expect(await attempt(setTakesNotes, { ...turns, takesNotes: 'no' })).toBe('done');
    as(people.anna);
    expect(await hands()).toEqual(['Anna?', 'Bea', 'accept', 'next Odile']);
    as(people.odile);
    const absence = await prisma().absence.findFirstOrThrow({ where: { userId: people.bea } });
    expect(await attempt(removeAbsence, { absenceId: absence.id })).toBe('done');
    as(people.anna);
    expect(await hands()).toEqual(['Anna?', 'Bea', 'accept', 'next Bea']);
    expect(await attempt(addAbsence, { ...away, userId: people.anna })).toBe('done');
    expect(await hands()).toEqual(['Bea?', 'Odile']);
    as(people.bea);
    await attempt(acceptNotes, { callId: call.id });
    expect(await attempt(addAbsence, away)).toBe('done');
    expect(await hands()).toEqual(['Bea', 'Odile', 'next Odile']);
  });
});
