import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NotesJson } from '#lib/notes/note-json.ts';
import { personIdFor } from '#lib/speakers/person-id.ts';
import { createSessionCookie } from '#server/auth/session-cookie.ts';
import { callAddresses } from '#server/cli/public-address.ts';
import { updateCall, type Call } from '#server/db/calls.ts';
import { openDatabase, prisma, type Database } from '#server/db/client.ts';
import { createGuest } from '#server/db/guests.ts';
import { removeRole, setRole } from '#server/db/memberships.ts';
import { listRoster } from '#server/db/people.ts';
import type { Series } from '#server/db/series.ts';
import { findUserById, type User } from '#server/db/users.ts';
import { setEnv } from '#server/env.ts';
import { reprojectCall } from '#server/projection/reproject.ts';
import { presence, syncedClient, type RawClient } from '#tests/protocol/support/raw-client.ts';
import { startApp, type App } from '#tests/support/app.ts';
import { freshDatabase, type DatabasePlace } from '#tests/support/database.ts';
import { makeCall, makeSeries, makeUser } from '#tests/support/database-factory.ts';
import { line, notes } from '#tests/support/notes-factory.ts';
import { actionFields, sendAction } from '#tests/support/page-actions.ts';

const SECOND = { timeout: 1000, interval: 20 };

describe('a name of one’s own, through a running server', () => {
  let place: DatabasePlace;
  let app: App;
  let database: Database;
  let series: Series;
  let call: Call;
  let mara: User;
  let cookie: string;

  beforeAll(async () => {
    place = await freshDatabase('embedded');
    app = await startApp({ dataFolder: place.dataFolder });
    setEnv({ CALLNOTES_DATA: app.dataFolder, CALLNOTES_URL: app.url, LOG_LEVEL: 'warn' });
    database = await openDatabase({ dataFolder: app.dataFolder, databaseUrl: null, as: 'command' });
  });
  afterAll(async () => {
    await database.close();
    await app.stop();
    await place.remove();
  });
  beforeEach(async () => {
    mara = await makeUser({ name: 'Mara Lindqvist' });
    cookie = await signedIn(mara);
    series = await makeSeries({ title: 'Harbour Team' });
    call = await heldCall(series, 'Mara Lindqvist', 'Otto');
    await setRole(series.id, mara.id, 'participant');
    await connect(series, 'Mara Lindqvist');
  });

  async function signedIn({ id }: { id: string }): Promise<string> {
    const { name, value } = await createSessionCookie(id, {}, app.url);
    return `${name}=${value}`;
  }

  /** A live call of a series on which these people spoke. */
  async function heldCall({ id }: Series, ...names: string[]): Promise<Call> {
    const made = await makeCall({ seriesId: id, status: 'live', notes: spokenBy(id, names) });
    await reprojectCall(made.id);
    return made;
  }

  const connect = async ({ id }: Series, name: string) =>
    prisma().person.update({ where: { id: personIdFor(id, name) }, data: { userId: mara.id } });

  const roster = async ({ id }: Series) =>
    (await listRoster(id)).map(({ name, initials, aliases }) => [name, initials, ...aliases].join(', '));

  async function take(name: string, as = cookie): Promise<string> {
    const settings = `${app.url}/settings`;
    const action = await actionFields(settings, as, { label: 'Name' });
    const { html } = await sendAction(app, settings, as, action, { name });
    return html;
  }

  const pageOf = async (path: string): Promise<string> =>
    (await (await fetch(`${app.url}/${series.slug}${path}`, { headers: { cookie } })).text()).replaceAll(
      '<!-- -->',
      '',
    );

  const room = async (as: string): Promise<RawClient> => {
    const { socket } = callAddresses(app.url, { series: series.slug, number: call.number, id: call.id });
    return syncedClient({ address: () => socket }, '', as, { headers: { origin: app.url } });
  };

  test('shows at once in the header, among the members and on the roster, where the old one goes on naming them', async () => {
    const html = await take('  Mara   Berg ');
    expect(html).toContain('You are called Mara Berg now.');
    expect(/<header.*?<\/header>/u.exec(html)?.[0]).toContain('Mara Berg');
    expect(html).toContain('value="Mara Berg"');
    const people = await pageOf('/people');
    expect(people).toContain('Mara Berg');
    expect(await roster(series)).toEqual(['Mara Berg, MB, Mara Lindqvist', 'Otto, OT']);
    expect(await pageOf(`/${String(call.number)}`)).not.toContain('>Mara Lindqvist<');
    await take('Mara Lindqvist');
    expect(await roster(series)).toEqual(['Mara Lindqvist, ML, Mara Berg', 'Otto, OT']);
  });

  test('shows in open rooms within a second, as who is present and as who takes the notes', async () => {
    await updateCall(call.id, { notetakerId: mara.id });
    const ada = await makeUser({ name: 'Ada Berg' });
    await setRole(series.id, ada.id, 'reader');
    const [watcher, own] = [await room(await signedIn(ada)), await room(cookie)];
    own.send(presence(own.doc.clientID, 1, {}));
    const present = () => presentName(watcher);
    await expect.poll(present, SECOND).toBe('Mara Lindqvist');
    await take('Mara Berg');
    await expect.poll(present, SECOND).toBe('Mara Berg');
    await expect.poll(() => notetaker(watcher), SECOND).toBe('Mara Berg');
    expect(own.ws.readyState).toBe(own.ws.OPEN);
  });

  test('shows in open rooms when another process takes it', async () => {
    const watcher = await room(cookie);
    watcher.send(presence(watcher.doc.clientID, 1, {}));
    const other = await room(cookie);
    await prisma().user.update({ where: { id: mara.id }, data: { name: 'Mara Berg' } });
    await expect.poll(() => presentName(other), SECOND).toBe('Mara Berg');
  });

  test('leaves people of a roster alone who are called otherwise, are nobody’s, or whose series one has left', async () => {
    const [nicknamed, unconnected, left] = [await makeSeries(), await makeSeries(), await makeSeries()];
    await heldCall(nicknamed, 'Mara');
    await heldCall(unconnected, 'Mara Lindqvist');
    await heldCall(left, 'Mara Lindqvist');
    for (const one of [nicknamed, unconnected, left]) await setRole(one.id, mara.id, 'participant');
    await connect(nicknamed, 'Mara');
    await connect(left, 'Mara Lindqvist');
    await removeRole(left.id, mara.id);
    await take('Mara Berg');
    expect(await roster(nicknamed)).toEqual(['Mara, MA']);
    expect(await roster(unconnected)).toEqual(['Mara Lindqvist, ML']);
    expect(await roster(left)).toEqual(['Mara Lindqvist, ML']);
  });

  test('that somebody else of a roster has is taken all the same, and the page says where the old one stays', async () => {
    const html = await take('OTTO');
    expect(html).toContain('You are called OTTO now.');
    expect(html).toContain('Harbour Team go on calling you Mara Lindqvist');
    expect(await roster(series)).toEqual(['Mara Lindqvist, ML', 'Otto, OT']);
  });

  test('that cannot be used is refused as at signing up, and stands in the form again', async () => {
    expect(await take('  ')).toContain('Write the name that others will see.');
    const long = 'a'.repeat(81);
    const html = await take(long);
    expect(html).toContain('Use at most 80 characters.');
    expect(html).toContain(`value="${long}"`);
    expect((await findUserById(mara.id))?.name).toBe('Mara Lindqvist');
  });

  test('is taken by a guest too, who stays shown as one', async () => {
    const guest = await createGuest({ callId: call.id, name: 'Ida' });
    const own = await room(await signedIn(guest));
    own.send(presence(own.doc.clientID, 1, {}));
    const watcher = await room(cookie);
    const html = await take('Ida Noor', await signedIn(guest));
    expect(html.replaceAll('<!-- -->', '')).toContain('Ida Noor (guest)');
    await expect.poll(() => presentName(watcher), SECOND).toBe('Ida Noor (guest)');
  });

  test('is taken a few times in a row, and then not before a while', async () => {
    let html = '';
    for (let tries = 0; tries < 25 && !html.includes('Too many attempts'); tries += 1) {
      html = await take(`Mara ${String(tries)}`);
    }
    expect(html).toContain('Too many attempts. Nothing was changed; try again in 15 minutes.');
    const name = (await findUserById(mara.id))?.name ?? '';
    expect(html).not.toContain(`value="${name}"`);
  });
});

function spokenBy(seriesId: string, names: readonly string[]): NotesJson {
  return notes(
    ...names.map((name, index) =>
      line({ id: `l${String(index)}`, speaker: personIdFor(seriesId, name), speakerName: name }, 'hello'),
    ),
  );
}

/** The name that the others in a room were last told to have. */
function presentName({ frames, doc }: RawClient): unknown {
  const entries = frames.flatMap((frame) => (frame.kind === 'presence' ? frame.entries : []));
  const state = entries.findLast(
    ({ clientId, state: known }) => clientId !== doc.clientID && known !== null,
  )?.state;
  return (state?.['user'] as { name?: unknown } | undefined)?.name;
}

/** The name of the notetaker that a socket was last told. */
function notetaker({ frames }: RawClient): unknown {
  const told = frames.flatMap((frame) => (frame.kind === 'callState' ? [frame.message['notetaker']] : []));
  return (told.at(-1) as { name?: unknown } | null | undefined)?.name;
}
