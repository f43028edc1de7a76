import { expect, test } from '#tests/e2e/support/fixtures.ts';

test('whoever has the link of a call comes in with a chosen name and may write', async ({
  newCall,
  signedInPage,
  anonymousPage,
  expectConsoleErrors,
}) => {
  expectConsoleErrors(/status of 404/u);
  const call = await newCall('live');
  const chair = await signedInPage('chair', call);
  await chair.goto(call.url);
  await chair.getByText('Set up').click();
  const link = await chair.getByRole('textbox', { name: 'Guest link' }).inputValue();

  const guest = await anonymousPage();
  expect((await guest.goto(call.url))?.status()).toBe(404);
  await guest.goto(link);
  await guest.getByLabel('Your name').fill('  Ida   from the harbour ');
  await guest.getByRole('button', { name: 'Join the call' }).click();
  await expect(guest).toHaveURL(call.url);
  await expect(guest.getByRole('banner').first()).toContainText('Ida from the harbour (guest)');
  await expect(guest.getByRole('textbox', { name: /Notes/u })).toBeVisible();
  await expect(guest.getByRole('button', { name: /Start|End|Publish|Set up/u })).toHaveCount(0);

  await guest.goto('/');
  await expect(guest.getByRole('heading', { name: 'Calls you joined' })).toBeVisible();
  expect((await guest.goto(`/${call.series}`))?.status()).toBe(404);
});

test('a name that nobody could read is refused', async ({ newCall, signedInPage, anonymousPage }) => {
  const call = await newCall('live');
  const chair = await signedInPage('chair', call);
  await chair.goto(call.url);
  await chair.getByText('Set up').click();
  const guest = await anonymousPage();
  await guest.goto(await chair.getByRole('textbox', { name: 'Guest link' }).inputValue());
  await guest.getByLabel('Your name').fill('\u200B\u200B');
  await guest.getByRole('button', { name: 'Join the call' }).click();
  await expect(guest.getByText('Write the name that others will see.')).toBeVisible();
});

test('a link that is not one leads nowhere', async ({ page, expectConsoleErrors }) => {
  expectConsoleErrors(/status of 404/u);
  expect((await page.goto('/join/not-a-link'))?.status()).toBe(404);
});
