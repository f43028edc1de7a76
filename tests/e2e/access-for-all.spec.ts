import type { Page } from '@playwright/test';
import { axeFindings } from '#tests/e2e/support/axe.ts';
import { expect, test } from '#tests/e2e/support/fixtures.ts';

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const themes = ['light', 'dark'] as const;

async function expectNothingFound(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  for (const size of sizes) {
    for (const colorScheme of themes) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const where = `${path} at ${String(size.width)} in ${colorScheme}`;
      expect(await axeFindings(page), where).toEqual([]);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wider, `${where} is wider than the screen`).toBeLessThanOrEqual(0);
    }
  }
}

for (const path of [
  '/',
  '/tidewater',
  '/tidewater/12',
  '/tidewater/13',
  '/tidewater/14',
  '/sign-in',
  '/setup',
]) {
  test(`axe finds nothing on ${path} in both themes, wide and narrow`, async ({ page }) => {
    await expectNothingFound(page, path);
  });
}

test('axe finds nothing on the page for what is not there', async ({ page, expectConsoleErrors }) => {
  expectConsoleErrors(/status of 404/u);
  await expectNothingFound(page, '/no-such-series');
});

test('axe finds nothing on the pages of those who run a call', async ({
  newCall,
  signedInPage,
  anonymousPage,
}) => {
  test.slow();
  const call = await newCall('live');
  const page = await signedInPage('owner', call);
  await expectNothingFound(page, `/${call.series}`);
  await expectNothingFound(page, `/${call.series}/new-call`);
  await expectNothingFound(page, call.url);
  await page.getByText('Set up').click();
  expect(await axeFindings(page)).toEqual([]);
  await expectNothingFound(
    await anonymousPage(),
    await page.getByRole('textbox', { name: 'Guest link' }).inputValue(),
  );
});

test('the theme is chosen by hand, stays after a reload, and follows the system again', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  const ground = async (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByLabel('Dark').check({ force: true });
  await expect.poll(ground).not.toBe(light);
  const dark = await ground();
  await page.reload();
  expect(await ground()).toBe(dark);
  await expect(page.getByLabel('Dark')).toBeChecked();
  await page.getByLabel('As the system').check({ force: true });
  await expect.poll(ground).toBe(light);
});

test('the keyboard reaches the content first', async ({ page }) => {
  await page.goto('/tidewater/12');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});
