import { expect, test } from '#tests/e2e/support/fixtures.ts';

test('a chair starts, ends, publishes and reopens a call, and readers see each state', async ({
  newCall,
  signedInPage,
}) => {
  const call = await newCall('planned');
  const chair = await signedInPage('chair', call);
  const reader = await signedInPage('reader', call);
  await chair.goto(call.url);
  const state = chair.locator('main header');

  await expect(state).toContainText('Planned');
  await chair.getByRole('button', { name: 'Start call' }).click();
  await expect(state).toContainText('Live');
  await chair.getByRole('button', { name: 'End call' }).click();
  await expect(state).toContainText('In review');

  await reader.goto(call.url);
  await expect(reader.locator('main header')).toContainText('In review');
  await expect(reader.getByRole('button', { name: /Start|End|Publish|Reopen|Set up/u })).toHaveCount(0);

  await chair.getByRole('button', { name: 'Publish notes' }).click();
  await expect(state).toContainText('Published');
  await expect(chair.getByRole('article')).toBeVisible();
  await expect(reader.locator('main header')).toContainText('Published', { timeout: 15_000 });

  await chair.getByRole('button', { name: 'Reopen' }).click();
  await expect(state).toContainText('In review');
  await expect(state).toContainText('Reopened');
});

test('a chair assigns the notetaker and locks the agenda against participants', async ({
  newCall,
  signedInPage,
}) => {
  const call = await newCall('planned');
  const chair = await signedInPage('chair', call);
  const participant = await signedInPage('participant', call, { who: 'pia' });
  await chair.goto(call.url);
  await chair.getByText('Set up').click();
  const choice = chair.getByRole('combobox', { name: 'Notetaker' });
  const pia = choice.locator('option', { hasText: /pia/iu });
  await choice.selectOption((await pia.textContent()) ?? '');
  await chair.getByRole('button', { name: 'Assign notetaker' }).click();
  await expect(chair.getByText(/ is the notetaker now\.$/u)).toBeVisible();

  const other = await signedInPage('participant', call, { who: 'otto' });
  await chair.getByRole('button', { name: 'Lock the agenda' }).click();
  await expect(chair.getByRole('button', { name: 'Open the agenda' })).toBeVisible();
  await other.goto(call.url);
  await expect(other.getByText('The chair has locked the agenda.')).toBeVisible();
  await participant.goto(call.url);
  await expect(participant.getByRole('button', { name: 'Start call' })).toBeVisible();

  await choice.focus();
  await chair.keyboard.press('Escape');
  await expect(choice).toBeHidden();
  await expect(chair.locator('summary', { hasText: 'Set up' })).toBeFocused();
});

test('a chair plans the next call of the series', async ({ newCall, signedInPage }) => {
  const call = await newCall('published');
  const page = await signedInPage('chair', call);
  await page.goto(`/${call.series}`);
  await page.getByRole('link', { name: 'New call' }).click();
  await expect(page.getByLabel('Number')).toHaveValue(String(call.number + 1));
  await page.getByLabel('Number').fill(String(call.number));
  await page.getByLabel('Title').fill('The one after');
  await page.getByRole('button', { name: 'Plan the call' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('already');
  await expect(page.getByLabel('Title')).toHaveValue('The one after');
  await page.getByLabel('Number').fill('40');
  await page.getByRole('button', { name: 'Plan the call' }).click();
  await expect(page).toHaveURL(new RegExp(`/${call.series}/40$`, 'u'));
  await page.goto(`/${call.series}`);
  await expect(page.getByRole('row', { name: /40 The one after/u })).toContainText('Planned');
});

test('what strangers may not open looks like what is not there', async ({
  newCall,
  anonymousPage,
  expectConsoleErrors,
}) => {
  expectConsoleErrors(/status of 404/u);
  const call = await newCall('published');
  const page = await anonymousPage();
  const words: string[] = [];
  for (const path of [
    `/${call.series}/${String(call.number)}`,
    `/${call.series}`,
    '/no-such-series',
    '/no-such-series/1',
  ]) {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(404);
    words.push(await page.getByRole('main').innerText());
  }
  expect(new Set(words).size).toBe(1);
});
