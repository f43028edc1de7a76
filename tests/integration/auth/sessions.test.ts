import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyPassword } from '#server/auth/password.ts';
import { prisma } from '#server/db/client.ts';
import { createUser, findUserByEmail } from '#server/db/users.ts';
import type { NewCall } from '#tests/e2e/support/fixtures.ts';
import { syncedClient, type RawClient } from '#tests/protocol/support/raw-client.ts';
import { openAppDatabase, type AppDatabase } from '#tests/e2e/support/app-database.ts';
import { freshDatabase, type DatabasePlace } from '#tests/support/database.ts';
import { plainBrowser, type PlainBrowser } from '#tests/support/plain-browser.ts';
import { quickHash } from '#tests/support/quick-password.ts';
import { startSignInWorld, type SignInWorld } from '#tests/support/sign-in-world.ts';

let place: DatabasePlace;
let world: SignInWorld;
let database: AppDatabase;
let call: NewCall;
beforeAll(async () => {
  place = await freshDatabase('embedded');
  world = await startSignInWorld(place.dataFolder);
  database = await openAppDatabase(world.app);
  call = await database.newCall('harbour', 'live');
});
afterAll(async () => {
  await database.close();
  await world.close();
  await place.remove();
});

const password = 'four words in a row';

/** A member of the call's series with a password, signed in in so many browsers. */
async function member(count: number): Promise<{ id: string; email: string; browsers: PlainBrowser[] }> {
  const email = `member-${randomUUID().slice(0, 8)}@example.org`;
  const { id } = await createUser({ name: 'Rosa Quill', email, passwordHash: quickHash(password) });
  await database.session(email, call, 'participant');
  await prisma().session.deleteMany({ where: { userId: id } });
  const browsers = [];
  for (let browser = 0; browser < count; browser += 1) browsers.push(await signedIn(email, password));
  return { id, email, browsers };
}

async function signedIn(email: string, secret: string): Promise<PlainBrowser> {
  const browser = plainBrowser();
  await browser.open(`${world.app.url}/sign-in?callbackUrl=%2Fsettings`);
  await browser.press('Use a password');
  await browser.press('Sign in', { email, password: secret });
  return browser;
}

async function socketOf(browser: PlainBrowser): Promise<RawClient> {
  const headers = { origin: new URL(call.url).origin };
  return syncedClient({ address: (socket: string): string => socket }, call.socket, browser.cookieHeader(), {
    headers,
  });
}

/** How the call's page answers: 200 for members, 404 for everybody else. */
const pageStatus = async (browser: PlainBrowser): Promise<number> => (await browser.open(call.url)).status;

/** How long after `act` a socket was closed, in milliseconds, and with what code. */
async function closing(
  client: RawClient,
  act: () => Promise<unknown>,
): Promise<{ ms: number; code: unknown }> {
  const acted = act().then(() => performance.now());
  const closed = client.closed.then((how) => ({ how, at: performance.now() }));
  const { how, at } = await closed;
  return { ms: at - (await acted), code: 'code' in how ? how.code : how };
}

const openSettings = async (browser: PlainBrowser) => browser.open(`${world.app.url}/settings`);

test('the settings list where somebody is signed in, this browser first, each with how and since when', async () => {
  const { browsers } = await member(2);
  const page = await openSettings(browsers[0]!);
  const rows = [...page.document.querySelectorAll('section[aria-labelledby="settings-sessions"] li')].map(
    (row) => row.textContent.replaceAll(/\s+/gu, ' '),
  );
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatch(/^Firefox on LinuxThis browserSince .* UTC.*, by password$/u);
  expect(rows[1]).toMatch(/^Firefox on LinuxSince .*Sign out there$/u);
});

test('[A44] signing out there ends that browser’s page and open socket within a second, and no other', async () => {
  const { id, browsers } = await member(3);
  const [here, there, third] = browsers as [PlainBrowser, PlainBrowser, PlainBrowser];
  const sockets = { here: await socketOf(here), there: await socketOf(there) };
  // The list is the newest first: the last but one to sign in is the second of the others.
  const page = await openSettings(third);
  const button = page.document.querySelectorAll('button[name="session"]')[0];
  expect(button?.textContent).toBe('Sign out there');
  const how = await closing(sockets.there, () => third.press('Sign out there', {}, page));
  expect(how.code).toBe(4401);
  expect(how.ms).toBeLessThan(1000);
  expect([await pageStatus(there), await pageStatus(here), await pageStatus(third)]).toEqual([404, 200, 200]);
  expect(sockets.here.ws.readyState).toBe(sockets.here.ws.OPEN);
  expect(await prisma().session.count({ where: { userId: id } })).toBe(2);
});

test('signing out everywhere else leaves this browser alone signed in', async () => {
  const { browsers } = await member(3);
  const [here, there, third] = browsers as [PlainBrowser, PlainBrowser, PlainBrowser];
  const own = await socketOf(here);
  const others = [await socketOf(there), await socketOf(third)];
  const page = await openSettings(here);
  const [first, second] = await Promise.all([
    closing(others[0]!, () => here.press('Sign out everywhere else', {}, page)),
    others[1]!.closed,
  ]);
  expect(first.ms).toBeLessThan(1000);
  expect(second).toMatchObject({ code: 4401 });
  expect([await pageStatus(here), await pageStatus(there), await pageStatus(third)]).toEqual([200, 404, 404]);
  expect(own.ws.readyState).toBe(own.ws.OPEN);
});

test('nobody ends the session of somebody else', async () => {
  const mine = await member(2);
  const theirs = await member(1);
  const page = await openSettings(mine.browsers[0]!);
  const session = await prisma().session.findFirstOrThrow({ where: { userId: theirs.id } });
  const button = page.document.querySelector('button[name="session"]');
  button?.setAttribute('value', session.id);
  const after = await mine.browsers[0]!.press('Sign out there', {}, page);
  expect(after.text).toContain('Nobody was signed in there any more.');
  expect(await pageStatus(theirs.browsers[0]!)).toBe(200);
});

test('[A44] a changed password asks for the one so far, and ends the other sessions with their open sockets', async () => {
  const { email, browsers } = await member(2);
  const [here, there] = browsers as [PlainBrowser, PlainBrowser];
  const socket = await socketOf(there);
  const fresh = 'quite another password';
  await openSettings(here);
  const refused = await here.press('Change the password', { oldPassword: 'not it', password: fresh });
  expect(refused.alert).toContain('That is not your password so far.');
  expect(await pageStatus(there)).toBe(200);
  await openSettings(here);
  const short = await here.press('Change the password', { oldPassword: password, password: 'short' });
  expect(short.alert).toContain('Use at least 10 characters.');
  const page = await openSettings(here);
  const how = await closing(socket, async () => {
    const done = await here.press('Change the password', { oldPassword: password, password: fresh }, page);
    expect(done.text).toContain('Your password is set.');
  });
  expect(how).toMatchObject({ code: 4401 });
  expect(how.ms).toBeLessThan(1000);
  expect([await pageStatus(here), await pageStatus(there)]).toEqual([200, 404]);
  const stored = (await findUserByEmail(email))?.passwordHash ?? null;
  expect([await verifyPassword(fresh, stored), await verifyPassword(password, stored)]).toEqual([
    true,
    false,
  ]);
});

test('a settings page that stays open in a browser that was signed out changes nothing', async () => {
  const { id, email, browsers } = await member(2);
  const [here, there] = browsers as [PlainBrowser, PlainBrowser];
  const open = await openSettings(there);
  const page = await openSettings(here);
  await here.press('Sign out everywhere else', {}, page);
  const before = await findUserByEmail(email);
  const fields = { oldPassword: password, password: 'the password of a thief' };
  expect((await there.press('Change the password', fields, open)).url).toContain(
    '/sign-in?callbackUrl=/settings',
  );
  expect((await there.press('Sign out everywhere else', {}, open)).url).toContain(
    '/sign-in?callbackUrl=/settings',
  );
  expect(await findUserByEmail(email)).toEqual(before);
  expect(await prisma().session.count({ where: { userId: id } })).toBe(1);
  expect(await pageStatus(here)).toBe(200);
});

test('an account without a proved address signs in by password, and may set its first one', async () => {
  const { email, browsers } = await member(1);
  expect((await findUserByEmail(email))?.emailVerifiedAt).toBeNull();
  expect(await pageStatus(browsers[0]!)).toBe(200);

  const without = `without-${randomUUID().slice(0, 8)}@example.org`;
  const { name, value } = await database.session(without, call, 'reader');
  const browser = plainBrowser();
  browser.cookies.push({ name, value, path: '/' });
  const page = await openSettings(browser);
  expect(page.document.querySelector('input[name="oldPassword"]')).toBeNull();
  expect((await browser.press('Set the password', { password })).text).toContain('Your password is set.');
  expect(await pageStatus(await signedIn(without, password))).toBe(200);
});

test('signing in anew in a browser ends the session that was there', async () => {
  const { id, email, browsers } = await member(1);
  const browser = browsers[0]!;
  const before = browser.cookieHeader();
  await browser.open(`${world.app.url}/sign-in?callbackUrl=%2F`);
  const old = plainBrowser();
  old.cookies.push(...browser.cookies);
  const entry = plainBrowser();
  await entry.open(`${world.app.url}/sign-in`);
  await entry.press('Use a password');
  const form = entry.page();
  await browser.press('Sign in', { email, password }, form);
  expect(browser.cookieHeader()).not.toBe(before);
  expect(await prisma().session.count({ where: { userId: id } })).toBe(1);
  expect(await pageStatus(old)).toBe(404);
});
