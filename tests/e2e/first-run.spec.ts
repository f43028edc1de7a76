import { expect, test } from '#tests/e2e/support/fixtures.ts';
import { startApp, type App } from '#tests/support/app.ts';

const owner = { name: 'Odile Brand', email: 'odile@example.org', password: 'seven lamps at dusk' };

let own: App;

test.beforeAll(async () => {
  own = await startApp();
});

test.afterAll(async () => {
  await own.stop();
});

test('the first visit leads from the sample to an owner with a series and a call of their own', async ({
  browser,
  consoleWatch,
  expectConsoleErrors,
}) => {
  expectConsoleErrors(/status of 404/u);
  const context = await browser.newContext({ baseURL: own.url });
  consoleWatch.watch(context);
  const page = await context.newPage();

  await test.step('the sample stands there and its live call is one click away', async () => {
    await page.goto('/');
    await expect(page.getByText('Nobody has an account here yet')).toBeVisible();
    await page.getByRole('link', { name: 'Open its live call' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('The first clock on the quay');
    await expect(page.getByRole('article')).toContainText('If it survives there, it survives anywhere');
  });

  await test.step('the setup page opens only with the token from the terminal', async () => {
    await page.goto('/setup');
    await expect(page.getByText('This page opens with the setup link')).toBeVisible();
    await page.goto('/setup?token=guessed');
    await expect(page.getByRole('button', { name: 'Make the owner account' })).toBeHidden();
    expect(own.setupUrl).not.toBeNull();
    await page.goto(own.setupUrl ?? '');
  });

  await test.step('what is wrong with the form stands at its fields, and what was typed stays', async () => {
    await page.getByLabel('Your name').fill(owner.name);
    await page.getByLabel('E-mail').fill('odile@example.org, eve@example.org');
    await page.getByLabel('Password').fill(owner.password);
    await page.locator('form').evaluate((form: HTMLFormElement) => {
      form.noValidate = true;
    });
    await page.getByRole('button', { name: 'Make the owner account' }).click();
    await expect(page.getByText('Write one address')).toBeVisible();
    await expect(page.getByLabel('Your name')).toHaveValue(owner.name);
    await expect(page.getByLabel('Password')).toHaveValue('');
  });

  await test.step('the owner is made and signed in', async () => {
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Make the owner account' }).click();
    await expect(page.getByRole('banner')).toContainText(owner.name);
    await expect(page).toHaveURL(`${own.url}/`);
    const cookie = (await context.cookies()).find(({ name }) => name === 'next-auth.session-token');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  });

  await test.step('the setup page is gone for good', async () => {
    const answer = await page.goto(own.setupUrl ?? '');
    expect(answer?.status()).toBe(404);
  });

  await test.step('the sample is removed in one click', async () => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Remove the sample' }).click();
    await expect(page.getByText('No series yet')).toBeVisible();
    expect((await page.request.get('/tidewater/13')).status()).toBe(404);
  });

  await test.step('a series and its first call are made', async () => {
    await page.getByRole('main').getByRole('link', { name: 'New series' }).first().click();
    await page.getByLabel('Title').fill('Lantern weekly');
    await expect(page.getByLabel('Address')).toHaveValue('lantern-weekly');
    await page.getByLabel('Time zone').fill('Europe/Lisbon');
    await page.getByRole('button', { name: 'Make the series' }).click();
    await expect(page.getByRole('heading', { name: 'Lantern weekly' })).toBeVisible();
    await page.goto('/lantern-weekly/people');
    await expect(page.getByText('This server has no mail server yet')).toBeVisible();
    await page.goto('/lantern-weekly');
    await page.getByRole('link', { name: 'New call' }).first().click();
    await page.getByLabel('Title').fill('Wicks and oil');
    await page.getByLabel('Starts').fill('2027-06-14T10:00');
    await page.getByLabel('Minutes').fill('45');
    await page.getByRole('button', { name: 'Plan the call' }).click();
    await expect(page).toHaveURL(`${own.url}/lantern-weekly/1`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Wicks and oil');
    await expect(page.getByRole('banner').nth(0)).toBeVisible();
    await expect(page.getByText('Mon 14 Jun 2027, 09:00 UTC')).toBeVisible();
    await expect(page.getByText('10:00 Lisbon')).toBeVisible();
  });

  await test.step('signing out ends the session, and a wrong pair says the same for everybody', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
    expect((await page.request.get('/lantern-weekly')).status()).toBe(404);
    for (const email of [owner.email, 'nobody@example.org']) {
      await page.goto('/sign-in?callbackUrl=%2Flantern-weekly');
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password').fill('not the password');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('main').getByRole('alert')).toHaveText(
        'No account has this e-mail address and password. Check both and try again.',
      );
      await expect(page.getByLabel('E-mail')).toHaveValue(email);
    }
  });

  await test.step('signing in leads to where the person wanted to go', async () => {
    await page.getByLabel('E-mail').fill(owner.email.toUpperCase());
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(`${own.url}/lantern-weekly`);
    await expect(page.getByRole('heading', { name: 'Lantern weekly' })).toBeVisible();
  });

  await context.close();
});
