import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prisma } from '#server/db/client.ts';
import { createUser, findUserByEmail } from '#server/db/users.ts';
import { openAppDatabase, type AppDatabase } from '#tests/e2e/support/app-database.ts';
import { freshDatabase, type DatabasePlace } from '#tests/support/database.ts';
import { plainBrowser, type PlainBrowser, type PlainPage } from '#tests/support/plain-browser.ts';
import { startSignInWorld, type SignInWorld } from '#tests/support/sign-in-world.ts';

let place: DatabasePlace;
let world: SignInWorld;
let database: AppDatabase;
beforeAll(async () => {
  place = await freshDatabase('embedded');
  world = await startSignInWorld(place.dataFolder);
  database = await openAppDatabase(world.app);
});
afterAll(async () => {
  await database.close();
  await world.close();
  await place.remove();
});

const unique = (): string => randomUUID().slice(0, 8);

/** A new browser that has gone to the provider, where it is asked which account it is. */
async function atProvider(callbackUrl = '/'): Promise<PlainBrowser> {
  const browser = plainBrowser();
  await browser.open(`${world.app.url}/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}`);
  await browser.press('Continue with Harbour ID');
  expect(browser.page().url).toContain(world.provider.issuer);
  return browser;
}

async function signInAs(
  account: string,
  callbackUrl = '/',
): Promise<{ browser: PlainBrowser; page: PlainPage }> {
  const browser = await atProvider(callbackUrl);
  return { browser, page: await browser.press('Go on', { account }) };
}

async function whoIs(browser: PlainBrowser): Promise<string | null> {
  const page = await browser.open(`${world.app.url}/`);
  const bar = page.document.querySelector('header')?.textContent ?? '';
  return bar.includes('Sign out')
    ? bar
        .replace('Callnotes', '')
        .replace(/Settings.*$/u, '')
        .trim()
    : null;
}

const identitiesOf = async (userId: string): Promise<number> =>
  prisma().identity.count({ where: { userId } });

/** An account here whose address was proved, or was not. */
async function accountHere(name: string, proved: boolean): Promise<{ id: string; email: string }> {
  const email = `${unique()}@example.org`;
  const { id } = await createUser({ name, email });
  if (proved) await prisma().user.update({ where: { id }, data: { emailVerifiedAt: new Date() } });
  return { id, email };
}

describe('somebody whom an OpenID Connect provider vouches for', () => {
  test('gets an account without rights at first, and the same one later, whatever their address is then', async () => {
    const account = unique();
    const email = `${account}@example.org`;
    world.provider.account(account, {
      name: 'Hanna Kvist',
      email: email.toUpperCase(),
      email_verified: true,
    });
    const first = await signInAs(account, '/tidewater/12');
    expect(first.page.url).toBe(`${world.app.url}/tidewater/12`);
    expect(await whoIs(first.browser)).toBe('Hanna Kvist');
    const user = await findUserByEmail(email);
    expect(user?.emailVerifiedAt).toBeInstanceOf(Date);
    expect(await prisma().membership.count({ where: { userId: user?.id ?? '' } })).toBe(0);
    expect(await prisma().session.findFirst({ where: { userId: user?.id ?? '' } })).toMatchObject({
      method: 'oidc',
    });

    world.provider.account(account, { name: 'Other', email: 'new@example.org', email_verified: true });
    const second = await signInAs(account);
    expect(await whoIs(second.browser)).toBe('Hanna Kvist');
    expect(await identitiesOf(user?.id ?? '')).toBe(1);
  });

  test('joins an account only when the address is proved on both sides', async () => {
    const here = await accountHere('Ines', true);
    const account = unique();
    world.provider.account(account, { name: 'Ines at work', email: here.email, email_verified: true });
    const { browser } = await signInAs(account);
    expect(await whoIs(browser)).toBe('Ines');
    expect(await identitiesOf(here.id)).toBe(1);
  });

  test.each([
    ['unverified', { email_verified: false }],
    ['of which nothing is said', {}],
  ])('with an address %s gets an account of their own, without the address', async (_what, claims) => {
    const here = await accountHere('Ines', true);
    const account = unique();
    world.provider.account(account, { name: 'Eve', email: here.email, ...claims });
    const { browser } = await signInAs(account);
    expect(await whoIs(browser)).toBe('Eve');
    expect(await identitiesOf(here.id)).toBe(0);
    const made = await prisma().user.findFirstOrThrow({
      where: { identities: { some: { subject: { endsWith: account } } } },
    });
    expect(made).toMatchObject({ email: null, emailVerifiedAt: null });
  });

  test('is told to prove the address here first, when an account has it that nobody has proved', async () => {
    const here = await accountHere('Trap', false);
    const account = unique();
    world.provider.account(account, { name: 'Ines', email: here.email, email_verified: true });
    const { browser, page } = await signInAs(account, '/tidewater/12');
    expect(page.url).toContain('/sign-in?');
    expect(page.alert).toContain('nobody has proved yet that they read its mail');
    expect(page.document.querySelector('input[name="callbackUrl"]')?.getAttribute('value')).toBe(
      '/tidewater/12',
    );
    expect(await whoIs(browser)).toBeNull();
    expect(await prisma().identity.count({ where: { subject: { endsWith: account } } })).toBe(0);

    // Or they choose an account of their own, which leaves that one and its address alone.
    const choice = page.document.querySelector('main [role="alert"] a')?.getAttribute('href');
    await browser.open(`${world.app.url}${choice ?? ''}`);
    expect((await browser.press('Make my account', { name: 'Ines' })).url).toBe(
      `${world.app.url}/tidewater/12`,
    );
    expect(await whoIs(browser)).toBe('Ines');
    expect(await identitiesOf(here.id)).toBe(0);
    const made = await prisma().user.findFirstOrThrow({
      where: { identities: { some: { subject: { endsWith: account } } } },
    });
    expect(made).toMatchObject({ email: null, emailVerifiedAt: null });
  });

  test('without a usable name is asked for one', async () => {
    const account = unique();
    world.provider.account(account, { email: `${account}@example.org`, email_verified: true });
    const { browser, page } = await signInAs(account, '/tidewater/12');
    expect(page.text).toContain('What are you called?');
    expect(await findUserByEmail(`${account}@example.org`)).toBeNull();
    expect((await browser.press('Make my account', { name: 'Nameless No More' })).url).toBe(
      `${world.app.url}/tidewater/12`,
    );
    expect(await whoIs(browser)).toBe('Nameless No More');
    expect(await findUserByEmail(`${account}@example.org`)).toMatchObject({
      emailVerifiedAt: expect.any(Date),
    });
  });

  test('who thinks better of it at the provider is not signed in, and is told so', async () => {
    const { browser, page } = await signInAs('nobody knows this account');
    expect(page.url).toContain(`${world.app.url}/sign-in`);
    expect(page.alert).toContain('You are not signed in');
    expect(await whoIs(browser)).toBeNull();
  });

  test('does not go to another site afterwards', async () => {
    const account = unique();
    world.provider.account(account, { name: 'Mo' });
    const { page } = await signInAs(account, 'https://evil.example/x');
    expect(page.url).toBe(`${world.app.url}/`);
  });
});

describe('an answer of a provider that was forged', () => {
  /** The address with which the provider sends this browser back, not yet opened. */
  async function answerFor(account: string): Promise<{ browser: PlainBrowser; answer: URL }> {
    world.provider.account(account, { name: account });
    const browser = await atProvider();
    const stolen = plainBrowser();
    stolen.cookies.push(...browser.cookies.filter(({ path }) => path !== '/'));
    // This browser has the provider's cookies and none of the app's, so the answer arrives and is not accepted.
    const refused = await stolen.press('Go on', { account }, browser.page());
    expect(refused.alert).toContain('You are not signed in');
    const seen = stolen.visited.find((address) => address.includes('/api/auth/callback/oidc'));
    return { browser, answer: new URL(seen ?? '') };
  }

  test('signs nobody in in a browser that did not ask for it', async () => {
    const { answer } = await answerFor(unique());
    const victim = plainBrowser();
    const page = await victim.open(answer.href);
    expect(page.status).toBe(200);
    expect(page.alert).toContain('You are not signed in');
    expect(await whoIs(victim)).toBeNull();
  });

  test('signs nobody in in a browser that asked for another one', async () => {
    const { answer } = await answerFor(unique());
    const victim = await atProvider();
    expect((await victim.open(answer.href)).alert).toContain('You are not signed in');
    expect(await whoIs(victim)).toBeNull();
  });

  test('signs nobody in with another state or none', async () => {
    const browser = await atProvider();
    for (const query of ['code=x&state=y', 'code=x', 'state=', 'error=access_denied&state=y', '']) {
      const page = await browser.open(`${world.app.url}/api/auth/callback/oidc?${query}`);
      expect(page.status).toBe(200);
      expect(page.alert).toContain('You are not signed in');
    }
    expect(await whoIs(browser)).toBeNull();
  });

  test('by a form of another site does not begin', async () => {
    for (const origin of ['https://evil.example', 'null', null]) {
      const answer = await fetch(`${world.app.url}/sign-in/with/oidc`, {
        method: 'POST',
        redirect: 'manual',
        headers: origin === null ? {} : { origin },
        body: new URLSearchParams({ callbackUrl: '/' }),
      });
      expect([answer.status, answer.headers.get('location'), answer.headers.getSetCookie()]).toEqual([
        303,
        `${world.app.url}/sign-in?callbackUrl=%2F`,
        [],
      ]);
    }
  });

  test('for a provider that there is none of leads to the sign-in page', async () => {
    for (const address of [
      '/api/auth/callback/elsewhere?code=1',
      '/api/auth/error?error=<b>',
      '/api/auth/signin',
    ]) {
      const page = await plainBrowser().open(`${world.app.url}${address}`);
      expect(page.status).toBeLessThan(500);
    }
  });
});

describe('somebody from GitHub', () => {
  async function fromGitHub(callbackUrl = '/'): Promise<PlainBrowser> {
    const browser = plainBrowser();
    await browser.open(`${world.app.url}/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}`);
    await browser.press('Continue with GitHub');
    return browser;
  }

  test('is known by the number of the account, and brings the primary address if GitHub has verified it', async () => {
    const here = await accountHere('Tove', true);
    const emails = [
      { email: 'other@example.org', primary: false, verified: true },
      { email: here.email, primary: true, verified: true },
    ];
    world.gitHub.account = { id: 4001, login: 'tove', name: 'Tove L', emails };
    const browser = await fromGitHub('/tidewater/12');
    expect(browser.page().url).toBe(`${world.app.url}/tidewater/12`);
    expect(await whoIs(browser)).toBe('Tove');
    // The login is somebody else's now, and the number is not.
    world.gitHub.account = { id: 4002, login: 'tove', name: null, emails: [] };
    expect(await whoIs(await fromGitHub())).toBe('tove');
    expect(await identitiesOf(here.id)).toBe(1);
  });

  test('with an address that GitHub has not verified gets an account of their own, without it', async () => {
    const here = await accountHere('Tove', true);
    const emails = [{ email: here.email, primary: true, verified: false }];
    world.gitHub.account = { id: 4003, login: 'eve', name: null, emails };
    expect(await whoIs(await fromGitHub())).toBe('eve');
    expect(await identitiesOf(here.id)).toBe(0);
  });
});

test('a provider that is away is said to be away, and every other way stays', async () => {
  await world.provider.close();
  const browser = plainBrowser();
  await browser.open(`${world.app.url}/sign-in?callbackUrl=%2Ftidewater%2F12`);
  const page = await browser.press('Continue with Harbour ID');
  expect(page.status).toBe(200);
  expect(page.alert).toContain('Harbour ID does not answer as it should');
  expect(page.alert).toContain('not available now');
  expect(page.document.querySelector('input[name="callbackUrl"]')?.getAttribute('value')).toBe(
    '/tidewater/12',
  );
  expect(page.text).toContain('Continue with GitHub');
  expect(await whoIs(browser)).toBeNull();
});
