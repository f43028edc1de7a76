import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SeriesRole, Visibility } from '#lib/policy/access.ts';
import { createSessionCookie } from '#server/auth/session-cookie.ts';
import { callAddresses } from '#server/cli/public-address.ts';
import type { Call } from '#server/db/calls.ts';
import { openDatabase, prisma, type Database } from '#server/db/client.ts';
import { createGuest, listGuests } from '#server/db/guests.ts';
import { findRole, setRole } from '#server/db/memberships.ts';
import type { Series } from '#server/db/series.ts';
import type { User } from '#server/db/users.ts';
import { setEnv } from '#server/env.ts';
import { reprojectCall } from '#server/projection/reproject.ts';
import { presence, syncedClient, type RawClient } from '#tests/protocol/support/raw-client.ts';
import { startApp, type App } from '#tests/support/app.ts';
import { freshDatabase, type DatabasePlace } from '#tests/support/database.ts';
import { makeCall, makeSeries, makeUser } from '#tests/support/database-factory.ts';
import { startMailServer, type MailServer } from '#tests/support/mail-server.ts';
import { actionFields, sendAction } from '#tests/support/page-actions.ts';

const SECOND = { timeout: 1000, interval: 20 };

/** Somebody with a browser without JavaScript: their cookie, and what they send from a page. */
type Person = { user: Pick<User, 'id' | 'name'>; cookie: string };

describe('people, through a running server', () => {
  let place: DatabasePlace;
  let app: App;
  let database: Database;
  let mails: MailServer;
  let series: Series;
  let call: Call;
  let url: string;
  let socket: string;
  let people: string;
  let owner: Person;

  beforeAll(async () => {
    place = await freshDatabase('embedded');
    mails = await startMailServer();
    app = await startApp({
      dataFolder: place.dataFolder,
      env: { SMTP_URL: mails.url, MAIL_FROM: 'Callnotes <notes@example.org>' },
    });
    setEnv({ CALLNOTES_DATA: app.dataFolder, CALLNOTES_URL: app.url, LOG_LEVEL: 'warn' });
    database = await openDatabase({ dataFolder: app.dataFolder, databaseUrl: null, as: 'command' });
  });
  afterAll(async () => {
    await database.close();
    await app.stop();
    await mails.close();
    await place.remove();
  });
  beforeEach(() => begin('members'));

  async function begin(visibility: Visibility): Promise<void> {
    series = await makeSeries({ visibility });
    call = await makeCall({ seriesId: series.id, status: 'live' });
    await reprojectCall(call.id);
    ({ url, socket } = callAddresses(app.url, { series: series.slug, number: call.number, id: call.id }));
    people = `${app.url}/${series.slug}/people`;
    owner = await person('owner', 'Rosa Quill');
  }

  async function person(role: SeriesRole | null, name = 'Ada Berg'): Promise<Person> {
    const user = await makeUser({ name, emailVerifiedAt: new Date() });
    if (role !== null) await setRole(series.id, user.id, role);
    return signedIn(user);
  }

  async function guest(name = 'Ida'): Promise<Person> {
    return signedIn(await createGuest({ callId: call.id, name }));
  }

  async function signedIn(user: Pick<User, 'id' | 'name'>): Promise<Person> {
    const { name, value } = await createSessionCookie(user.id, {}, app.url);
    return { user, cookie: `${name}=${value}` };
  }

  const room = (cookie: string): Promise<RawClient> =>
    syncedClient({ address: () => socket }, '', cookie, { headers: { origin: app.url } });

  /** What the server last told this socket about writing. */
  function mayWrite(client: RawClient): unknown {
    let write: unknown;
    for (const frame of client.frames) if (frame.kind === 'access') ({ write } = frame.message);
    return write;
  }

  /** How a socket ended; null while it is open. */
  function endOf(client: RawClient): () => number | null {
    let code: number | null = null;
    void client.closed.then((end) => (code = 'code' in end ? end.code : end.status));
    return () => code;
  }

  type Form = Parameters<typeof actionFields>[2];
  const send = async (who: Person, page: string, form: Form, fields: Record<string, string>) =>
    sendAction(app, page, who.cookie, await actionFields(page, who.cookie, form), fields);

  const status = async (page: string, cookie = ''): Promise<number> =>
    (await fetch(page, { headers: { cookie } })).status;

  test('a role that an owner lowers on the page ends writing on the open socket within a second, and one given begins it', async () => {
    const ada = await person('participant');
    const client = await room(ada.cookie);
    expect(mayWrite(client)).toBe(true);
    const form = { label: 'Role of Ada Berg' };
    for (const [role, writes] of [
      ['reader', false],
      ['chair', true],
      ['reader', false],
    ] as const) {
      const fields = { seriesId: series.id, userId: ada.user.id, role };
      const { html } = await send(owner, people, form, fields);
      await expect.poll(() => mayWrite(client), SECOND).toBe(writes);
      expect(html).toContain(`Ada Berg is a ${role} now.`);
    }
  });

  test('a member who is removed is out of the room within a second, and out of the pages', async () => {
    const ada = await person('participant');
    const ended = endOf(await room(ada.cookie));
    const fields = { seriesId: series.id, userId: ada.user.id };
    await send(owner, people, { button: 'Remove Ada Berg' }, fields);
    await expect.poll(ended, SECOND).toBe(4403);
    expect([await status(url, ada.cookie), await status(people, ada.cookie)]).toEqual([404, 404]);
  });

  test('guests that are turned off only read, and are let in no more, until they are turned on', async () => {
    const ida = await guest();
    const client = await room(ida.cookie);
    expect(mayWrite(client)).toBe(true);
    const join = `${app.url}/join/${call.guestToken}`;
    await send(owner, url, { label: 'Guests' }, { callId: call.id, allowed: 'no' });
    await expect.poll(() => mayWrite(client), SECOND).toBe(false);
    expect(await status(join)).toBe(404);
    await send(owner, url, { label: 'Guests' }, { callId: call.id, allowed: 'yes' });
    await expect.poll(() => mayWrite(client), SECOND).toBe(true);
    expect(await status(join)).toBe(200);
  });

  test('a call’s link that is renewed opens nothing any more, and whoever is in stays', async () => {
    const client = await room((await guest()).cookie);
    const before = `${app.url}/join/${call.guestToken}`;
    const { html } = await send(owner, url, { label: 'Renew the guest link' }, { callId: call.id });
    expect(html).toContain('The guest link is a new one.');
    const { guestToken } = await prisma().call.findUniqueOrThrow({ where: { id: call.id } });
    expect([await status(before), await status(`${app.url}/join/${guestToken}`)]).toEqual([404, 200]);
    expect(await (await fetch(before)).text()).toContain('This link opens no call');
    expect(client.ws.readyState).toBe(client.ws.OPEN);
    expect(mayWrite(client)).toBe(true);
  });

  test.each<Visibility>(['members', 'public'])(
    'a guest who is removed is out within a second, others stay; in a series for %s',
    async (visibility) => {
      await begin(visibility);
      const [ida, juno] = [await guest('Ida'), await guest('Juno')];
      const [ended, stays] = [endOf(await room(ida.cookie)), endOf(await room(juno.cookie))];
      const fields = { callId: call.id, userId: ida.user.id, renew: 'yes' };
      const { html } = await send(owner, url, { field: 'renew' }, fields);
      await expect.poll(() => [4401, 4403].includes(ended() ?? 0), SECOND).toBe(true);
      expect(html).toContain('Ida is out, and the guest link is a new one.');
      expect(stays()).toBeNull();
      expect((await listGuests(call.id)).map(({ name }) => name)).toEqual(['Juno']);
      expect(await status(`${app.url}/join/${call.guestToken}`)).toBe(404);
      // Whoever came by one call's link keeps the other calls that they came in to.
      expect(await prisma().session.count({ where: { userId: ida.user.id } })).toBe(0);
    },
  );

  test('a participant neither removes guests nor turns them off nor renews the link', async () => {
    const [ada, ida] = [await person('participant'), await guest()];
    for (const [form, fields] of [
      [{ label: 'Guests' }, { allowed: 'no' }],
      [{ label: 'Renew the guest link' }, {}],
      [{ field: 'renew' }, { userId: ida.user.id, renew: 'yes' }],
    ] as const) {
      const action = await actionFields(url, owner.cookie, form);
      await sendAction(app, url, ada.cookie, action, { callId: call.id, ...fields });
    }
    const after = await prisma().call.findUniqueOrThrow({ where: { id: call.id } });
    expect(after).toMatchObject({ guestsAllowed: true, guestToken: call.guestToken });
    expect(await listGuests(call.id)).toHaveLength(1);
  });

  test('a guest is shown with the chosen name, as a guest', async () => {
    const watcher = await room(owner.cookie);
    const ida = await room((await guest('Ida from the harbour')).cookie);
    ida.send(presence(ida.doc.clientID, 1, { user: { name: 'Rosa Quill' } }));
    const names = () =>
      watcher.frames.flatMap((frame) =>
        frame.kind === 'presence' ? frame.entries.map(({ state }) => state?.['user']) : [],
      );
    await expect
      .poll(names)
      .toContainEqual(expect.objectContaining({ name: 'Ida from the harbour (guest)' }));
    const page = await (await fetch(url, { headers: { cookie: owner.cookie } })).text();
    expect(page.replaceAll(/<[^>]*>/gu, '')).toContain('Ida from the harbour (guest)');
  });

  test('a guest proposes a fair number of items, is told when to go on, and what was typed stands in the form', async () => {
    await prisma().call.update({ where: { id: call.id }, data: { status: 'planned' } });
    const form = { label: 'Propose an item' };
    const propose = async (who: Person, title: string) => {
      const fields = {
        callId: call.id,
        title,
        purpose: 'decision',
        minutes: '7',
        link: 'https://example.org/',
      };
      return (await send(who, url, form, fields)).html.replaceAll('<!-- -->', '');
    };
    const [ida, ada] = [await guest('Ida'), await person('participant')];
    for (let count = 1; count <= 10; count += 1) {
      const title = `Item ${String(count)}`;
      expect(await propose(ida, title)).toContain(`“${title}” is on the agenda.`);
    }
    const refused = await propose(ida, 'One more');
    expect(refused).toContain(
      'You have proposed many items in a short time. What you typed is still here; add it in 10 minutes.',
    );
    for (const kept of ['value="One more"', 'value="7"', 'value="https://example.org/"']) {
      expect(refused).toContain(kept);
    }
    expect(refused).toMatch(/<option[^>]*value="decision"[^>]*selected/u);
    await reprojectCall(call.id);
    expect(await prisma().agendaItem.count({ where: { callId: call.id } })).toBe(10);
    expect(await propose(await guest('Juno'), 'By another guest')).toContain('is on the agenda.');
    expect(await propose(ada, 'By a member')).toContain('is on the agenda.');
  });

  test('whoever comes in as guest after guest fills no agenda', async () => {
    await prisma().call.update({ where: { id: call.id }, data: { status: 'planned' } });
    const action = await actionFields(url, owner.cookie, { label: 'Propose an item' });
    let told = '';
    let added = 0;
    for (let guests = 0; guests < 6 && told === ''; guests += 1) {
      const { cookie } = await guest(`Ida ${String(guests)}`);
      for (let count = 0; count < 9 && told === ''; count += 1) {
        const fields = { callId: call.id, title: 'Buy now' };
        const { html } = await sendAction(app, url, cookie, action, fields);
        if (html.includes('is on the agenda.')) added += 1;
        else told = html;
      }
    }
    expect(told).toContain('Guests at your place have proposed many items in a short time.');
    expect(added).toBe(40);
  });

  test('an invitation by mail makes an account and a member of whoever reads the mail, without JavaScript', async () => {
    const address = `ada-${randomUUID().slice(0, 8)}@example.org`;
    const fields = { seriesId: series.id, role: 'participant', days: '7', addresses: address };
    await send(owner, people, { label: 'Invite by mail' }, fields);
    const mail = await mails.mailTo(address);
    expect(mail.header('subject')).toContain('Rosa Quill invites you to Harbour Team');
    const link = /http\S+\/invitation\/[\w-]+/u.exec(mail.text)?.[0] ?? '';
    const token = link.split('/').at(-1) ?? '';
    const page = await fetch(link);
expect(page.status).toBe(200);
    const shown = await page.text();
    expect(shown).toContain('name="referrer" content="no-referrer"');
    expect(shown).toContain(address);

    const action = await actionFields(link, '', { label: 'Accept the invitation' });
    const answer = await fetch(link, {
      method: 'POST',
      headers: { origin: app.url },
      body: formOf({ ...action, token, name: 'Ada Berg', password: '' }),
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toContain(`/${series.slug}`);
    const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
    expect([await status(url, cookie), await status(people, cookie)]).toEqual([200, 200]);
    expect((await (await fetch(link, { headers: { cookie } })).text())).toContain('You are a member of this series already.');
    expect(await (await fetch(link)).text()).toContain('This invitation is used up');
  }); // prettier-ignore

  test('a link that was never made, was revoked or is over says so plainly', async () => {
    const missing = await fetch(`${app.url}/invitation/nothing`);
    expect([missing.status, (await missing.text()).includes('No invitation is here')]).toEqual([404, true]);
    const fields = { seriesId: series.id, role: 'reader', days: '1', maxUses: '' };
    const { html } = await send(owner, people, { label: 'Invite by a link' }, fields);
    const link = /http[^"]+\/invitation\/[\w-]+/u.exec(html)?.[0] ?? '';
    expect(await (await fetch(link)).text()).toContain('Rosa Quill invites you');
    await prisma().invitation.updateMany({ where: { seriesId: series.id }, data: { revokedAt: new Date() } });
    expect(await (await fetch(link)).text()).toContain('This invitation was revoked');
  });

  test('attempts to accept are limited by where they come from', async () => {
    const fields = { seriesId: series.id, role: 'reader', days: '1', maxUses: '1' };
    const { html } = await send(owner, people, { label: 'Invite by a link' }, fields);
    const link = /http[^"]+\/invitation\/[\w-]+/u.exec(html)?.[0] ?? '';
    const ada = await person(null);
    const action = await actionFields(link, ada.cookie, { label: 'Accept the invitation' });
    let refused = '';
    for (let tries = 0; tries < 80 && refused === ''; tries += 1) {
      const answer = await sendAction(app, link, ada.cookie, action, { token: `wrong-${String(tries)}` });
      if (answer.html.includes('Too many attempts')) refused = answer.html;
    }
    expect(refused).not.toBe('');
    expect(await findRole(series.id, ada.user.id)).toBeNull();
  });
});

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
