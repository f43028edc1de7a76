import type { Locator, Page } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { NotesPage } from './support/notes-page.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

const bar = (page: Page): Locator => page.getByRole('toolbar', { name: 'This line' });
const chips = (page: Page): Locator => bar(page).getByRole('group', { name: 'Who speaks' });
const tapName = (page: Page, name: string): Promise<void> =>
  chips(page)
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .tap();
const tapButton = (page: Page, name: string): Promise<void> =>
  bar(page).getByRole('button', { name, exact: true }).tap();

/** A phone's page of notes in which three people have spoken once each. */
const threePeople = { phone: true, rows: ['Ada Lind: here', 'Bo Ek: here', 'Cem Toprak: here'] };

/** Counts how often the text has lost the focus from here on. */
async function watchFocus(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counter = window as unknown as { lost: number };
    counter.lost = 0;
    document.querySelector('.cn-notes')?.addEventListener('blur', () => {
      counter.lost += 1;
    });
  });
  return () => page.evaluate(() => (window as unknown as { lost: number }).lost);
}

test('a small call is written by tapping names and typing', async ({ newNotes }) => {
  const notes = await newNotes('notetaker', threePeople);
  const { page } = notes;
  const lost = await watchFocus(page);

  await tapName(page, 'Ada Lind');
  await notes.type('the build is red');
  await tapName(page, 'Cem Toprak');
  await notes.type('I will look at it');
  await tapButton(page, 'Action');
  await tapName(page, 'Ada Lind');
  await notes.type('who else has seen this');
  await tapButton(page, 'Question');
  await tapName(page, 'Bo Ek');
  await tapButton(page, 'Gap');
  await notes.type('we go on');
  await tapButton(page, 'Decision');
  await tapButton(page, 'New line');
  await notes.type('nobody in particular');
  await notes.shows([
    'Ada Lind: here',
    'Bo Ek: here',
    'Cem Toprak: here',
    'Ada Lind: the build is red',
    '(action) Cem Toprak: I will look at it',
    '(question) Ada Lind: who else has seen this',
    '(decision) Bo Ek: …we go on',
    'nobody in particular',
  ]);
  await tapButton(page, 'Undo');
  await expect.poll(async () => (await notes.rows()).at(-1)).not.toBe('nobody in particular');
  await expect(notes.text).toBeFocused();
  expect(await lost()).toBe(0);
  await notes.saved();
});

test('who is likely next stands first, and the speaker of the line is marked', async ({ newNotes }) => {
  const notes = await newNotes('notetaker', threePeople);
  const { page } = notes;
  const names = (): Promise<string[]> => chips(page).locator('.cn-chip-name').allTextContents();
  await expect.poll(names).toEqual(['Bo Ek, suggested', 'Cem Toprak', 'Ada Lind']);
  await expect(chips(page).getByRole('button', { name: 'Bo Ek, suggested' })).toBeVisible();
  await expect(chips(page).getByRole('button', { pressed: true })).toHaveAccessibleName('Cem Toprak');
  await tapName(page, 'Bo Ek');
  await expect.poll(names).toEqual(['Cem Toprak, suggested', 'Bo Ek', 'Ada Lind']);
  await expect(chips(page).getByRole('button', { pressed: true })).toHaveAccessibleName('Bo Ek');
});

test('a word that an input method has not finished stays in its line', async ({ newNotes }) => {
  const notes = await newNotes('notetaker', threePeople);
  const { page } = notes;
  const keyboard = await page.context().newCDPSession(page);
  await tapName(page, 'Ada Lind');
  await keyboard.send('Input.imeSetComposition', { text: 'nihao', selectionStart: 5, selectionEnd: 5 });
  await tapName(page, 'Bo Ek');
  await notes.type('then');
  await expect.poll(async () => (await notes.rows()).slice(3)).toEqual(['Ada Lind: nihao', 'Bo Ek: then']);
});

for (const width of [390, 360]) {
  test(`nothing is out of sight or too small for a thumb at ${String(width)} px`, async ({ newNotes }) => {
    const said = Array.from({ length: 30 }, (_, row) => `${row % 2 === 0 ? 'Ada Lind' : 'Bo Ek'}: words`);
    const long = [...threePeople.rows, 'Bo Ek: here a line of a long note', ...said];
    const notes = await newNotes('owner', { ...threePeople, rows: long });
    const { page } = notes;
    await page.setViewportSize({ width, height: 780 });
    for (let row = 0; row < 12; row += 1) {
      await tapName(page, row % 2 === 0 ? 'Cem Toprak' : 'Bo Ek');
      await notes.type('words');
    }

    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wider).toBeLessThanOrEqual(0);
    const top = page.getByRole('toolbar', { name: 'Editing' });
    expect(await top.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
    for (const button of await top.getByRole('button').all()) {
      await expect(button).toBeInViewport({ ratio: 1 });
      const box = await button.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
    }
    for (const chip of await chips(page).getByRole('button').all()) {
      const box = await chip.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(44);
      expect(box?.width).toBeGreaterThanOrEqual(44);
    }
    for (const button of await bar(page).getByRole('group', { name: 'Line' }).getByRole('button').all()) {
      await expect(button).toBeInViewport({ ratio: 1 });
      const box = await button.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(44);
      expect(await button.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
    }
    await expect.poll(() => caretLineIsClear(page)).toBe(true);
  });
}

/** Whether the line at the caret stands whole between the toolbar and the line bar. */
async function caretLineIsClear(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const at = getSelection()?.focusNode;
    const element = at instanceof Element ? at : at?.parentElement;
    const row = element?.closest('.cn-line')?.getBoundingClientRect();
    const above = document.querySelector('.cn-bar')?.getBoundingClientRect();
    const below = document.querySelector('.cn-line-bar')?.getBoundingClientRect();
    if (row === undefined || above === undefined || below === undefined) return false;
    return row.top >= above.bottom && row.bottom <= below.top;
  });
}

test('the bar stands above a keyboard that lies over the page, and the caret above the bar', async ({
  newCall,
  signedInPage,
}) => {
  const call = await newCall('live', undefined, threePeople.rows);
  const page = await signedInPage('notetaker', call, { phone: true });
  // A browser without a screen has no keyboard: its visual viewport is played.
  await page.addInitScript(() => {
    const played = new EventTarget() as EventTarget & Record<string, unknown>;
    Object.assign(played, { scale: 1, offsetLeft: 0, offsetTop: 0, pageLeft: 0, pageTop: 0 });
    Object.assign(played, { width: 390, height: window.innerHeight });
    Object.defineProperty(window, 'visualViewport', { value: played });
  });
  const notes = await NotesPage.open(page, call);
  await notes.toEnd();
  const end = (): Promise<number> =>
    bar(page).evaluate((element) => Math.round(element.getBoundingClientRect().bottom));
  await expect.poll(end).toBe(844);
  await page.evaluate(() => {
    Object.assign(window.visualViewport ?? {}, { height: 500 });
    window.visualViewport?.dispatchEvent(new Event('resize'));
  });
  await expect.poll(end).toBe(500);
  for (let row = 0; row < 14; row += 1) {
    await tapName(page, row % 2 === 0 ? 'Ada Lind' : 'Bo Ek');
    await notes.type('words');
  }
  await expect.poll(() => caretLineIsClear(page)).toBe(true);
});

test('the bar is there only while the text is written in', async ({ newCall, signedInPage }) => {
  const call = await newCall();
  const page = await signedInPage('notetaker', call, { phone: true });
  const notes = await NotesPage.open(page, call);
  await expect(bar(page)).toHaveCount(0);
  await notes.row(0).tap();
  await expect(bar(page)).toBeVisible();
  await expect(bar(page).getByRole('button', { name: 'Undo' })).toBeVisible();
  await page.getByRole('button', { name: 'Link', exact: true }).tap();
  await expect(page.getByLabel('Address of the link')).toBeFocused();
  await expect(bar(page)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(bar(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bar(page)).toHaveCount(0);
});

test('a wide window under a mouse has the toolbar with the tags, and no bar', async ({ newNotes }) => {
  const notes = await newNotes('notetaker');
  const { page } = notes;
  const top = page.getByRole('toolbar', { name: 'Editing' });
  await expect(top.getByRole('button', { name: 'Decision' })).toBeVisible();
  await expect(bar(page)).toHaveCount(0);
  await page.setViewportSize({ width: 600, height: 800 });
  await expect(bar(page)).toBeVisible();
  await expect(top.getByRole('button', { name: 'Decision' })).toHaveCount(0);
  await expect(top.getByRole('button', { name: 'Bold' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the live page with the bar open, ${colorScheme}`, async ({ newNotes }) => {
    const notes = await newNotes('notetaker', threePeople);
    const { page } = notes;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await tapName(page, 'Ada Lind');
    await tapButton(page, 'Action');
    await expect(bar(page)).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
  });
}
