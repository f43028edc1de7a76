import type { Browser, Page } from '@playwright/test';
import { axeFindings } from '#tests/e2e/support/axe.ts';
import { expect, test } from '#tests/e2e/support/fixtures.ts';
import { startApp, type App } from '#tests/support/app.ts';
import { startMailServer, type MailServer } from '#tests/support/mail-server.ts';

const SERIES = '/tidewater';
const LIVE = '/tidewater/13';
const owner = { name: 'Odile Brand', email: 'odile@example.org', password: 'seven lamps at dusk' };

let own: App;
let mails: MailServer;

test.beforeAll(async () => {
  mails = await startMailServer();
  own = await startApp({ env: { SMTP_URL: mails.url, MAIL_FROM: 'Callnotes <notes@example.org>' } });
});

test.afterAll(async () => {
  await own.stop();
  await mails.close();
});

/** The link of an invitation in the newest mail to somebody. */
async function mailedLink(address: string, count = 1): Promise<string> {
  return /http\S+\/invitation\/[\w-]+/u.exec((await mails.mailTo(address, count)).text)?.[0] ?? '';
}

test('an owner invites people by mail and by a link, gives and takes their roles, and tidies the roster', async ({
  browser,
  consoleWatch,
  expectConsoleErrors,
}) => {
  // Pages that are refused, and sockets that are ended.
  expectConsoleErrors(/status of 404/u);
  const another = async (from: Browser = browser, options: object = {}): Promise<Page> => {
    const context = await from.newContext({ baseURL: own.url, ...options });
    consoleWatch.watch(context);
    return context.newPage();
  };
  const page = await another();
  const members = page.getByRole('list', { name: 'Members' });
  const invitations = page.getByRole('list', { name: 'Open invitations' });
  const roster = page.getByRole('list', { name: 'Roster' });

  await test.step('the owner opens the people of the sample', async () => {
    await page.goto(own.setupUrl ?? '');
    await page.getByLabel('Your name').fill(owner.name);
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Make the owner account' }).click();
    await expect(page.getByRole('banner')).toContainText(owner.name);
    await page.goto(SERIES);
    await page.getByRole('navigation', { name: 'This series' }).getByRole('link', { name: 'People' }).click();
    await expect(members.getByRole('listitem')).toHaveCount(3);
    await expect(page.getByText('No invitation is open.')).toBeVisible();
  });

  await test.step('two addresses are invited by mail, and one that is none is told', async () => {
    const form = page.getByRole('form', { name: 'Invite by mail' });
    await expect(form.getByText('Make a link instead')).toHaveCount(0);
    await form.getByLabel('E-mail addresses').fill('ada@example.org\nnobody');
    await form.getByLabel('Role').selectOption('reader');
    await form.getByRole('button', { name: 'Send the invitations' }).click();
    await expect(form.getByText('“nobody” is not an e-mail address.')).toBeVisible();
    await expect(form.getByLabel('E-mail addresses')).toHaveValue('ada@example.org\nnobody');
    await expect(form.getByLabel('Role')).toHaveValue('reader');
    await form.getByLabel('Role').selectOption('participant');
    await form.getByLabel('E-mail addresses').fill('ada@example.org\nfemke@example.org');
    await form.getByRole('button', { name: 'Send the invitations' }).click();
    await expect(form.getByText('2 invitations are on their way.')).toBeVisible();
    await expect(invitations.getByRole('listitem')).toHaveCount(2);
  });

  const ada = await another();
  await test.step('whoever reads the mail gets an account, without a password, and is a member', async () => {
    await ada.goto(await mailedLink('ada@example.org'));
    await expect(ada.getByText('Odile Brand invites you as a participant')).toBeVisible();
    expect(await axeFindings(ada)).toEqual([]);
    await ada.getByLabel('Your name').fill('Ada Berg');
    await ada.getByRole('button', { name: 'Accept and make the account' }).click();
    await expect(ada).toHaveURL(new RegExp(`${SERIES}$`, 'u'));
    await expect(ada.getByRole('banner')).toContainText('Ada Berg');
    await ada.goto(`${SERIES}/people`);
    await expect(ada.getByText(owner.email)).toHaveCount(0);
    await expect(ada.getByRole('heading', { name: /Invitations/u })).toHaveCount(0);
  });

  await test.step('a revoked invitation says so', async () => {
    await page.reload();
    await invitations.getByRole('button', { name: 'Revoke the invitation for femke@example.org' }).click();
    await expect(page.getByText('The invitation is revoked.')).toBeVisible();
    await expect(invitations).toBeHidden();
    const femke = await another();
    await femke.goto(await mailedLink('femke@example.org'));
    await expect(femke.getByRole('heading', { name: 'This invitation was revoked' })).toBeVisible();
  });

  await test.step('a link lets in who has an account, once as often as it says', async () => {
    const form = page.getByRole('form', { name: 'Invite by a link' });
    await form.getByLabel('How many may use it').fill('1');
    await form.getByLabel('Role').selectOption('chair');
    await form.getByRole('button', { name: 'Make a link' }).click();
    const link = await form.getByLabel('Invitation link').inputValue();
    await expect(invitations).toContainText('Used 0 of 1');

    const stranger = await another(browser, { javaScriptEnabled: false });
    await stranger.goto(link);
    await stranger.getByRole('link', { name: 'Sign in' }).last().click();
    await expect(stranger).toHaveURL(/callbackUrl=%2Finvitation%2F/u);

    await ada.goto(link);
    await ada.getByRole('button', { name: 'Accept as Ada Berg' }).click();
    await expect(ada).toHaveURL(new RegExp(`${SERIES}$`, 'u'));
    await stranger.goto(link);
    await expect(stranger.getByRole('heading', { name: 'This invitation is used up' })).toBeVisible();
  });

  await test.step('a role that is lowered acts on the notes that are open, and so does being removed', async () => {
    await ada.goto(LIVE);
    const notes = ada.getByRole('textbox', { name: /^Notes for/u });
    await expect(notes).toBeEditable({ timeout: 30_000 });
    await page.goto(`${SERIES}/people`);
    const row = members.getByRole('listitem').filter({ hasText: 'Ada Berg' });
    await expect(row.getByRole('combobox', { name: 'Role of Ada Berg' })).toHaveValue('chair');
    await row.getByRole('combobox', { name: 'Role of Ada Berg' }).selectOption('reader');
    await row.getByRole('button', { name: 'Change the role of Ada Berg' }).click();
    await expect(page.getByText('Ada Berg is a reader now.')).toBeVisible();
    await expect(notes).not.toBeEditable({ timeout: 2_000 });
    await expect(ada.getByText('You can read these notes but not change them.').first()).toBeVisible();
    await row.getByText('Remove Ada Berg').first().click();
    await row.getByRole('button', { name: 'Remove Ada Berg', exact: true }).click();
    await expect(page.getByText('Ada Berg is not a member any more.')).toBeVisible();
    await ada.goto(`${SERIES}/people`);
    await expect(ada.getByRole('heading', { name: 'This page is not here' })).toBeVisible();
  });

  await test.step('somebody of the roster is named anew, coloured, merged and split again', async () => {
    const first = roster.getByRole('listitem').first();
    const name = 'Ottolie';
    await first.getByRole('link', { name: /^Edit/u }).click();
    const form = page.getByRole('form', { name: /^Change/u });
    const before = await form.getByLabel('Name', { exact: true }).inputValue();
    await form.getByLabel('Name', { exact: true }).fill(name);
    await form.getByLabel('Initials').fill('Q7');
    await form.getByText('Pink').click();
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(first).toContainText(`Q7${name}also ${before}`);

    await expect(first).toContainText('Easily taken for Ottoline');
    await expect(page.getByLabel('Merge into').locator('option').first()).toContainText('Ottoline');
    await page.getByRole('button', { name: 'Merge' }).click();
    await expect(page.getByText(`${name} was merged into Ottoline.`)).toBeVisible();
    const merged = roster.getByRole('listitem').filter({ hasText: `also ${name}` });
    await expect(merged).toContainText('Ottoline');
    await page.goto(LIVE);
    await expect(page.locator('main')).not.toContainText(name);

    await page.goto(`${SERIES}/people`);
    await merged.getByRole('link', { name: /^Edit/u }).click();
    await page.getByRole('button', { name: `Split ${name} off` }).click();
    await expect(roster.getByRole('listitem').filter({ hasText: name }).first()).toContainText('Q7');
    await expect(merged).toHaveCount(0);
  });

  await test.step('the page is sound in both themes and on a phone', async () => {
    for (const theme of ['Light', 'Dark']) {
      await page.emulateMedia({ colorScheme: theme === 'Dark' ? 'dark' : 'light' });
      expect(await axeFindings(page), theme).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
  });
});
