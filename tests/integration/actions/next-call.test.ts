import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { randomUUID } from 'node:crypto';
import { exportNotes } from '#lib/notes/export/export-notes.ts';
import { readNotes } from '#lib/notes/import/read-notes.ts';
import { toNotesJson } from '#lib/notes/import/to-notes-json.ts';
import { insertBlocks, removeBlocks } from '#lib/notes/edit-blocks.ts';
import { inlineText, type BlockJson } from '#lib/notes/note-json.ts';
import type { SeriesRole } from '#lib/policy/access.ts';
import { idleForm, type FormState } from '#server/actions/form-state.ts';
import { moveCall } from '#server/actions/move-call.ts';
import { tickAction } from '#server/actions/tick-action.ts';
import { callAccess } from '#server/auth/call-access.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { listTicks } from '#server/db/action-ticks.ts';
import { findCall, type Call } from '#server/db/calls.ts';
import { prisma } from '#server/db/client.ts';
import { setRole } from '#server/db/memberships.ts';
import type { Series } from '#server/db/series.ts';
import { ensureTemplate } from '#server/planning/ensure-template.ts';
import { planCall } from '#server/planning/plan-call.ts';
import { proposeItem } from '#server/planning/propose-item.ts';
import { editNotes } from '#server/projection/edit-notes.ts';
import { storedNotes } from '#server/projection/stored-notes.ts';
import { notesView, type LineView, type NotesView } from '#server/queries/notes-view.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeSeries, makeUser } from '#tests/support/database-factory.ts';
import { item, line } from '#tests/support/notes-factory.ts';

vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }));
vi.mock('#server/auth/current-actor.ts', () => ({ currentActor: vi.fn() }));

async function attempt(
  action: (before: FormState, form: FormData) => Promise<FormState>,
  fields: Record<string, string>,
): Promise<FormState> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return action(idleForm, form);
}

describe.each(databaseKinds)('a call and the next one on %s', (kind) => {
  let test: TestDatabase;
  let series: Series;
  let chair: string;
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    series = await makeSeries({ cadence: { kind: 'weekly', weekday: 2, time: '15:00' } });
    chair = await join('Odile', 'chair');
    await as(chair);
  });

  async function join(name: string, role: SeriesRole): Promise<string> {
    const user = await makeUser({ name });
    await setRole(series.id, user.id, role);
    return user.id;
  }

  async function as(userId: string): Promise<void> {
    const user = await prisma().user.findUniqueOrThrow({ where: { id: userId } });
    vi.mocked(currentActor).mockResolvedValue({
      kind: 'user',
      userId,
      sessionId: 'session',
      name: user.name,
      guest: user.guest,
      instanceOwner: false,
    });
  }

  const move = async (call: Call, name: string): Promise<FormState> =>
    attempt(moveCall, { callId: call.id, move: name });
  const tick = async (inCall: Call, born: Call, lineId: string, done = 'yes'): Promise<FormState> =>
    attempt(tickAction, { callId: inCall.id, bornCallId: born.id, bornLineId: lineId, done });

  /** Holds a call: starts it, writes at its end, ends and publishes it. */
  async function hold(call: Call, ...blocks: BlockJson[]): Promise<FormState> {
    await move(call, 'start');
    await editNotes(call.id, chair, (doc) => {
      insertBlocks(doc, 999, blocks);
    });
    await move(call, 'end');
    return move(call, 'publish');
  }

  async function numbered(number: number): Promise<Call> {
    const call = await findCall(series.slug, number);
    if (call === null) throw new Error(`There is no call ${String(number)}.`);
    return call;
  }

  async function shown(call: Call): Promise<NotesView> {
    const access = await callAccess(await currentActor(), call.id);
    if (access === null) throw new Error('The call is gone.');
    return notesView(access, true);
  }

  const linesOf = ({ sections }: NotesView): LineView[] => sections.flatMap(({ lines }) => lines);

  it('has open actions, carried items with their counts, and the next notetaker by rota', async () => {
    const piet = await join('Piet', 'participant');
    const first = await planCall({ seriesId: series.id, actorId: chair });
    expect(first).toMatchObject({ number: 1, notetakerId: chair, backupId: piet });
    const said = await hold(
      first,
      item({ id: 'ropes', state: 'noTime', minutes: 10, proposer: 'Nadia (guest)' }, 'Ropes'),
      item({ id: 'sails', state: 'done' }, 'Sails'),
      line({ id: 'paint', tag: 'action', ownerName: 'Odile', due: '2026-12-24' }, 'Paint the boat'),
      line({ id: 'mend', tag: 'action', ownerName: 'Piet' }, 'Mend the sail'),
      line({ id: 'follow' }, 'Minutes to follow'),
    );
    expect(said.message).toMatch(/^The notes are published, and call #2 is planned for Tue .* UTC\.$/u);
    expect(said.link).toEqual({ href: `/${series.slug}/2`, text: 'Open #2' });

    const second = await numbered(2);
    expect(second).toMatchObject({ notetakerId: piet, backupId: chair, notetakerAcceptedAt: null });
    expect(
      linesOf(await shown(second)).map(({ text, origin }) => [text, origin?.kind, origin?.done]),
    ).toEqual([
      ['Paint the boat', 'action', false],
      ['Mend the sail', 'action', false],
      ['#1, 3 Sails: Minutes to follow', 'placeholder', false],
      ['', undefined, undefined],
    ]);
    expect((await shown(second)).origins.lines).toMatchObject(
      Object.fromEntries(
        linesOf(await shown(second))
          .slice(0, 1)
          .map(({ id }) => [
            id,
            { number: 1, owner: 'Odile', due: '2026-12-24', href: `/${series.slug}/1#l-paint` },
          ]),
      ),
    );

    await hold(second);
    const third = await numbered(3);
    await hold(third);
    const fourth = await shown(await numbered(4));
    const ropes = fourth.sections.find(({ item: one }) => one?.title === 'Ropes')?.item;
    expect(ropes).toMatchObject({
      proposer: 'Nadia (guest)',
      minutes: 10,
      origin: { words: 'carried since #1, third time', href: `/${series.slug}/3#2-ropes` },
    });
    expect(linesOf(fourth).map(({ origin }) => origin?.number)).toEqual([1, 1, 1, undefined]);
  });

  it('ticked in the next call an action is done in the register and on the page of its own call, and open again', async () => {
    const first = await planCall({ seriesId: series.id, actorId: chair });
    await hold(
      first,
      line({ id: 'paint', tag: 'action', ownerName: 'Odile' }, 'Paint the boat'),
      line({ id: 'mend', tag: 'action', done: true }, 'Mend the sail'),
    );
    const second = await numbered(2);
    expect(await tick(second, first, 'paint')).toMatchObject({ status: 'done' });
    expect((await shown(first)).actions.map(({ text, done }) => [text, done])).toEqual([
      ['Paint the boat', true],
      ['Mend the sail', true],
    ]);
    expect(linesOf(await shown(second))[0]?.origin?.done).toBe(true);
    expect(await listTicks(second.id)).toEqual([{ callId: first.id, lineId: 'paint', done: true }]);
    await tick(second, first, 'paint', 'no');
    await tick(second, first, 'mend', 'no');
    expect((await shown(first)).actions.map(({ done }) => done)).toEqual([false, false]);
    await tick(second, first, 'mend');
    await hold(second);
    expect(linesOf(await shown(await numbered(3))).map(({ text }) => text)).toEqual(['Paint the boat']);
  });

  it('is ticked by whoever may write it, and nothing of another series is', async () => {
    const first = await planCall({ seriesId: series.id, actorId: chair });
    await hold(first, line({ id: 'paint', tag: 'action' }, 'Paint the boat'));
    const second = await numbered(2);
    // The published call no longer changes, so that nobody ticks on it.
    expect(await tick(first, first, 'paint')).toMatchObject({ status: 'failed' });
    await as(await join('Rosa', 'reader'));
    expect(await tick(second, first, 'paint')).toMatchObject({ status: 'failed' });
    const elsewhere = await makeSeries();
    const other = await planCall({ seriesId: elsewhere.id, actorId: null });
    const writer = await join('Bo', 'participant');
    await setRole(elsewhere.id, writer, 'participant');
    await as(writer);
    await tick(other, first, 'paint');
    expect((await shown(first)).actions[0]?.done).toBe(false);
    expect(await prisma().actionTick.count({ where: { callId: first.id } })).toBe(0);
    await tick(second, first, 'paint');
    expect((await shown(first)).actions[0]?.done).toBe(true);
  });

  it('deleting the heading of what was carried over loses nothing', async () => {
    const first = await planCall({ seriesId: series.id, actorId: chair });
    await hold(first, line({ id: 'paint', tag: 'action' }, 'Paint the boat'));
    const second = await numbered(2);
    const { sections } = await shown(second);
    const ids = sections.flatMap(({ item: one, lines }) => [one?.id ?? '', ...lines.map(({ id }) => id)]);
    await editNotes(second.id, chair, (doc) => {
      insertBlocks(doc, 999, [line({ id: 'other' }, 'Something else')]);
      return removeBlocks(doc, new Set(ids));
    });
    expect(linesOf(await shown(second)).map(({ text }) => text)).toEqual(['Something else']);
    await hold(second);
    expect(linesOf(await shown(await numbered(3))).map(({ text }) => text)).toEqual(['Paint the boat']);
  });

  it('a part that was still to be written is said to be, until it is', async () => {
    const first = await planCall({ seriesId: series.id, actorId: chair });
    await hold(first, line({ id: 'follow' }, 'Minutes to follow'));
    const second = await numbered(2);
    expect(linesOf(await shown(second))[0]?.origin).toMatchObject({ kind: 'placeholder', done: false });
    await move(first, 'reopen');
    await editNotes(first.id, chair, (doc) => {
      insertBlocks(doc, 99, [line({ id: 'written' }, 'We agreed.')]);
      return removeBlocks(doc, new Set(['follow']));
    });
    await move(first, 'publish');
    expect(linesOf(await shown(second))[0]?.origin).toBeNull();
    await hold(second);
    expect(linesOf(await shown(await numbered(3))).map(({ text }) => text)).toEqual(['']);
  });

  it('keeps what a guest proposed with their name: under a template, carried over, exported and read again', async () => {
    await ensureTemplate(series.id, chair);
    const first = await planCall({ seriesId: series.id, actorId: chair });
    const guest = await prisma().user.create({ data: { name: 'Nadia', guest: true } });
    await prisma().callGuest.create({ data: { callId: first.id, userId: guest.id } });
    await as(guest.id);
    const proposal = { title: 'Nets', purpose: 'feedback' as const, minutes: 10, link: null };
    await proposeItem({ callId: first.id, actor: await currentActor(), ...proposal });
    await as(chair);
    await hold(first);
    await hold(await numbered(2));
    const third = await numbered(3);
    const { notes } = await storedNotes(prisma(), third.id);
    const nets = (blocks: readonly BlockJson[]) =>
      blocks.flatMap(({ type, attrs, content }) =>
        type === 'agendaItem' && inlineText(content) === 'Nets' ? [attrs] : [],
      );
    const kept = {
      proposer: 'Nadia (guest)',
      purpose: 'feedback',
      minutes: 10,
      carriedSince: 1,
      carriedTimes: 2,
    };
    expect(nets(notes.content)).toMatchObject([kept]);
    expect((await shown(third)).sections.filter(({ item: one }) => one !== null).length).toBeGreaterThan(1);
    const text = exportNotes(
      {
        seriesTitle: series.title,
        seriesSlug: series.slug,
        number: 3,
        title: third.title,
        startsAt: null,
        zone: 'UTC',
        lengthMinutes: 60,
        recordingUrl: null,
        intro: '',
        outro: '',
        notes,
      },
      'md',
    );
    expect(text).toContain('Nets - feedback (10’) · carried since #1, second time');
    const read = toNotesJson(readNotes(text), { personId: (name) => name, newId: randomUUID });
    expect(nets(read.notes.content)).toMatchObject([kept]);
  });

  it('is made once when two publish at the same moment', async () => {
    const first = await planCall({ seriesId: series.id, actorId: chair });
    await move(first, 'start');
    await move(first, 'end');
    const states = await Promise.all([move(first, 'publish'), move(first, 'publish')]);
    expect(states.map(({ status }) => status).toSorted()).toEqual(['done', 'failed']);
    expect(await prisma().call.count({ where: { seriesId: series.id } })).toBe(2);
  });

  it('is published even when the next one cannot be planned', async () => {
    const first = await planCall({ seriesId: series.id, actorId: chair });
    const template = await ensureTemplate(series.id, chair);
    await prisma().documentUpdate.updateMany({
      where: { callId: template.callId },
      data: { checksum: Buffer.from('damaged') },
    });
    const said = await hold(first);
    expect(said).toMatchObject({
      status: 'done',
      message: 'The notes are published. The next call could not be planned by itself.',
      link: { href: `/${series.slug}/new-call` },
    });
    expect((await numbered(1)).status).toBe('published');
    expect(await findCall(series.slug, 2)).toBeNull();
  });
});
