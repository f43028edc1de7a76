import { axeFindings } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { NotesPage } from './support/notes-page.ts';

test('a new name is taken by keyboard on a phone, is said, and stands in the header and with those who write', async ({
  newCall,
  openNotes,
  signedInPage,
}) => {
  const call = await newCall('live');
  const page = await signedInPage('participant', call, { who: 'mara', phone: true });
  const own = await NotesPage.open(await page.context().newPage(), call);
  await own.toEnd();
  const notes = await openNotes('chair', call);
  const caret = notes.text.locator('.cn-caret');
  await expect(caret).toContainText(/mara/iu);

  await page.goto('/settings');
  const form = page.getByRole('form', { name: 'Name' });
  const field = form.getByLabel('Your name');
  const before = await field.inputValue();
  await expect(page.getByRole('banner')).toContainText(before);
  await field.fill(' ');
  await field.press('Enter');
  await expect(form.getByRole('alert')).toContainText('That name cannot be used.');
  await expect(form.getByText('Write the name that others will see.')).toBeVisible();
  await field.fill('Runa Berg');
  await field.press('Enter');
  await expect(form.getByRole('status')).toHaveText('You are called Runa Berg now.');
  await expect(field).toHaveValue('Runa Berg');
  await expect(page.getByRole('banner')).toContainText('Runa Berg');
  await expect(caret).toContainText('Runa Berg');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFindings(page)).toEqual([]);
  }
  expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(390);
});
