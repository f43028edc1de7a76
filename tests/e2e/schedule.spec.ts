import { expect, test } from '#tests/e2e/support/fixtures.ts';
import { axeFindings } from '#tests/e2e/support/axe.ts';

test('the settings show what a cadence means as it is chosen, and follow the series to a new address', async ({
  newCall,
  signedInPage,
}) => {
  const call = await newCall('planned');
  const page = await signedInPage('owner', call);
  await page.goto(`/${call.series}`);
  await page.getByRole('navigation', { name: 'This series' }).getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  const dates = page.getByRole('region', { name: 'Next dates' });
  await expect(dates).toContainText('planned by hand');
  await expect(page.getByLabel('Day of one of the calls')).toBeHidden();

  await page.getByLabel('Time zone').fill('Europe/Paris');
  await page.getByLabel('How often').selectOption('Every two weeks');
  await page.getByLabel('Time', { exact: true }).fill('14:00');
  await expect(dates).toHaveText('Choose the day of one of the calls.');
  await page.getByLabel('Day of one of the calls').fill('2031-12-15');
  await expect(dates).toContainText('Every two weeks on Monday at 14:00, Europe/Paris');
  await expect(dates.getByRole('listitem')).toHaveCount(5);
  await page.getByLabel('How often').selectOption('Every month');
  await page.getByLabel('Which of the month').selectOption('Last');
  await expect(dates).toContainText('Every month on the last Monday at 14:00');
  expect(await axeFindings(page)).toEqual([]);

  const slug = `${call.series}-moved`;
  await page.getByLabel('Address', { exact: true }).fill(slug);
  await page.getByRole('button', { name: 'Save the settings' }).click();
  await expect(page).toHaveURL(new RegExp(`/${slug}/settings`, 'u'));
  await expect(page.getByRole('status')).toContainText('The settings are saved.');
  await expect(page.getByLabel('How often')).toHaveValue('monthlyNthWeekday');
  await page.goto(call.url);
  await expect(page).toHaveURL(new RegExp(`/${slug}/${String(call.number)}$`, 'u'));
  await page.goto(`/${slug}`);
  await expect(page.locator('main')).toContainText('Every month on the last Monday at 14:00');
});

for (const phone of [false, true]) {
  const where = phone ? 'on a phone' : 'on a desk';
  test(`a call that is moved and cancelled says so to whoever has it open, and keeps what they wrote: ${where}`, async ({
    newCall,
    signedInPage,
    openNotes,
  }) => {
    const call = await newCall('planned', undefined, ['']);
    const chair = await signedInPage('chair', call, { phone });
    await chair.goto(call.url);
    const change = async (startsAt: string): Promise<void> => {
      await chair.getByText('Change', { exact: true }).click();
      await chair.getByLabel('Starts').fill(startsAt);
      await chair.getByRole('form', { name: 'Title and time' }).getByRole('button').click();
    };
    await change('2031-12-15T13:00');
    await expect(chair.getByRole('form', { name: 'Title and time' })).toContainText('The call is changed.');
    await chair.goto(call.url);
    await change('2031-12-16T15:30');
    await expect(chair.locator('main header')).toContainText('Moved from Monday 15 December, 13:00 UTC');
    await expect(chair.getByRole('link', { name: 'Add to calendar' })).toBeVisible();

    const notes = await openNotes('participant', call, { phone });
    await notes.toEnd();
    await notes.type('kept words');
    await notes.saved();
    const { page } = notes;
    if (phone) {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide).toBeLessThanOrEqual(0);
    }

    await chair.goto(call.url);
    await chair.getByText('Change', { exact: true }).click();
    await chair.getByLabel('Reason').fill('Half of us are away');
    await chair.getByRole('button', { name: 'Cancel the call' }).click();
    await expect(page.locator('main header')).toContainText('Cancelled: Half of us are away', {
      timeout: 5000,
    });
    await expect(page.getByText('This call is cancelled, so its notes do not change.').first()).toBeVisible();
    await expect(page.locator('main')).toContainText('kept words');
    await expect(page.locator('[contenteditable="true"]')).toHaveCount(0);
    expect(await axeFindings(page)).toEqual([]);

    await page.goto(`/${call.series}`);
    const row = page.locator('tr').filter({ has: page.locator('.line-through') });
    await expect(row).toContainText('Cancelled');

    await expect(chair.locator('main header')).toContainText('Cancelled: Half of us are away');
    await chair.getByRole('button', { name: 'Restore call' }).click();
    await expect(chair.locator('main header')).toContainText('Planned');
    await page.goto(call.url);
    await expect(page.locator('[contenteditable="true"]')).toBeVisible();
    await expect(page.locator('main')).toContainText('kept words');
  });
}

test("a reader's own clock is told without moving what stands below it, and at once on the next page", async ({
  browser,
  app,
}) => {
  const context = await browser.newContext({ baseURL: app.url, timezoneId: 'Asia/Tokyo' });
  const page = await context.newPage();
  await page.route('**/*.js', (route) => route.abort());
  await page.goto('/tidewater/14');
  const agenda = page.getByRole('article');
  const before = await agenda.boundingBox();
  await expect(page.getByText('your time')).toBeHidden();
  await page.unroute('**/*.js');
  await page.goto('/tidewater/14');
  await expect(page.getByText('your time')).toBeVisible();
  expect(await agenda.boundingBox()).toEqual(before);
  await context.close();

  const again = await browser.newContext({ baseURL: app.url, javaScriptEnabled: false });
  await again.addCookies([{ name: 'zone', value: 'Asia%2FTokyo', url: app.url }]);
  const plain = await again.newPage();
  await plain.goto('/tidewater/14');
  await expect(plain.getByText('your time')).toBeVisible();
  await again.close();
});

test('a member gets a calendar address of their own, renews it, and stops the mails', async ({
  newCall,
  signedInPage,
}) => {
  const call = await newCall('planned');
  const page = await signedInPage('participant', call, { phone: true });
  await page.goto(`/${call.series}`);
  await page.getByText('Follow', { exact: true }).click();
  await page.getByRole('button', { name: 'Get a calendar address' }).click();
  const address = page.getByLabel('Your calendar of this series');
  await expect(address).toHaveValue(/\/calendar\/[\w-]{32}\.ics$/u);
  const first = await address.inputValue();
  await page.getByRole('button', { name: 'Renew the address' }).click();
  await expect(address).not.toHaveValue(first);
  expect((await page.request.get(first)).status()).toBe(404);
  await page.getByRole('button', { name: 'Stop the mails' }).click();
  await expect(page.getByText('No mails about the calls of this series come to you.')).toBeVisible();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
  expect(await axeFindings(page)).toEqual([]);
});
