import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { closeCodes } from '#lib/collab/close-codes.ts';
import { notesFragment } from '#lib/notes/ydoc.ts';
import type { CallStatus, SeriesRole, Visibility } from '#lib/policy/access.ts';
import { personIdFor } from '#lib/speakers/person-id.ts';
import { createSessionCookie } from '#server/auth/session-cookie.ts';
import { callAddresses } from '#server/cli/public-address.ts';
import type { Call } from '#server/db/calls.ts';
import { openDatabase, prisma, type Database } from '#server/db/client.ts';
import { addGuest, createGuest } from '#server/db/guests.ts';
import { setRole } from '#server/db/memberships.ts';
import type { Series } from '#server/db/series.ts';
import { setEnv } from '#server/env.ts';
import { reprojectCall } from '#server/projection/reproject.ts';
import { edit, rawClient, syncStep1, update } from '#tests/protocol/support/raw-client.ts';
import { addLine } from '#tests/protocol/support/typing.ts';
import { startApp, type App } from '#tests/support/app.ts';
import { freshDatabase, type DatabasePlace } from '#tests/support/database.ts';
import { makeCall, makeSeries, makeUser } from '#tests/support/database-factory.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { actionFields, sendAction, type ActionFields } from '#tests/support/page-actions.ts';

const roles = [
  'instance owner',
  'owner',
  'chair',
  'chair of this call',
  'notetaker',
  'backup',
  'participant',
  'guest with the link',
  'account with the link',
  'reader',
  'member of another series',
  'signed-in stranger',
  'anonymous',
] as const;
type Role = (typeof roles)[number];

type CallState = {
  status: CallStatus;
  agendaLocked?: boolean;
  notetakerOnly?: boolean;
  guestsAllowed?: boolean;
  cancelled?: boolean;
};

/*
 * Who may do what, as the product promises it. Each letter is an attempt that must succeed, and each verb that has no letter
 * is an attempt that must be refused and leave no trace:
 *   r  read the page, and open the live room
 *   a  edit the agenda: an item sent to the room of a planned call, stored
 *   n  write notes: a line sent to the room of a call that is going on or in review, stored
 *   s  start the call, or end it
 *   p  publish the notes, or reopen them
 *   c  the chair's controls: lock the agenda
 *   m  manage the series: rename somebody on its roster
 *   i  invite somebody to the series
 */
const verbs = ['r', 'a', 'n', 's', 'p', 'c', 'm', 'i'] as const;
type Verb = (typeof verbs)[number];

type Row = [state: string, call: CallState, allowed: readonly string[]];
const columns: readonly (readonly Role[])[] = [
  ['instance owner', 'owner', 'chair'],
  ['chair of this call'],
  ['notetaker', 'backup'],
  ['participant'],
  ['guest with the link', 'account with the link'],
  ['reader'],
  ['member of another series', 'signed-in stranger', 'anonymous'],
];

// prettier-ignore
const matrix: readonly Row[] = [
  //                                                                      owner,    chair of notetaker, partici- guest of reader outsider: reads
  //                                                                      chair     the call backup     pant     the call        where public
  ['planned',                { status: 'planned' },                       ['rascmi', 'rasc', 'ras',     'ra',    'ra',    'r',   '']],
  ['planned, agenda locked', { status: 'planned', agendaLocked: true },   ['rascmi', 'rasc', 'ras',     'r',     'r',     'r',   '']],
  ['planned, no guests',     { status: 'planned', guestsAllowed: false }, ['rascmi', 'rasc', 'ras',     'ra',    'r',     'r',   '']],
  ['live',                   { status: 'live' },                          ['rnscmi', 'rnsc', 'rns',     'rn',    'rn',    'r',   '']],
  ['live, notetaker only',   { status: 'live', notetakerOnly: true },     ['rnscmi', 'rnsc', 'rns',     'r',     'r',     'r',   '']],
  ['live, no guests',        { status: 'live', guestsAllowed: false },    ['rnscmi', 'rnsc', 'rns',     'rn',    'r',     'r',   '']],
  ['review',                 { status: 'review' },                        ['rnpcmi', 'rnpc', 'rn',      'rn',    'rn',    'r',   '']],
  ['published',              { status: 'published' },                     ['rpcmi',  'rpc',  'r',       'r',     'r',     'r',   '']],
  ['cancelled',              { status: 'planned', cancelled: true },      ['rmi',    'r',    'r',       'r',     'r',     'r',   '']],
];

/** Somebody with a role, and the call and the roster's person that nobody else of the matrix touches. */
type Player = {
  role: Role;
  userId: string | null;
  cookie: string | null;
  call: Call;
  url: string;
  socket: string;
  personId: string;
};

describe('[A43] who may do what with a call and its series', () => {
  let place: DatabasePlace;
  let app: App;
  let database: Database;
  let series: Series;
  let players: Player[];
  let actions: Record<'move' | 'lock' | 'rename' | 'invite', ActionFields>;
  let cells = 0;

  beforeAll(async () => {
    place = await freshDatabase('embedded');
    app = await startApp({ dataFolder: place.dataFolder });
    setEnv({ CALLNOTES_DATA: app.dataFolder, CALLNOTES_URL: app.url, LOG_LEVEL: 'warn' });
    database = await openDatabase({ dataFolder: app.dataFolder, databaseUrl: null, as: 'command' });
    series = await makeSeries({ title: 'Harbour Team', visibility: 'members' });
    const elsewhere = await makeSeries({ visibility: 'members' });
    players = [];
    for (const role of roles) players.push(await player(role, elsewhere));
    const owner = players.find(({ role }) => role === 'owner');
    const cookie = owner?.cookie ?? '';
    const people = `${app.url}/${series.slug}/people`;
    const edited = `${people}?edit=${owner?.personId ?? ''}`;
    actions = {
      move: await actionFields(owner?.url ?? '', cookie, { field: 'move' }),
      lock: await actionFields(owner?.url ?? '', cookie, { label: 'Agenda' }),
      rename: await actionFields(edited, cookie, { field: 'initials' }),
      invite: await actionFields(people, cookie, { label: 'Invite by a link' }),
    };
  });

  afterAll(async () => {
    await database.close();
    await app.stop();
    await place.remove();
    process.stdout.write(`access matrix: ${String(cells)} cells attempted\n`);
  });

  async function player(role: Role, elsewhere: Series): Promise<Player> {
    const name = `Person for ${role}`;
    const personId = personIdFor(series.id, name);
    const call = await makeCall({
      seriesId: series.id,
      notes: notes(
        item({ id: 'i1' }, 'Welcome'),
        line({ id: randomUUID(), speaker: personId, speakerName: name }, 'hello'),
      ),
    });
    await reprojectCall(call.id);
    const { url, socket } = callAddresses(app.url, { series: series.slug, number: call.number, id: call.id });
    const made = { role, call, url, socket, personId };
    if (role === 'anonymous') return { ...made, userId: null, cookie: null };
    const user =
      role === 'guest with the link'
        ? await createGuest({ callId: call.id, name: 'Ida' })
        : await makeUser({ name: role, instanceOwner: role === 'instance owner' });
    const given: Partial<Record<Role, SeriesRole>> = {
      owner: 'owner',
      chair: 'chair',
      'chair of this call': 'participant',
      notetaker: 'participant',
      backup: 'participant',
      participant: 'participant',
      reader: 'reader',
    };
    if (given[role] !== undefined) await setRole(series.id, user.id, given[role]);
    if (role === 'member of another series') await setRole(elsewhere.id, user.id, 'owner');
    if (role === 'account with the link') await addGuest({ callId: call.id, userId: user.id });
    const hands: Partial<Record<Role, 'chairId' | 'notetakerId' | 'backupId'>> = {
      'chair of this call': 'chairId',
      notetaker: 'notetakerId',
      backup: 'backupId',
    };
    const hand = hands[role];
    if (hand !== undefined) await prisma().call.update({ where: { id: call.id }, data: { [hand]: user.id } });
    const cookie = await createSessionCookie(user.id, {}, app.url);
    return { ...made, userId: user.id, cookie: `${cookie.name}=${cookie.value}` };
  }

  /** Brings every call of the matrix into a state, whatever the attempts before made of it. */
  async function reset(state: CallState): Promise<void> {
    await prisma().call.updateMany({
      where: { id: { in: players.map(({ call }) => call.id) } },
      data: {
        status: state.status,
        agendaLocked: state.agendaLocked === true,
        notetakerOnly: state.notetakerOnly === true,
        guestsAllowed: state.guestsAllowed !== false,
        cancelledAt: state.cancelled === true ? new Date() : null,
      },
    });
    // Hundreds of them would stand on the page that every attempt to invite or rename is answered with.
    await prisma().invitation.deleteMany({ where: { seriesId: series.id } });
  }

  async function reads({ url, cookie }: Player): Promise<boolean> {
    const answer = await fetch(url, { headers: cookie === null ? {} : { cookie } });
    const text = await answer.text();
    expect([200, 404]).toContain(answer.status);
    // A page that is refused says nothing of the call either.
    expect(text.includes('hello')).toBe(answer.status === 200);
    return answer.status === 200;
  }

  /** Sends a change over a real socket: whether the room opened, and whether the change was stored. */
  async function writes({ call, socket, cookie, userId }: Player, what: 'item' | 'line') {
    const before = await prisma().documentUpdate.count({ where: { callId: call.id } });
    const client = rawClient({ address: () => socket }, '', cookie, { headers: { origin: app.url } });
    await Promise.race([client.opened, client.closed]);
    client.send(syncStep1());
    const admitted = () => client.frames.some(({ kind }) => kind === 'access');
    const ended = client.closed.then((end) => ('code' in end ? end.code : end.status));
    await Promise.race([ended, client.heard(admitted)]);
    const opened = admitted();
    if (opened) {
      const id = randomUUID();
      client.send(
        update(edit(client, (doc) => (what === 'line' ? addLine(doc, 'written', id) : addItem(doc, id)))),
      );
    }
    const end = await Promise.race([
      ended,
      client.heard(() => client.saved() > 0).then(() => 'saved' as const),
    ]);
    const refused: number[] = [
      closeCodes.forbidden.code,
      ...(userId === null ? [closeCodes.signIn.code] : []),
    ];
    expect(end === 'saved' ? [] : [end]).toEqual(
      end === 'saved' ? [] : [refused.find((code) => code === end)],
    );
    const stored = (await prisma().documentUpdate.count({ where: { callId: call.id } })) > before;
    expect(stored).toBe(end === 'saved');
    client.ws.terminate();
    return { opened, stored };
  }

  async function moves(one: Player, move: string): Promise<boolean> {
    const before = (await stored(one)).status;
    await sendAction(app, one.url, one.cookie, actions.move, { callId: one.call.id, move });
    return (await stored(one)).status !== before;
  }

  const stored = ({ call }: Player) => prisma().call.findUniqueOrThrow({ where: { id: call.id } });

  async function locks(one: Player): Promise<boolean> {
    const before = (await stored(one)).agendaLocked;
    const locked = before ? 'no' : 'yes';
    await sendAction(app, one.url, one.cookie, actions.lock, { callId: one.call.id, locked });
    return (await stored(one)).agendaLocked !== before;
  }

  async function renames({ personId, cookie }: Player): Promise<boolean> {
    const name = `Renamed ${randomUUID().slice(0, 8)}`;
    const { initials } = await prisma().person.findUniqueOrThrow({ where: { id: personId } });
    const fields = { personId, name, initials, aliases: '', colour: '', userId: '' };
    await sendAction(app, `${app.url}/${series.slug}/people`, cookie, actions.rename, fields);
    return (await prisma().person.findUniqueOrThrow({ where: { id: personId } })).name === name;
  }

  async function invites({ userId, cookie }: Player): Promise<boolean> {
    const mine = () => prisma().invitation.count({ where: { seriesId: series.id, createdById: userId } });
    const before = await mine();
    const fields = { seriesId: series.id, role: 'reader', days: '1', maxUses: '1' };
    await sendAction(app, `${app.url}/${series.slug}/people`, cookie, actions.invite, fields);
    return (await mine()) > before;
  }

  /** Every verb attempted, one after the other, by somebody whose call nobody else touches. */
  async function attempts(one: Player, state: CallState): Promise<string> {
    const planned = state.status === 'planned';
    const read = await reads(one);
    const written = await writes(one, planned ? 'item' : 'line');
    // The page and the room are the same door.
    expect(written.opened).toBe(read);
    const done: Record<Verb, boolean> = {
      r: read,
      a: planned && written.stored,
      n: !planned && written.stored,
      m: await renames(one),
      i: await invites(one),
      c: await locks(one),
      p: await moves(one, state.status === 'published' ? 'reopen' : 'publish'),
      s: await moves(one, state.status === 'live' ? 'end' : 'start'),
    };
    cells += verbs.length;
    return verbs.filter((verb) => done[verb]).join('');
  }

  describe.each<Visibility>(['members', 'public'])('in a series for %s', (visibility) => {
    beforeAll(async () => {
      await prisma().series.update({ where: { id: series.id }, data: { visibility } });
    });

    test.each(matrix)('a call that is %s', async (_state, state, allowed) => {
      await reset(state);
      const tried = await Promise.all(
        players.map(async (one) => [one.role, await attempts(one, state)] as const),
      );
      const expected = columns.flatMap((column, index) =>
        column.map((role) => [role, promised(allowed[index] ?? '', visibility)] as const),
      );
      expect(Object.fromEntries(tried)).toEqual(Object.fromEntries(expected));
    });
  });
});

function promised(letters: string, visibility: Visibility): string {
  const read = letters.includes('r') || visibility === 'public';
  return verbs.filter((verb) => (verb === 'r' ? read : letters.includes(verb))).join('');
}

function addItem(doc: Y.Doc, id: string): void {
  const heading = new Y.XmlElement('agendaItem');
  heading.setAttribute('id', id);
  heading.insert(0, [new Y.XmlText('A new item')]);
  const fragment = notesFragment(doc);
  fragment.insert(fragment.length, [heading]);
}
