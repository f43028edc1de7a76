import type { Locator, Page } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import { cable } from './support/cable.ts';
import { expect, test } from './support/fixtures.ts';
import { NotesPage } from './support/notes-page.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

const banner = (page: Page): Locator => page.getByRole('group', { name: 'Cover' });
const notetaker = (page: Page): Locator => page.locator('dt:text-is("Notetaker") + dd');

/** Waits until the caret stands where the notes go on. */
async function goesOn(notes: NotesPage): Promise<void> {
  await expect(notes.page.getByRole('status').getByText('You take the notes now.')).toBeAttached();
  await expect(notes.text).toBeFocused();
}

test('the notetaker asks to be covered, and whoever takes over has the pen, the caret and the header', async ({
  newNotes,
  openNotes,
  signedInPage,
}) => {
  const ada = await newNotes('notetaker', { who: 'ada' });
  const { call } = ada;
  const bo = await openNotes('participant', call, { who: 'bo' });
  const cem = await openNotes('participant', call, { who: 'cem' });
  const reader = await signedInPage('reader', call);
  await reader.goto(call.url);
  await ada.text.focus();
  await ada.type('Harbour lights');
  await ada.press('Control+Alt+1', 'Enter');
  await ada.type('Oskar: the first lamp');
  await ada.saved();
  await expect(notetaker(bo.page)).toHaveText(/^Ada/u);

  await ada.press('Control+.', 'c');
  await expect(banner(ada.page)).toContainText('Asked. Waiting for somebody');
  for (const { page } of [bo, cem]) {
    await expect(banner(page)).toContainText(/^Ada .* asks somebody to take over the notes\./u);
    await expect(page.getByRole('status').getByText('asks somebody to take over the notes.')).toBeAttached();
  }
  await expect(banner(reader)).toHaveCount(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await bo.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await axeFindings(bo.page)).toEqual([]);
  }

  await banner(bo.page).getByRole('button', { name: 'Take over' }).click();
  for (const { page } of [ada, bo, cem]) await expect(banner(page)).toHaveCount(0);
  await goesOn(bo);
  await bo.type('Oskar: the second lamp');
  await ada.shows(['1 Harbour lights', 'Oskar: the first lamp', 'Oskar: the second lamp']);
  await expect(ada.page.getByRole('status').getByText(/^Bo .* takes the notes now\.$/u)).toBeAttached();
  for (const { page } of [ada, bo, cem]) await expect(notetaker(page)).toHaveText(/^Bo/u, { timeout: 5000 });
});

test('a request is taken back, or accepted by the same chord', async ({ newNotes, openNotes }) => {
  const ada = await newNotes('notetaker', { who: 'ada' });
  const { call } = ada;
  const bo = await openNotes('participant', call, { who: 'bo' });
  await ada.press('Control+.', 'c');
  await expect(banner(bo.page)).toBeVisible();
  await banner(ada.page).getByRole('button', { name: 'Never mind' }).click();
  await expect(banner(bo.page)).toHaveCount(0);
  await expect(banner(ada.page)).toHaveCount(0);
  await expect(ada.text).toBeFocused();

  await ada.press('Control+.', 'c');
  await expect(banner(bo.page)).toBeVisible();
  await bo.text.focus();
  await bo.press('Control+.', 'c');
  await expect(banner(ada.page)).toHaveCount(0);
  await expect(notetaker(ada.page)).toHaveText(/^Bo/u);
  await goesOn(bo);
  await bo.type('going on');
  await expect(ada.text).toContainText('going on');
});

test('a request stands for who comes later, and after a reconnect', async ({
  openNotes,
  newCall,
  signedInPage,
}) => {
  const call = await newCall();
  const ada = await openNotes('notetaker', call, { who: 'ada' });
  await ada.text.focus();
  await ada.press('Control+.', 'c');
  await expect(banner(ada.page)).toBeVisible();
  await ada.page.reload();
  await expect(banner(ada.page)).toContainText('Asked.');
  const boPage = await signedInPage('participant', call, { who: 'bo' });
  const network = await cable(boPage);
  const bo = await NotesPage.open(boPage, call);
  await expect(banner(bo.page)).toBeVisible();
  await network.pull();
  await bo.text.focus();
  await banner(bo.page).getByRole('button', { name: 'Take over' }).click();
  await expect(bo.page.getByText('There is no connection to the server.')).toBeAttached();
  await banner(ada.page).getByRole('button', { name: 'Never mind' }).click();
  await expect(banner(ada.page)).toHaveCount(0);
  network.putBack();
  await expect(banner(bo.page)).toHaveCount(0, { timeout: 20_000 });
});

test('on a phone the request fits the screen, and is taken by thumb', async ({
  openNotes,
  newCall,
  signedInPage,
}) => {
  const call = await newCall();
  const ada = await openNotes('notetaker', call, { who: 'ada' });
  const boPage = await signedInPage('participant', call, { who: 'bo', phone: true });
  const bo = await NotesPage.open(boPage, call);
  await ada.page.getByRole('button', { name: /^Ask somebody to take over/u }).click();
  await expect(banner(boPage)).toBeInViewport({ ratio: 1 });
  await bo.row(0).tap();
  const button = banner(boPage).getByRole('button', { name: 'Take over' });
  expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  expect(await boPage.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
    0,
  );
  await button.tap();
  await expect(banner(boPage)).toHaveCount(0);
  await expect(boPage.getByRole('toolbar', { name: 'This line' })).toBeVisible();
  await goesOn(bo);
  await bo.type('by thumb');
  await expect(ada.text).toContainText('by thumb');
});
