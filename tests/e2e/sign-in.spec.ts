import type { BrowserContext, Page } from '@playwright/test';
import { axeFindings } from '#tests/e2e/support/axe.ts';
import { expect, test } from '#tests/e2e/support/fixtures.ts';
import type { NewCall } from '#tests/e2e/support/fixtures.ts';
import { callnotesOutput } from '#tests/support/app.ts';
import { digitsOf, linkOf, startSignInWorld, type SignInWorld } from '#tests/support/sign-in-world.ts';

const owner = { name: 'Odile Brand', email: 'odile@example.org', password: 'seven lamps at dusk' };
const member = 'rosa.quill@example.org';

let world: SignInWorld;
let call: NewCall;
let path: string;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  world = await startSignInWorld();
  call = JSON.parse(
    await callnotesOutput(['new-call', 'harbour', '--state', 'live', '--json'], world.app),
  ) as NewCall;
  path = new URL(call.url).pathname;
  // A member of the series whose address nobody has proved yet.
  await callnotesOutput(['session', member, '--call', 'harbour/1', '--role', 'participant'], world.app);
});

test.afterAll(() => world.close());

test.beforeEach(({ expectConsoleErrors }) => {
  expectConsoleErrors(/status of 404/u);
});

/** A page of a new browser that may not see the call, and has gone to the sign-in page from there. */
async function atSignIn(newContext: () => Promise<BrowserContext>): Promise<Page> {
  const page = await (await newContext()).newPage();
  expect((await page.goto(path))?.status()).toBe(404);
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  return page;
}

async function expectAtCall(page: Page, name: string): Promise<void> {
  await expect(page).toHaveURL(call.url);
  await expect(page.getByRole('banner').first()).toContainText(name);
  await expect(page.getByRole('textbox', { name: /Notes/u })).toBeVisible();
}

test('people sign in by password, by mail’s digits, by mail’s link and with another site, each back where they wanted to be', async ({
  browser,
  consoleWatch,
}) => {
  test.slow();
  const contexts: BrowserContext[] = [];
  const newContext = async (): Promise<BrowserContext> => {
    const context = await browser.newContext({ baseURL: world.app.url });
    consoleWatch.watch(context);
    contexts.push(context);
    return context;
  };

  await test.step('by password', async () => {
    const setUp = await (await newContext()).newPage();
    await setUp.goto(world.app.setupUrl ?? '');
    await setUp.getByLabel('Your name').fill(owner.name);
    await setUp.getByLabel('E-mail').fill(owner.email);
    await setUp.getByLabel('Password').fill(owner.password);
    await setUp.getByRole('button', { name: 'Make the owner account' }).click();
    await expect(setUp.getByRole('banner').first()).toContainText(owner.name);

    const page = await atSignIn(newContext);
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByRole('button', { name: 'Use a password' }).click();
    await expect(page.getByLabel('E-mail')).toHaveValue(owner.email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('main').getByRole('alert')).toHaveText(
      'No account has this e-mail address and password. Check both and try again.',
    );
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expectAtCall(page, owner.name);
  });

  await test.step('by the digits of the mail', async () => {
    const page = await atSignIn(newContext);
    await page.getByLabel('E-mail').fill(member);
    await page.getByRole('button', { name: 'Mail me a link and a code' }).click();
    await expect(page.getByRole('heading', { name: 'Look at your mail' })).toBeVisible();
    await page.getByLabel('Six digits').fill('00000');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText('Write the six digits that stand in the mail.')).toBeVisible();
    await page.getByLabel('Six digits').fill(digitsOf(await world.mails.mailTo(member)));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expectAtCall(page, 'Rosa Quill');
  });

  await test.step('by the link of the mail, opened in another browser', async () => {
    const page = await atSignIn(newContext);
    await page.getByLabel('E-mail').fill(member);
    await page.getByRole('button', { name: 'Mail me a link and a code' }).click();
    await expect(page.getByRole('heading', { name: 'Look at your mail' })).toBeVisible();
    const link = linkOf(await world.mails.mailTo(member, 2));
    const phone = await (await newContext()).newPage();
    await phone.goto(link);
    await expect(phone.getByText(`As ${member}`)).toBeVisible();
    await phone.getByRole('button', { name: 'Sign in' }).click();
    await expectAtCall(phone, 'Rosa Quill');
    await page.goto(link);
    await expect(page.getByText('This link does not sign in any more')).toBeVisible();
  });

  await test.step('with a real OpenID Connect provider, for the account whose address is proved on both sides', async () => {
    world.provider.account('rosa', { name: 'R. Quill', email: member, email_verified: true });
    const page = await atSignIn(newContext);
    await page.getByRole('button', { name: 'Continue with Harbour ID' }).click();
    await page.getByLabel('Account').fill('rosa');
    await page.getByRole('button', { name: 'Go on' }).click();
    await expectAtCall(page, 'Rosa Quill');
  });

  for (const context of contexts) await context.close();
});

test('somebody signed out from another browser is out within a second: page and open notes', async ({
  browser,
  consoleWatch,
}) => {
  const signedIn = async (): Promise<string> =>
    callnotesOutput(['session', member, '--call', 'harbour/1', '--role', 'participant'], world.app);
  await signedIn();
  const pages: Page[] = [];
  for (let index = 0; index < 2; index += 1) {
    const context = await browser.newContext({ baseURL: world.app.url });
    consoleWatch.watch(context);
    pages.push(await context.newPage());
  }
  const [there, here] = pages as [Page, Page];
  await there.goto('/sign-in');
  await there.getByLabel('E-mail').fill(member);
  const sent = world.mails.mails.filter(({ to }) => to.includes(member)).length;
  await there.getByRole('button', { name: 'Mail me a link and a code' }).click();
  await there.getByLabel('Six digits').fill(digitsOf(await world.mails.mailTo(member, sent + 1)));
  await there.getByRole('button', { name: 'Sign in' }).click();
  await expect(there.getByRole('banner').first()).toContainText('Rosa Quill');
  const opened = there.waitForEvent('websocket');
  await there.goto(path);
  const socket = await opened;
  await expect(there.getByRole('textbox', { name: /Notes/u })).toBeVisible();

  // The first proof of an address ends what was signed in before it.
  const cookie = await signedIn();
  const at = cookie.indexOf('=');
  await here
    .context()
    .addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: world.app.url }]);
  await here.goto('/settings');
  const list = here.getByRole('form', { name: 'Where you are signed in' });
  await expect(list.getByText('This browser')).toBeVisible();
  const closed = socket.waitForEvent('close').then(() => performance.now());
  const begun = performance.now();
  await list
    .getByRole('listitem')
    .filter({ hasText: 'by mail' })
    .first()
    .getByRole('button', { name: /Sign out there/u })
    .click();
  expect((await closed) - begun).toBeLessThan(1000);
  await expect(there.getByText('You are signed out. Sign in again').first()).toBeVisible();
  expect((await there.request.get(path)).status()).toBe(404);
  expect((await here.request.get(path)).status()).toBe(200);
  for (const page of pages) await page.context().close();
});

test('the pages of signing in work without JavaScript, at 390 pixels and in the dark', async ({
  browser,
  consoleWatch,
}) => {
  const email = 'new.here@example.org';
  const phone = await browser.newContext({
    baseURL: world.app.url,
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
  });
  consoleWatch.watch(phone);
  const page = await phone.newPage();
  const narrow = async (): Promise<void> => {
    expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(390);
    for (const button of await page.getByRole('main').getByRole('button').all()) {
      expect((await button.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(44);
    }
  };
  await page.goto('/sign-in?callbackUrl=%2Ftidewater%2F12');
  await narrow();
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Use a password' }).click();
  await expect(page.getByLabel('E-mail')).toHaveValue(email);
  await page.getByRole('button', { name: 'Use a mail instead' }).click();
  await page.getByRole('button', { name: 'Mail me a link and a code' }).click();
  await narrow();
  await page.getByLabel('Six digits').fill(digitsOf(await world.mails.mailTo(email)));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await narrow();
  await page.getByLabel('Your name').fill('Nia Newby');
  await page.getByRole('button', { name: 'Make my account' }).click();
  await expect(page).toHaveURL(`${world.app.url}/tidewater/12`);
  await page.goto('/settings');
  await expect(page.getByText('This browser')).toBeVisible();
  await phone.close();

  const reader = await browser.newContext({ baseURL: world.app.url });
  const other = await reader.newPage();
  for (const path of [
    '/sign-in',
    '/sign-in?error=OAuthSignin&provider=oidc',
    '/sign-in/mail',
    '/sign-in/link',
  ]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await other.emulateMedia({ colorScheme });
      await other.goto(path);
      expect(await axeFindings(other), `${path} in ${colorScheme}`).toEqual([]);
    }
  }
  await reader.close();
});
