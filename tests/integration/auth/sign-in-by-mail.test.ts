import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prisma } from '#server/db/client.ts';
import { createSession } from '#server/db/sessions.ts';
import { createUser, findUserByEmail } from '#server/db/users.ts';
import { openAppDatabase, type AppDatabase } from '#tests/e2e/support/app-database.ts';
import { freshDatabase, type DatabasePlace } from '#tests/support/database.ts';
import { plainBrowser, type PlainBrowser } from '#tests/support/plain-browser.ts';
import { quickHash } from '#tests/support/quick-password.ts';
import { digitsOf, linkOf, startSignInWorld, type SignInWorld } from '#tests/support/sign-in-world.ts';

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

const someone = (): string => `someone-${randomUUID().slice(0, 8)}@example.org`;

/** A new browser that has asked for a mail to this address. */
async function asked(email: string, callbackUrl = '/'): Promise<PlainBrowser> {
  const browser = plainBrowser();
  await browser.open(`${world.app.url}/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}`);
  await browser.press('Mail me a link and a code', { email });
  return browser;
}

/** Who is signed in, as the bar above every page says. */
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

const gone = 'This mail does not sign in any more';
const linkGone = 'This link does not sign in any more';
const noMail = 'This browser has asked for no mail';

describe('a mail that signs in', () => {
  test('makes an account without rights for an unknown address, asks for its name, and leads back', async () => {
    const email = someone();
    const browser = await asked(email.toUpperCase(), '/tidewater/12');
    expect(browser.page().url).toBe(`${world.app.url}/sign-in/mail?callbackUrl=%2Ftidewater%2F12`);
    expect(browser.page().text).toContain(`A mail is on its way to ${email}`);
    const mail = await world.mails.mailTo(email);
    const digits = digitsOf(mail);
    expect(digits).toMatch(/^\d{6}$/u);
    await browser.press('Sign in', { code: `${digits.slice(0, 3)} ${digits.slice(3)}` });
    expect(browser.page().text).toContain('What are you called?');
    const page = await browser.press('Make my account', { name: 'Juno  Marsh' });
    expect(page.url).toBe(`${world.app.url}/tidewater/12`);
    expect(await whoIs(browser)).toBe('Juno Marsh');

    const user = await findUserByEmail(email);
    expect(user).toMatchObject({
      name: 'Juno Marsh',
      guest: false,
      instanceOwner: false,
      passwordHash: null,
    });
    expect(user?.emailVerifiedAt).toBeInstanceOf(Date);
    expect(await prisma().membership.count({ where: { userId: user?.id ?? '' } })).toBe(0);
    const session = await prisma().session.findFirstOrThrow({ where: { userId: user?.id ?? '' } });
    expect(session).toMatchObject({ method: 'mail', userAgent: expect.stringContaining('Firefox') });
  });

  test('is answered alike for known and unknown addresses, and sent to both', async () => {
    const known = (await createUser({ name: 'Ada', email: someone() })).email ?? '';
    const unknown = someone();
    const pages = [];
    for (const email of [known, unknown]) {
      const browser = await asked(email);
      pages.push({
        status: browser.page().status,
        text: browser.page().text.replaceAll(email, 'X'),
        cookies: browser.cookies.map(({ name, path }) => `${name} ${path}`),
      });
      const mail = await world.mails.mailTo(email);
      expect(mail.text.replaceAll(/\d{3} \d{3}|token=\S+/gu, '')).toContain('Type these digits');
    }
    expect(pages[1]).toEqual(pages[0]);
  });

  test('leaves nothing in the database that signs in', async () => {
    const email = someone();
    await asked(email);
    const mail = await world.mails.mailTo(email);
    const row = JSON.stringify(await prisma().signInMail.findFirstOrThrow({ where: { email } }));
    expect(row).not.toContain(digitsOf(mail));
    expect(row).not.toContain(new URL(linkOf(mail)).searchParams.get('token'));
  });

  test('can be looked at by a mail scanner as often as it likes; its button signs in once, in any browser', async () => {
    const email = someone();
    await createUser({ name: 'Oda', email });
    const asker = await asked(email, '/tidewater/12');
    const mail = await world.mails.mailTo(email);
    const link = linkOf(mail);
    for (let look = 0; look < 3; look += 1) {
      const page = await plainBrowser().open(link);
      expect(page.text).toContain(`As ${email}`);
      expect((await fetch(link, { method: 'HEAD' })).status).toBe(200);
    }
    const phone = plainBrowser();
    const late = plainBrowser();
    await late.open(link);
    await phone.open(link);
    expect((await phone.press('Sign in')).url).toBe(`${world.app.url}/tidewater/12`);
    expect(await whoIs(phone)).toBe('Oda');
    expect((await late.press('Sign in')).text).toContain(linkGone);
    expect(await whoIs(late)).toBeNull();
    expect((await asker.press('Sign in', { code: digitsOf(mail) })).alert).toContain(gone);
    expect((await plainBrowser().open(link)).text).toContain(linkGone);
  });

  test('digits that were used do not sign in again, and the link of their mail neither', async () => {
    const email = someone();
    await createUser({ name: 'Rik', email });
    const browser = await asked(email);
    const waiting = browser.page();
    const replay = plainBrowser();
    replay.cookies.push(...browser.cookies);
    const mail = await world.mails.mailTo(email);
    await browser.press('Sign in', { code: digitsOf(mail) });
    expect(await whoIs(browser)).toBe('Rik');
    expect((await replay.press('Sign in', { code: digitsOf(mail) }, waiting)).alert).toContain(gone);
    expect(await whoIs(replay)).toBeNull();
    expect((await plainBrowser().open(linkOf(mail))).text).toContain(linkGone);
  });

  test('digits count only in the browser that asked: not in one that asked for nothing, nor for another mail', async () => {
    const victim = someone();
    const asker = await asked(victim);
    const digits = digitsOf(await world.mails.mailTo(victim));
    const other = await asked(someone());
    expect((await other.press('Sign in', { code: digits })).alert).toContain('Those are not the digits');
    const stranger = plainBrowser();
    expect((await stranger.press('Sign in', { code: digits }, asker.page())).text).toContain(noMail);
    // A cookie that was made up, or sealed for another purpose, is none.
    const forger = plainBrowser();
    forger.cookies.push({ name: 'callnotes.asked-mail', value: 'x.y.z', path: '/sign-in' });
    expect((await forger.press('Sign in', { code: digits }, asker.page())).text).toContain(noMail);
    expect((await asker.press('Sign in', { code: digits })).text).toContain('What are you called?');
  });

  test('after five wrong tries the right digits do not sign in either', async () => {
    const email = someone();
    await createUser({ name: 'Kim', email });
    const browser = await asked(email);
    const digits = digitsOf(await world.mails.mailTo(email));
    const wrong = digits === '000000' ? '111111' : '000000';
    for (const left of ['4 tries are left', '3 tries are left', '2 tries are left', 'One try is left']) {
      expect((await browser.press('Sign in', { code: wrong })).alert).toContain(left);
    }
    expect((await browser.press('Sign in', { code: wrong })).alert).toContain('used up');
    expect((await browser.press('Sign in', { code: digits })).alert).toContain(gone);
    expect(await whoIs(browser)).toBeNull();
  });

  test('guesses that are sent at once are no more than five', async () => {
    const email = someone();
    const browser = await asked(email);
    const digits = Number(digitsOf(await world.mails.mailTo(email)));
    const page = browser.page();
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => {
        const wrong = String((digits + 1 + index) % 1_000_000).padStart(6, '0');
        return browser.press('Sign in', { code: wrong }, page);
      }),
    );
    const row = await prisma().signInMail.findFirstOrThrow({ where: { email } });
    expect(row.tries).toBeLessThanOrEqual(5);
  });

  test('is over after ten minutes', async () => {
    const email = someone();
    const browser = await asked(email);
    const mail = await world.mails.mailTo(email);
    const row = await prisma().signInMail.findFirstOrThrow({ where: { email } });
    expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBeLessThanOrEqual(10 * 60_000 + 1000);
    const link = plainBrowser();
    await link.open(linkOf(mail));
    await prisma().signInMail.update({
      where: { id: row.id },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect((await browser.press('Sign in', { code: digitsOf(mail) })).alert).toContain(gone);
    expect((await link.press('Sign in')).text).toContain(linkGone);
  });

  test.each(['https://evil.example/x', '//evil.example/x', String.raw`/\evil.example`])(
    'does not lead to %s',
    async (target) => {
      const email = someone();
      await createUser({ name: 'Mo', email });
      await asked(email, target);
      const mail = await world.mails.mailTo(email);
      expect(mail.raw).not.toContain('evil');
      const browser = plainBrowser();
      await browser.open(`${linkOf(mail)}&callbackUrl=${encodeURIComponent(target)}`);
      expect((await browser.press('Sign in')).url).toBe(`${world.app.url}/`);
    },
  );

  test.each([
    'ada@example.org,eve@evil.example',
    'ada＠example.org@evil.example',
    'ada@@example.org',
    'ada\r\n@example.org',
  ])('is not sent to %j, which stands in the form again', async (email) => {
    const before = world.mails.mails.length;
    const browser = await asked(email);
    expect(browser.page().alert).toContain('That is not an e-mail address');
    expect(browser.page().url).toContain('/sign-in?');
    expect(world.mails.mails).toHaveLength(before);
  });
});

describe('an account that somebody else made with an address', () => {
  test('is taken over whole by whoever reads its mail: what was prepared opens nothing any more', async () => {
    const email = someone();
    const trap = await createUser({
      name: 'Trap',
      email,
      passwordHash: quickHash('the password of the trap'),
    });
    await prisma().identity.create({ data: { provider: 'github', subject: '666', userId: trap.id } });
    const attacker = plainBrowser();
    await attacker.open(`${world.app.url}/sign-in`);
    await attacker.press('Use a password');
    await attacker.press('Sign in', { email, password: 'the password of the trap' });
    expect(await whoIs(attacker)).toBe('Trap');

    const victim = await asked(email);
    await victim.press('Sign in', { code: digitsOf(await world.mails.mailTo(email)) });
    expect(await whoIs(victim)).toBe('Trap');
    expect(await whoIs(attacker)).toBeNull();
    expect(await prisma().identity.count({ where: { userId: trap.id } })).toBe(0);
    await attacker.open(`${world.app.url}/sign-in`);
    await attacker.press('Use a password');
    const page = await attacker.press('Sign in', { email, password: 'the password of the trap' });
    expect(page.alert).toContain('No account has this e-mail address and password');
  });

  test('keeps its password when its owner proves the address in a browser where they are signed in', async () => {
    const email = someone();
    const user = await createUser({
      name: 'Own',
      email,
      passwordHash: quickHash('my own password'),
    });
    const browser = plainBrowser();
    await browser.open(`${world.app.url}/sign-in`);
    await browser.press('Use a password');
    await browser.press('Sign in', { email, password: 'my own password' });
    const other = await asked(email);
    const mail = await world.mails.mailTo(email);
    // Signed in already, the link of the mail proves the address.
    await browser.open(linkOf(mail));
    await browser.press('Sign in');
    const after = await findUserByEmail(email);
    expect(after?.emailVerifiedAt).toBeInstanceOf(Date);
    expect(after?.passwordHash).toBe(user.passwordHash);
    expect(await whoIs(other)).toBeNull();
  });

  test('that is the owner’s, made by the terminal’s link, keeps its password when they first sign in by mail', async () => {
    const email = someone();
    const passwordHash = quickHash('the password of the owner');
    const owner = await createUser({ name: 'Owner', email, passwordHash, instanceOwner: true });
    const session = await createSession(owner.id);
    const browser = await asked(email);
    await browser.press('Sign in', { code: digitsOf(await world.mails.mailTo(email)) });
    expect(await whoIs(browser)).toBe('Owner');
    expect(await findUserByEmail(email)).toMatchObject({ passwordHash });
    expect(await prisma().session.count({ where: { id: session.id } })).toBe(1);
  });
});

test('too many mails to one address are refused, whether it is known or not', async () => {
  const known = (await createUser({ name: 'Ada', email: someone() })).email ?? '';
  const answers = [];
  for (const email of [known, someone()]) {
    for (let mail = 0; mail < 5; mail += 1)
      expect((await asked(email)).page().url).toContain('/sign-in/mail');
    const browser = await asked(email);
    answers.push(browser.page().alert);
  }
  expect(answers[0]).toMatch(/^Too many attempts\. Nothing was changed; try again in 1[45] minutes\.$/u);
  expect(answers[1]).toBe(answers[0]);
});
