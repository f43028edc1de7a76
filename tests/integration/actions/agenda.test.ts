import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { projectNotes } from '#lib/notes/project-notes.ts';
import { exportNotes } from '#lib/notes/export/export-notes.ts';
import type { NotesJson } from '#lib/notes/note-json.ts';
import type { SeriesRole } from '#lib/policy/access.ts';
import { idleForm, type FormState } from '#server/actions/form-state.ts';
import { moveItemOn } from '#server/actions/move-item-on.ts';
import { parkItem } from '#server/actions/park-item.ts';
import { placeParkedItem } from '#server/actions/place-parked-item.ts';
import { proposeItem } from '#server/actions/propose-item.ts';
import { removeParkedItem } from '#server/actions/remove-parked-item.ts';
import { voteItem } from '#server/actions/vote-item.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { updateCall, setCallStatus, type Call } from '#server/db/calls.ts';
import { readCallState } from '#server/db/call-state.ts';
import { prisma } from '#server/db/client.ts';
import { createGuest } from '#server/db/guests.ts';
import { setRole } from '#server/db/memberships.ts';
import { listParkedItems } from '#server/db/parked-items.ts';
import type { Series } from '#server/db/series.ts';
import { planNextCall } from '#server/planning/plan-next-call.ts';
import { checkProjection } from '#server/projection/check-projection.ts';
import { storedNotes } from '#server/projection/stored-notes.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeCall, makeSeries, makeUser } from '#tests/support/database-factory.ts';
import { item, line, notes, text } from '#tests/support/notes-factory.ts';

vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }));
vi.mock('#server/auth/current-actor.ts', () => ({ currentActor: vi.fn() }));
vi.mock('#server/auth/request-address.ts', () => ({ requestAddress: () => Promise.resolve('127.0.0.1') }));

type Action = (before: FormState, form: FormData) => Promise<FormState>;

async function send(action: Action, fields: Record<string, string>): Promise<FormState> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return action(idleForm, form);
}

describe.each(databaseKinds)('an agenda that many make, on %s', (kind) => {
  let test: TestDatabase;
  let series: Series;
  let call: Call;
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    series = await makeSeries({ visibility: 'members' });
    call = await makeCall({
      seriesId: series.id,
      notes: notes(
        item({ id: 'welcome', templateItem: 't1' }, 'Welcome'),
        item({ id: 'fleet', minutes: 20, proposer: 'Noor Abadi' }, 'Fleet'),
        line({ id: 'words' }, 'Twelve boats'),
        item({ id: 'paint', level: 2 }, 'Paint'),
        item({ id: 'ropes', level: 2, state: 'done' }, 'Ropes'),
        item({ id: 'aob' }, 'Any other business'),
        line({ id: 'last' }),
      ),
    });
  });

  async function as(role: SeriesRole | 'guest' | null, name = 'Mara Lindqvist'): Promise<string> {
    const user = role === 'guest' ? await createGuest({ callId: call.id, name }) : await makeUser({ name });
    if (role !== null && role !== 'guest') await setRole(series.id, user.id, role);
    vi.mocked(currentActor).mockResolvedValue({
      kind: 'user',
      userId: user.id,
      sessionId: 's',
      name,
      guest: role === 'guest',
      instanceOwner: false,
    });
    return user.id;
  }

  async function agenda(of: { id: string } = call): Promise<NotesJson> {
    return (await storedNotes(prisma(), of.id)).notes;
  }

  async function titles(of: { id: string } = call): Promise<string[]> {
    return projectNotes(await agenda(of)).items.map(({ key, title }) => `${key} ${title}`);
  }

  it('takes the proposal of a guest at its end, before what closes it, with purpose, minutes, link and their name', async () => {
    await as('guest', 'Juno');
    const link = 'https://example.org/sails';
    const fields = { callId: call.id, title: ' New  sails ', purpose: 'decision', minutes: '15', link };
    expect(await send(proposeItem, fields)).toMatchObject({
      status: 'done',
      message: '“New  sails” is on the agenda.',
    });
    expect(await titles()).toEqual([
      '1 Welcome',
      '2 Fleet',
      '2a Paint',
      '2b Ropes',
      '3 New sails',
      '4 Any other business',
    ]);
    const proposed = (await agenda()).content[5];
    expect(proposed).toMatchObject({
      attrs: { purpose: 'decision', minutes: 15, proposer: 'Juno (guest)' },
      content: [text('New sails', { type: 'link', attrs: expect.objectContaining({ href: link }) })],
    });
    expect(await checkProjection(call.id)).toEqual([]);
    const written = { ...call, seriesTitle: '', seriesSlug: '', zone: 'UTC', startsAt: null };
    expect(exportNotes({ ...written, notes: await agenda() }, 'md')).toContain('"proposer":"Juno (guest)"');
  });

  it('takes two proposals of one moment, and none without a title, with a bad box or an unsafe link', async () => {
    await as('participant');
    const wrong = { title: '  ', minutes: '0', link: 'javascript:alert(1)' };
    expect(await send(proposeItem, { callId: call.id, ...wrong })).toMatchObject({
      status: 'failed',
      details: { title: 'Write what the item is about.', link: expect.stringContaining('address') },
    });
    await Promise.all(['One', 'Two'].map((title) => send(proposeItem, { callId: call.id, title })));
    expect((await titles()).filter((title) => /One|Two/u.test(title))).toHaveLength(2);
  });

  it('keeps what is proposed after it was locked in the parking lot, and says so', async () => {
    await updateCall(call.id, { agendaLocked: true });
    await as('guest', 'Juno');
    expect(await send(proposeItem, { callId: call.id, title: 'Late', minutes: '5' })).toMatchObject({
      message: 'The agenda is locked. “Late” waits in the parking lot of the series.',
    });
    expect(await titles()).not.toContainEqual(expect.stringContaining('Late'));
    expect(await listParkedItems(series.id)).toMatchObject([
      { title: 'Late', minutes: 5, proposer: 'Juno (guest)', fromNumber: call.number },
    ]);
    await as('chair');
    await send(proposeItem, { callId: call.id, title: 'By the chair' });
    expect(await titles()).toContain('3 By the chair');
  });

  it('is refused to readers, strangers, and everybody once the call has begun', async () => {
    const before = await titles();
    for (const role of ['reader', null] as const) {
      await as(role);
      expect(await send(proposeItem, { callId: call.id, title: 'No' })).toMatchObject({ status: 'failed' });
      expect(await send(parkItem, { callId: call.id, itemId: 'fleet' })).toMatchObject({ status: 'failed' });
      expect(await send(moveItemOn, { callId: call.id, itemId: 'fleet' })).toMatchObject({
        status: 'failed',
      });
      expect(await send(voteItem, { callId: call.id, itemId: 'fleet', wanted: 'yes' })).toMatchObject({
        status: 'failed',
      });
    }
    await setCallStatus(call.id, 'live');
    await as('chair');
    expect(await send(proposeItem, { callId: call.id, title: 'No' })).toMatchObject({ status: 'failed' });
    expect(await titles()).toEqual(before);
  });

  it('gives an item with its lines to the parking lot and takes it back onto the next planned call', async () => {
    const next = await makeCall({ seriesId: series.id });
    await setCallStatus(call.id, 'planned');
    await as('participant');
    expect(await send(parkItem, { callId: call.id, itemId: 'fleet' })).toMatchObject({
      message: '“Fleet” waits in the parking lot now.',
    });
    expect(await titles()).toEqual(['1 Welcome', '2 Any other business']);
    const [parked] = await listParkedItems(series.id);
    expect(parked).toMatchObject({ title: 'Fleet', minutes: 20, proposer: 'Noor Abadi' });
    await setCallStatus(call.id, 'live');
    const fields = { seriesId: series.id, parkedId: parked?.id ?? '' };
    expect(await send(placeParkedItem, fields)).toMatchObject({
      message: `“Fleet” is on the agenda of call #${String(next.number)} now.`,
    });
    expect(await titles(next)).toEqual(['1 Fleet', '1a Paint', '1b Ropes']);
    expect(JSON.stringify(await agenda(next))).toContain('Twelve boats');
    expect(await listParkedItems(series.id)).toEqual([]);
    expect(await send(placeParkedItem, fields)).toMatchObject({ status: 'failed' });
    expect(await checkProjection(next.id)).toEqual([]);
  });

  it('leaves a parked item to those who proposed it or run the series to remove', async () => {
    await updateCall(call.id, { agendaLocked: true });
    await as('participant');
    await send(proposeItem, { callId: call.id, title: 'Late' });
    const [parked] = await listParkedItems(series.id);
    const fields = { seriesId: series.id, parkedId: parked?.id ?? '' };
    await as('participant', 'Another');
    expect(await send(removeParkedItem, fields)).toMatchObject({ status: 'failed' });
    await as('chair');
    expect(await send(removeParkedItem, fields)).toMatchObject({ message: '“Late” is removed.' });
  });

  it('moves an item with its open sub-items on to the next call, once, where its notes stay', async () => {
    const next = await makeCall({ seriesId: series.id, notes: notes(item({ id: 'aob' }, 'AOB')) });
    await setCallStatus(call.id, 'live');
    await as('participant');
    const fields = { callId: call.id, itemId: 'fleet' };
    expect(await send(moveItemOn, fields)).toMatchObject({
      message: `“Fleet” is on the agenda of call #${String(next.number)} now.`,
    });
    expect(await titles(next)).toEqual(['1 Fleet', '1a Paint', '2 AOB']);
    expect((await agenda(next)).content[0]?.attrs).toMatchObject({
      minutes: 20,
      proposer: 'Noor Abadi',
      carriedSince: call.number,
      carriedTimes: 1,
      fromCall: call.id,
      fromItem: 'fleet',
    });
    const rows = projectNotes(await agenda());
    expect(rows.items.find(({ id }) => id === 'fleet')?.state).toBe('carried');
    expect(rows.lines.find(({ id }) => id === 'words')?.itemId).toBe('fleet');
    expect(await send(moveItemOn, fields)).toMatchObject({ status: 'failed' });
    expect(await titles(next)).toHaveLength(3);
  });

  it('calls an item carried while no next call is planned, and marks a standing item instead of doubling it', async () => {
    await as('participant');
    expect(await send(moveItemOn, { callId: call.id, itemId: 'fleet' })).toMatchObject({
      message: '“Fleet” comes along when the next call is made.',
    });
    const next = await makeCall({
      seriesId: series.id,
      notes: notes(item({ id: 'w2', templateItem: 't1' }, 'Welcome')),
    });
    await send(moveItemOn, { callId: call.id, itemId: 'welcome' });
    expect(await titles(next)).toEqual(['1 Welcome']);
    expect((await agenda(next)).content[0]?.attrs).toMatchObject({ carriedTimes: 1, fromItem: 'welcome' });
  });

  it('brings what was moved on once when its call is published, and then what was only called carried', async () => {
    const next = await makeCall({ seriesId: series.id, notes: notes(item({ id: 'aob' }, 'AOB')) });
    await as('guest', 'Juno');
    await send(proposeItem, { callId: call.id, title: 'Sails' });
    const sails = projectNotes(await agenda()).items.find(({ title }) => title === 'Sails')?.id ?? '';
    await as('chair');
    await send(moveItemOn, { callId: call.id, itemId: 'fleet' });
    await setCallStatus(call.id, 'published');
    await planNextCall(call.id, null);
    const moved = projectNotes(await agenda(next)).items;
    expect(moved.filter(({ title }) => title === 'Fleet')).toHaveLength(1);
    expect(moved.find(({ fromItemId }) => fromItemId === sails)).toMatchObject({
      title: 'Sails',
      proposer: 'Juno (guest)',
    });

    const onward = moved.find(({ title }) => title === 'Sails')?.id ?? '';
    await setCallStatus(next.id, 'live');
    await send(moveItemOn, { callId: next.id, itemId: onward });
    await setCallStatus(next.id, 'published');
    const made = await planNextCall(next.id, null);
    if (made.outcome !== 'made') throw new Error('No call was made.');
    expect(projectNotes(await agenda(made.call)).items.find(({ title }) => title === 'Sails')).toMatchObject({
      proposer: 'Juno (guest)',
      carriedSince: call.number,
      carriedTimes: 2,
    });
  });

  it('counts who wants an item, once each', async () => {
    const ada = await as('participant', 'Ada');
    const wanted = { callId: call.id, itemId: 'fleet', wanted: 'yes' };
    await send(voteItem, wanted);
    await send(voteItem, wanted);
    expect(await readCallState(call.id)).toMatchObject({
      version: 1,
      votes: [{ item: 'fleet', people: [{ userId: ada, name: 'Ada' }] }],
    });
    await send(voteItem, { ...wanted, wanted: 'no' });
    expect(await readCallState(call.id)).toMatchObject({ version: 2, votes: [] });
  });
});
