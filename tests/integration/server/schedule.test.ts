import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSessionCookie } from '#server/auth/session-cookie.ts';
import { callAddresses } from '#server/cli/public-address.ts';
import { findCallById, type Call } from '#server/db/calls.ts';
import { openDatabase, prisma, type Database } from '#server/db/client.ts';
import { createGuest } from '#server/db/guests.ts';
import { removeRole, setRole } from '#server/db/memberships.ts';
import type { Series } from '#server/db/series.ts';
import { setEnv } from '#server/env.ts';
import { planCall } from '#server/planning/plan-call.ts';
import { syncedClient, type RawClient } from '#tests/protocol/support/raw-client.ts';
import { startApp, type App } from '#tests/support/app.ts';
import { freshDatabase, type DatabasePlace } from '#tests/support/database.ts';
import { makeCall, makeSeries, makeUser } from '#tests/support/database-factory.ts';
import { startMailServer, type MailServer } from '#tests/support/mail-server.ts';
import { actionFields, sendAction } from '#tests/support/page-actions.ts';
import { readCalendar } from '#tests/support/read-calendar.mjs';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Everything that the form of a series' settings sends. */
const settings = {
  intro: '',
  zone: 'Europe/Paris',
  kind: 'biweekly',
  weekday: '1',
  nth: '1',
  time: '14:00',
  anchor: '2031-01-06',
  cadenceNote: '',
  lengthMinutes: '60',
  visibility: 'members',
  recordingChannel: 'https://video.example/core',
};

describe('the schedule of a series on a running server', () => {
  let place: DatabasePlace;
  let app: App;
  let database: Database;
  let mails: MailServer;
  let soon: Call;
  beforeAll(async () => {
    place = await freshDatabase('embedded');
    mails = await startMailServer();
    const before = await openDatabase({ dataFolder: place.dataFolder, databaseUrl: null });
    const series = await makeSeries({ title: 'Tomorrow', zone: 'Europe/Paris' });
    const member = await makeUser({ email: 'member@example.org' });
    await setRole(series.id, member.id, 'participant');
    const startsAt = new Date(Date.now() + 20 * HOUR_MS);
    soon = await makeCall({ seriesId: series.id, title: 'Soon', startsAt });
    await before.close();
    const env = { SMTP_URL: mails.url, MAIL_FROM: 'Callnotes <notes@example.org>' };
    app = await startApp({ dataFolder: place.dataFolder, env });
    setEnv({ CALLNOTES_DATA: app.dataFolder, CALLNOTES_URL: app.url, LOG_LEVEL: 'warn' });
    database = await openDatabase({ dataFolder: app.dataFolder, databaseUrl: null, as: 'command' });
  });
  afterAll(async () => {
    await database.close();
    await app.stop();
    await mails.close();
    await place.remove();
  });

  async function memberOf(
    series: Series,
    role: 'owner' | 'chair' | 'participant' | 'reader',
  ): Promise<string> {
    const user = await makeUser();
    await setRole(series.id, user.id, role);
    return cookieOf(user);
  }

  async function cookieOf(user: { id: string }): Promise<string> {
    const { name, value } = await createSessionCookie(user.id, {}, app.url);
    return `${name}=${value}`;
  }

  const page = (series: { slug: string }, rest = ''): string => `${app.url}/${series.slug}${rest}`;

  /** Sends the form of this name on a page. */
  async function send(
    address: string,
    cookie: string,
    label: string,
    fields: Record<string, string>,
  ): Promise<{ status: number; location: string | null; html: string }> {
    return sendAction(app, address, cookie, await actionFields(address, cookie, { label }), fields);
  }

  async function saveSettings(
    series: Series,
    cookie: string,
    changes: Partial<typeof settings & { slug: string }>,
  ) {
    const { id: seriesId, slug, title } = series;
    const form = { seriesId, slug, title, ...settings, ...changes };
    return send(page(series, '/settings'), cookie, 'Settings of the series', form);
  }

  const plan = async (call: Call, cookie: string, startsAt: string): Promise<string> => {
    const series = await prisma().series.findUniqueOrThrow({ where: { id: call.seriesId } });
    const { title, lengthMinutes, changedAt } = (await findCallById(call.id)) ?? call;
    const answer = await send(page(series, `/${String(call.number)}`), cookie, 'Title and time', {
      callId: call.id,
      seen: changedAt.toISOString(),
      title,
      startsAt,
      lengthMinutes: String(lengthMinutes),
    });
    return answer.html;
  };

  async function feedOf(series: Series, cookie: string): Promise<string> {
    await send(page(series), cookie, 'Your calendar', { seriesId: series.id });
    const html = await (await fetch(page(series), { headers: { cookie } })).text();
    const found = /http[^"<]*\/calendar\/[\w-]+\.ics/u.exec(html)?.[0];
    if (found === undefined) throw new Error('The page shows no address of a calendar.');
    return found;
  }

  async function calendar(address: string): Promise<ReturnType<typeof readCalendar>> {
    return readCalendar(await (await fetch(address)).text());
  }

  const inParis = (instant: string): string =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Paris',
      weekday: 'long',
      hour: '2-digit',
      minute: '2-digit',
    }).format(new Date(instant));

  test('a two-weekly 14:00 in Paris stays 14:00 there across both clock changes, from the settings to the calendar', async () => {
    const series = await makeSeries({ title: 'Core call' });
    const owner = await memberOf(series, 'owner');
    expect((await saveSettings(series, owner, {})).html).toContain('The settings are saved.');
    // Planned one after the other from before the change in spring to after the one in autumn.
    const first = new Date('2031-03-03T13:00:00Z');
    await planCall({ seriesId: series.id, actorId: null, startsAt: first });
    const calls: Call[] = [];
    for (let count = 0; count < 19; count += 1) {
      calls.push(await planCall({ seriesId: series.id, actorId: null }));
    }
    const { name, events } = await calendar(await feedOf(series, owner));
    expect(name).toBe('Core call');
    expect(events).toHaveLength(20);
    expect(new Set(events.map(({ startsAt }) => inParis(startsAt)))).toEqual(new Set(['Monday 14:00']));
    expect(new Set(events.map(({ startsAt }) => startsAt.slice(11, 16)))).toEqual(
      new Set(['13:00', '12:00']),
    );
    expect(events.at(-1)?.startsAt.slice(11, 16)).toBe('13:00');
    expect(events.slice(1).map(({ startsAt }) => startsAt)).toEqual(
      calls.map(({ startsAt }) => startsAt?.toISOString()),
    );
    const days = events.map(({ startsAt }) => Date.parse(startsAt.slice(0, 10)) / DAY_MS);
    expect(new Set(days.slice(1).map((day, index) => day - (days[index] ?? 0)))).toEqual(new Set([14]));
    expect(events.every((one) => Date.parse(one.endsAt) - Date.parse(one.startsAt) === HOUR_MS)).toBe(true);
    expect(events[0]?.description).toContain('Recording: https://video.example/core');
    expect(events[0]?.url).toBe(page(series, '/1'));
  }, 300_000);

  test('a call that is moved keeps its UID and raises SEQUENCE; cancelled it stays, and restored it is as before', async () => {
    const series = await makeSeries({ title: 'Harbour', zone: 'Europe/Paris' });
    const chair = await memberOf(series, 'chair');
    const call = await planCall({
      seriesId: series.id,
      actorId: null,
      startsAt: new Date('2031-12-15T13:00:00Z'),
      title: 'Relay',
    });
    const feed = await feedOf(series, chair);
    const before = await fetch(feed);
    const version = before.headers.get('etag') ?? '';
    const [event] = readCalendar(await before.text()).events;
    expect(event).toMatchObject({ uid: call.id, sequence: 0, startsAt: '2031-12-15T13:00:00.000Z' });
    expect((await fetch(feed, { headers: { 'if-none-match': version } })).status).toBe(304);

    expect(await plan(call, chair, '2031-12-16T15:30')).toContain('The call is moved.');
    const changed = await fetch(feed, { headers: { 'if-none-match': version } });
    expect(changed.status).toBe(200);
    const moved = readCalendar(await changed.text()).events;
    expect(moved).toMatchObject([{ uid: call.id, sequence: 1, startsAt: '2031-12-16T14:30:00.000Z' }]);
    expect(Date.parse(moved[0]?.stampedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(event?.stampedAt ?? ''));
    const html = await (await fetch(page(series, '/1'), { headers: { cookie: chair } })).text();
    expect(html).toContain('Monday 15 December, 13:00 UTC');
    const list = await (await fetch(page(series), { headers: { cookie: chair } })).text();
    expect(list).toContain('Monday 15 December, 13:00 UTC');

    const at = page(series, '/1');
    await send(at, chair, 'Cancel the call', { callId: call.id, reason: 'Half of us are away' });
    expect((await calendar(feed)).events).toMatchObject([
      {
        uid: call.id,
        sequence: 2,
        status: 'CANCELLED',
        transparency: 'TRANSPARENT',
        title: 'Cancelled: Harbour #1: Relay',
      },
    ]);
    const cancelled = await (await fetch(at, { headers: { cookie: chair } })).text();
    expect(cancelled).toContain('Half of us are away');
    expect(cancelled).not.toContain('Start call');
    await send(at, chair, 'Restore the call', { callId: call.id });
    expect((await calendar(feed)).events).toMatchObject([
      { uid: call.id, sequence: 3, status: 'CONFIRMED', startsAt: '2031-12-16T14:30:00.000Z' },
    ]);
  }, 120_000);

  test('a cancellation ends writing on an open socket within a second, and restoring gives it back', async () => {
    const series = await makeSeries();
    const chair = await memberOf(series, 'chair');
    const call = await makeCall({ seriesId: series.id, startsAt: new Date('2031-12-15T13:00:00Z') });
    const { socket } = callAddresses(app.url, { series: series.slug, number: call.number, id: call.id });
    const headers = { origin: app.url };
    const client = await syncedClient(
      { address: () => socket },
      socket,
      await memberOf(series, 'participant'),
      { headers },
    );
    const told = (): unknown => lastAccess(client);
    expect(told()).toMatchObject({ write: true });
    const at = page(series, `/${String(call.number)}`);
    const cancel = await actionFields(at, chair, { label: 'Cancel the call' });
    const reads = { timeout: 1000, interval: 20 };
    const sent = sendAction(app, at, chair, cancel, { callId: call.id, reason: '' });
    await expect.poll(async () => (await findCallById(call.id))?.cancelledAt, { interval: 5 }).not.toBeNull();
    await expect.poll(told, reads).toMatchObject({
      write: false,
      reason: 'This call is cancelled, so its notes do not change.',
    });
    await sent;
    await send(at, chair, 'Restore the call', { callId: call.id });
    await expect.poll(told, reads).toMatchObject({ write: true });
    client.ws.terminate();
  });

  test("the address of a member's calendar needs no cookie, and ends with a renewal, the role or the membership", async () => {
    const series = await makeSeries();
    await makeCall({ seriesId: series.id, startsAt: new Date('2031-12-15T13:00:00Z') });
    const user = await makeUser();
    await setRole(series.id, user.id, 'reader');
    const cookie = await cookieOf(user);
    const first = await feedOf(series, cookie);
    const answer = await fetch(first);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    const changed = answer.headers.get('last-modified') ?? '';
    expect((await fetch(first, { headers: { 'if-modified-since': changed } })).status).toBe(304);
    const second = await feedOf(series, cookie);
    expect(second).not.toBe(first);
    expect((await fetch(first)).status).toBe(404);
    expect((await fetch(second)).status).toBe(200);
    await removeRole(series.id, user.id);
    expect((await fetch(second)).status).toBe(404);
    await setRole(series.id, user.id, 'reader');
    expect((await fetch(second)).status).toBe(404);
  });

  test('only a public series has a calendar for everybody, and the file of a call is for who reads the call', async () => {
    const startsAt = new Date('2031-12-15T13:00:00Z');
    const open = await makeSeries({ visibility: 'public' });
    const closed = await makeSeries({ visibility: 'members' });
    for (const series of [open, closed]) await makeCall({ seriesId: series.id, startsAt, title: 'Relay' });
    const reader = await memberOf(closed, 'reader');
    expect((await calendar(page(open, '/calendar.ics'))).events).toHaveLength(1);
    expect((await fetch(page(closed, '/calendar.ics'), { headers: { cookie: reader } })).status).toBe(404);
    expect((await calendar(page(open, '/1/call.ics'))).events).toMatchObject([
      { startsAt: startsAt.toISOString() },
    ]);
    expect((await fetch(page(closed, '/1/call.ics'))).status).toBe(404);
    expect((await fetch(page(closed, '/1/call.ics'), { headers: { cookie: reader } })).status).toBe(200);
    for (const nothing of ['/2/call.ics', '/x/call.ics']) {
      expect((await fetch(page(open, nothing))).status).toBe(404);
    }
  });

  test('a former address leads to the one of today with the rest of it, for whoever may read what is there', async () => {
    const series = await makeSeries({ title: 'Quay', visibility: 'members' });
    const call = await makeCall({ seriesId: series.id, startsAt: new Date('2031-12-15T13:00:00Z') });
    const owner = await memberOf(series, 'owner');
    const slug = `${series.slug}-new`;
    const { location } = await saveSettings(series, owner, { slug, kind: 'none' });
    expect(location).toBe(`/${slug}/settings?renamed=yes`);
    const visit = async (rest: string, cookie?: string) =>
      fetch(page(series, rest), { redirect: 'manual', headers: cookie === undefined ? {} : { cookie } });
    for (const rest of ['', '/1', '/1?line=3', '/glossary', '/1/call.ics', '/calendar.ics']) {
      const answer = await visit(rest, owner);
      expect([answer.status, answer.headers.get('location')]).toEqual([307, `/${slug}${rest}`]);
      expect((await visit(rest)).status).toBe(404);
    }
    expect((await visit('-other', owner)).status).toBe(404);
    const guest = await cookieOf(await createGuest({ callId: call.id, name: 'Ida' }));
    expect((await visit('/1', guest)).headers.get('location')).toBe(`/${slug}/1`);
    expect((await visit('', guest)).status).toBe(404);
    // A form of a page that was opened before goes along with what was typed.
    const answer = await sendAction(
      app,
      page(series, '/1'),
      owner,
      await actionFields(page({ slug }, '/1'), owner, { label: 'Cancel the call' }),
      { callId: call.id, reason: '' },
    );
    expect([answer.status, answer.location]).toEqual([307, `/${slug}/1`]);
  });

  test('without JavaScript the dates of a cadence are shown before anything is saved', async () => {
    const series = await makeSeries({ title: 'Core call' });
    const owner = await memberOf(series, 'owner');
    await makeCall({ seriesId: series.id, startsAt: new Date('2031-03-04T13:00:00Z') });
    const form = { ...settings, seriesId: series.id, slug: series.slug, title: 'Typed', intent: 'show' };
    const { html } = await send(page(series, '/settings'), owner, 'Settings of the series', form);
    expect(html).toContain('Every two weeks on Monday at 14:00, Europe/Paris');
    expect(html.match(/Monday \d+ \w+ \d{4}, 14:00 Paris \(1[23]:00 UTC\)/gu)).toHaveLength(5);
    expect(html).toContain('Tuesday 4 March 2031, 14:00 Paris (13:00 UTC)');
    expect(html).toContain('value="Typed"');
    expect(await prisma().series.findUnique({ where: { id: series.id } })).toMatchObject({
      title: 'Core call',
      cadence: null,
    });
  });

  test('settings that are not right are refused with what was typed, and only owners and chairs have any', async () => {
    const series = await makeSeries({ title: 'Core call' });
    const chair = await memberOf(series, 'chair');
    const { html } = await saveSettings(series, chair, {
      zone: 'Mars/Olympus',
      cadenceNote: 'when it rains',
    });
    expect(html).toContain('Choose a time zone such as Europe/Paris.');
    expect(html).toContain('value="when it rains"');
    const participant = await memberOf(series, 'participant');
    expect((await fetch(page(series, '/settings'), { headers: { cookie: participant } })).status).toBe(404);
    const form = await actionFields(page(series, '/settings'), chair, { label: 'Settings of the series' });
    await sendAction(app, page(series), participant, form, {
      ...settings,
      seriesId: series.id,
      slug: series.slug,
      title: 'Taken over',
    });
    expect(await prisma().series.findUnique({ where: { id: series.id } })).toMatchObject({
      title: 'Core call',
    });
  });

  test('a series is deleted by its owner alone, with its address typed', async () => {
    const series = await makeSeries();
    await makeCall({ seriesId: series.id });
    const owner = await memberOf(series, 'owner');
    const chair = await memberOf(series, 'chair');
    const at = page(series, '/settings');
    const form = await actionFields(at, owner, { label: 'Delete the series' });
    const stands = async () => (await prisma().series.findUnique({ where: { id: series.id } })) !== null;
    await expect(actionFields(at, chair, { label: 'Delete the series' })).rejects.toThrow(/no form/u);
    for (const [cookie, confirmation] of [
      [chair, series.slug],
      [owner, ''],
      [owner, 'another'],
    ] as const) {
      await sendAction(app, at, cookie, form, { seriesId: series.id, confirmation });
      expect(await stands()).toBe(true);
    }
    await sendAction(app, at, owner, form, { seriesId: series.id, confirmation: series.slug.toUpperCase() });
    expect(await stands()).toBe(false);
  });

  test('the server reminds by itself, and one request from a mail program stops it', async () => {
    const mail = await mails.mailTo('member@example.org');
    expect(mail.header('subject')).toMatch(/^Reminder: Tomorrow #1: Soon, /u);
    const reminders = async () =>
      (await prisma().membership.findFirst({ where: { seriesId: soon.seriesId } }))?.reminders;
    const address = /<(.*)>/u.exec(mail.header('list-unsubscribe') ?? '')?.[1] ?? '';
    const looked = await fetch(address);
    expect(new URL(looked.url).pathname).toBe(new URL(address).pathname.replace(/\/stop$/u, ''));
    expect(await looked.text()).toContain('Stop these mails');
    expect(await reminders()).toBe(true);
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect((await fetch(address, { method: 'POST', body })).status).toBe(200);
    expect(await reminders()).toBe(false);
    expect((await fetch(address.replace(/.\/stop$/u, '/stop'), { method: 'POST' })).status).toBe(404);
  });
});

/** What the server last told this socket about writing. */
function lastAccess(client: RawClient): unknown {
  let last: unknown;
  for (const frame of client.frames) if (frame.kind === 'access') last = frame.message;
  return last;
}
