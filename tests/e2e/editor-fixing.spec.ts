import { axeFindings } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { NotesPage } from './support/notes-page.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

/** Two people have spoken, and the caret stands on an empty line below. */
async function twoSpeakers(notes: NotesPage): Promise<void> {
  await notes.clear();
  await notes.type('Milo: teh tide is low');
  await notes.press('Enter');
  await notes.type('Otto: teh tide turns');
  await notes.press('Enter');
}

test.describe('a correction on a line of its own', () => {
  test('is applied above by Enter, told about, and taken back by a button or by undo', async ({
    newCall,
    signedInPage,
  }) => {
    const call = await newCall();
    const page = await signedInPage('participant', call);
    const notes = await NotesPage.open(page, call);
    const other = await NotesPage.open(await signedInPage('participant', call), call);
    await twoSpeakers(notes);

    await notes.type('s/teh/the/');
    await notes.press('Enter');
    await notes.shows(['Milo: teh tide is low', 'Otto: the tide turns', '']);
    await other.shows(['Milo: teh tide is low', 'Otto: the tide turns', '']);
    await expect(page.locator('.cn-corrected')).toHaveText('the');
    const bar = page.locator('.cn-correction');
    await expect(bar).toContainText('Changed “teh” to “the” in Otto’s line.');
    await expect(page.locator('.cn-suggested-name:visible')).toHaveText('Milo');
    await expect(other.page.locator('.cn-corrected')).toHaveCount(0);
    expect(await axeFindings(page)).toEqual([]);

    await bar.getByRole('button', { name: 'Undo' }).click();
    await notes.shows(['Milo: teh tide is low', 'Otto: teh tide turns', '']);
    await expect(bar).toHaveCount(0);
    // The caret stayed where it was.
    await notes.type('s/low/high/');
    await notes.press('Enter');
    await notes.shows(['Milo: teh tide is high', 'Otto: teh tide turns', '']);
    await notes.press('Control+z');
    await notes.shows(['Milo: teh tide is low', 'Otto: teh tide turns', '']);
    await notes.press('Control+z');
    await notes.shows(['Milo: teh tide is low', 'Otto: teh tide turns', 's/low/high/']);
    await notes.saved();
    await other.shows(['Milo: teh tide is low', 'Otto: teh tide turns', 's/low/high/']);
  });

  test('that fits nothing stays as typed, says so, and holds Enter back once only', async ({
    newCall,
    signedInPage,
  }) => {
    const call = await newCall();
    const page = await signedInPage('participant', call);
    const notes = await NotesPage.open(page, call);
    await twoSpeakers(notes);
    await notes.type('s/sun/moon/');
    await notes.press('Enter');
    await notes.shows(['Milo: teh tide is low', 'Otto: teh tide turns', 's/sun/moon/']);
    await expect(page.locator('.cn-correction')).toContainText('“sun” stands in no line above.');
    await notes.press('Enter');
    await notes.shows(['Milo: teh tide is low', 'Otto: teh tide turns', 's/sun/moon/', '']);
  });

  test('never moves what somebody is typing in the same line', async ({ newCall, signedInPage }) => {
    const call = await newCall();
    const notes = await NotesPage.open(await signedInPage('participant', call), call);
    await twoSpeakers(notes);
    await notes.saved();
    const other = await NotesPage.open(await signedInPage('participant', call), call);
    await other.toRow(1);
    await other.type(' and we');
    await notes.type('s/teh/the/');
    await Promise.all([other.type(' wait for it'), notes.press('Enter')]);
    await other.type(' here');
    await notes.shows(['Milo: teh tide is low', 'Otto: the tide turns and we wait for it here', '']);
  });
});

test.describe('find and replace', () => {
  test('works by keyboard alone, and is one step for undo', async ({ newCall, signedInPage }) => {
    const call = await newCall();
    const page = await signedInPage('participant', call);
    const notes = await NotesPage.open(page, call);
    const other = await NotesPage.open(await signedInPage('participant', call), call);
    await notes.clear();
    await notes.type('Milo: the tide, Tides and a tidemark');
    await notes.press('Enter');
    await notes.type('Otto: no tide here');
    await notes.press('Control+.', 'f');

    const field = page.getByRole('textbox', { name: 'Find' });
    const count = page.locator('#find-count');
    await expect(field).toBeFocused();
    await notes.type('tide');
    await expect(count).toHaveText('1 of 4');
    await expect(page.locator('.cn-found')).toHaveText(['tide', 'Tide', 'tide', 'tide']);
    expect(await axeFindings(page)).toEqual([]);
    await notes.press('Enter');
    await expect(count).toHaveText('2 of 4');
    await notes.press('Shift+Enter', 'Shift+Enter');
    await expect(count).toHaveText('4 of 4');
    await notes.press('Shift+Enter');
    await expect(count).toHaveText('3 of 4');
    await notes.press('Escape');
    await expect(page.getByRole('region', { name: 'Find and replace' })).toHaveCount(0);
    await expect(page.locator('.cn-found')).toHaveCount(0);
    // The match is selected, so typing replaces it.
    await notes.type('sea');
    const rows = ['Milo: the tide, Tides and a seamark', 'Otto: no tide here'];
    await notes.shows(rows);

    await notes.press('Control+.', 'f');
    await notes.type('tide');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('textbox', { name: 'Replace with' })).toBeFocused();
    await notes.type('wave');
    await notes.press('Tab', 'Tab', 'Enter');
    await expect(page.getByText('Replaced 3 in 2 lines.')).toBeVisible();
    await notes.shows(['Milo: the wave, waves and a seamark', 'Otto: no wave here']);
    await other.shows(['Milo: the wave, waves and a seamark', 'Otto: no wave here']);
    await notes.press('Escape');
    await expect(notes.text).toBeFocused();
    await notes.press('Control+z');
    await notes.shows(rows);
    await notes.saved();
    await other.shows(rows);
  });

  test('looks for whole words and their case when asked, and takes the selected words', async ({
    newCall,
    signedInPage,
  }) => {
    const call = await newCall();
    const page = await signedInPage('participant', call);
    const notes = await NotesPage.open(page, call);
    await notes.clear();
    await notes.type('the tide, Tides and a tidemark');
    await notes.press('Home', 'Control+ArrowRight', 'Control+Shift+ArrowRight', 'Shift+ArrowLeft');
    await page.getByRole('button', { name: /^Find and replace/ }).click();
    await expect(page.getByRole('textbox', { name: 'Find' })).toBeFocused();
    const count = page.locator('#find-count');
    await page.getByRole('textbox', { name: 'Find' }).fill('tide');
    await expect(count).toHaveText('1 of 3');
    await page.getByLabel('Match case').check();
    await expect(count).toHaveText('1 of 2');
    await page.getByLabel('Whole words').check();
    await expect(count).toHaveText('1 of 1');
    await page.getByRole('textbox', { name: 'Find' }).fill('xyz');
    await expect(count).toHaveText('Nothing found');
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(notes.text).toBeFocused();
  });

  test('brings a match far away into sight, and moves nobody else’s page', async ({
    newCall,
    signedInPage,
  }) => {
    const call = await newCall();
    const page = await signedInPage('participant', call);
    const notes = await NotesPage.open(page, call);
    await notes.clear();
    await notes.type('the needle');
    for (let row = 0; row < 60; row += 1) {
      await notes.press('Enter');
      await notes.type('hay');
    }
    await notes.saved();
    const other = await NotesPage.open(await signedInPage('participant', call), call);
    await other.toEnd();
    const before = await other.page.evaluate(() => window.scrollY);
    await notes.press('Control+.', 'f');
    await notes.type('needle');
    await expect(page.locator('.cn-found-current')).toBeInViewport();
    // Not under the bar either.
    const [bar, match] = await Promise.all([
      page.locator('.cn-bar').boundingBox(),
      page.locator('.cn-found-current').boundingBox(),
    ]);
    expect(match?.y ?? 0).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0));
    expect(await other.page.evaluate(() => window.scrollY)).toBe(before);
  });
});
