import { axeFindings } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';

test('an owner of the instance sees whether all is saved, without JavaScript, on a phone, in both themes', async ({
  newCall,
  openNotes,
  signedInPage,
}) => {
  const call = await newCall('live');
  const notes = await openNotes('participant', call);
  const page = await signedInPage('owner', null, { phone: true, javaScriptEnabled: false });
  await page.goto('/settings');
  await page.getByRole('link', { name: 'How the server does' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Server' })).toBeVisible();
  // A server that is busy with other tests says so for a while.
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('Nothing is failing.')).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(page.getByRole('region', { name: 'Database' })).toContainText('The embedded one');
  await expect(page.getByRole('region', { name: 'Last errors of saving' })).toContainText('None since');
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wider, 'the page is wider than the phone').toBeLessThanOrEqual(0);
  await notes.saved();
});

test('the page of the server looks again by itself and stays where it was', async ({ signedInPage }) => {
  const page = await signedInPage('owner', null, { phone: true });
  await page.goto('/settings/server');
  const asOf = page.getByRole('region', { name: 'Saving' }).locator('time').first();
  const before = (await asOf.getAttribute('datetime')) ?? '';
  const top = await page.evaluate(() => {
    scrollTo(0, 200);
    return scrollY;
  });
  // It asks anew every five seconds.
  await expect(asOf).not.toHaveAttribute('datetime', before, { timeout: 20_000 });
  expect(await page.evaluate(() => scrollY)).toBe(top);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFindings(page)).toEqual([]);
  }
});

test('nobody else is told how the server does, the owner of a series neither', async ({
  anonymousPage,
  expectConsoleErrors,
  newCall,
  signedInPage,
}) => {
  expectConsoleErrors(/status of 404/u);
  const page = await signedInPage('owner', await newCall());
  await page.goto('/settings');
  await expect(page.getByRole('link', { name: 'How the server does' })).toHaveCount(0);
  for (const other of [page, await anonymousPage()]) {
    expect((await other.goto('/settings/server'))?.status()).toBe(404);
  }
});
