import { axeFindings } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

/** Two people have spoken, and the caret stands on an empty line below. */
const twoSpeakers = { rows: ['Milo: teh tide is low', 'Otto: teh tide turns', ''] };

test.describe('a correction on a line of its own', () => {
  test('is applied above by Enter, told about, and taken back by a button or by undo', async ({
    newNotes,
    openNotes,
  }) => {
    const notes = await newNotes('participant', twoSpeakers);
    const { page } = notes;
    const other = await openNotes('participant', notes.call);

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

  test('that fits nothing stays as typed and says so, and Enter makes a line as ever', async ({
    newNotes,
  }) => {
    const notes = await newNotes('participant', twoSpeakers);
    const { page } = notes;
    await notes.type('s/sun/moon/');
    await notes.press('Enter');
    await expect(page.locator('.cn-correction')).toContainText('“sun” stands in no line above.');
    await notes.shows(['Milo: teh tide is low', 'Otto: teh tide turns', 's/sun/moon/', '']);
  });

  test('never moves what somebody is typing in the same line', async ({ newNotes, openNotes }) => {
    const notes = await newNotes('participant', twoSpeakers);
    const other = await openNotes('participant', notes.call);
    await other.toRow(1);
    await other.type(' and we');
    await notes.type('s/teh/the/');
    await Promise.all([other.type(' wait for it'), notes.press('Enter')]);
    await other.type(' here');
    await notes.shows(['Milo: teh tide is low', 'Otto: the tide turns and we wait for it here', '']);
  });
});

test.describe('find and replace', () => {
  test('works by keyboard alone, and is one step for undo', async ({ newNotes, openNotes }) => {
    const notes = await newNotes('participant');
    const { page, call } = notes;
    const other = await openNotes('participant', call);
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
    newNotes,
  }) => {
    const notes = await newNotes('participant');
    const { page } = notes;
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
    newNotes,
    openNotes,
  }) => {
    const hay = Array.from({ length: 60 }, () => 'hay');
    const notes = await newNotes('participant', { rows: ['the needle', ...hay] });
    const { page, call } = notes;
    const other = await openNotes('participant', call);
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

test.describe('a speaker', () => {
  test('whom nobody knew is named by keyboard, and all their lines with them', async ({
    newNotes,
    openNotes,
  }) => {
    const notes = await newNotes('participant');
    const { page, call } = notes;
    const other = await openNotes('participant', call);
    await notes.type('Otto: who is there');
    await notes.press('Enter');
    await notes.type('?');
    await notes.press('Tab');
    await notes.type('me');
    await notes.press('Shift+Enter');
    await notes.type('again');
    const before = ['Otto: who is there', 'Unknown 1: me', 'Unknown 1: again'];
    await notes.shows(before);

    await notes.press('Control+.', 'r');
    const panel = page.getByRole('region', { name: 'Speaker' });
    await expect(panel).toContainText('Unknown 1');
    await expect(panel).toContainText('2 lines on this call');
    await expect(panel.getByRole('textbox', { name: 'Who is it?' })).toBeFocused();
    await notes.type('Femke van Dijk');
    await expect(panel).toContainText('2 lines of this call become Femke van Dijk’s, who joins the roster.');
    expect(await axeFindings(page)).toEqual([]);
    await notes.press('Enter');
    await expect(notes.text).toBeFocused();
    const after = ['Otto: who is there', 'Femke van Dijk: me', 'Femke van Dijk: again'];
    await notes.shows(after);
    await other.shows(after);
    await notes.press('Control+z');
    await notes.shows(before);

    // Somebody of the call, picked with a click.
    await notes.row(1).locator('.cn-name').click();
    await panel.getByRole('button', { name: 'Otto' }).click();
    await panel.getByRole('button', { name: 'Name', exact: true }).click();
    await notes.shows(['Otto: who is there', 'Otto: me', 'Otto: again']);
    await notes.saved();
    await other.shows(['Otto: who is there', 'Otto: me', 'Otto: again']);

    // On a line of nobody it asks whose name it is about.
    await notes.toEnd();
    await notes.press('Enter', 'Control+.', 'r');
    await expect(panel).toContainText('This line has no speaker.');
    await expect(panel.getByRole('button', { name: 'Otto' })).toBeFocused();
    await notes.press('Enter');
    await expect(panel).toContainText('3 lines on this call');
    await notes.press('Escape');
    await expect(notes.text).toBeFocused();
  });

  test('is renamed by the chair on every call, and others see it without doing anything', async ({
    newNotes,
    openNotes,
    command,
  }) => {
    const notes = await newNotes('chair');
    const { page, call } = notes;
    const other = await openNotes('participant', call);
    await notes.type('Oto: one');
    await notes.press('Enter');
    await notes.type('Milo: two');
    await notes.saved();
    const panel = page.getByRole('region', { name: 'Speaker' });
    // The roster learns of them in a moment.
    await expect(notes.row(0).locator('.cn-who > .cn-person-number')).toHaveText('1', { timeout: 20_000 });
    await notes.row(0).locator('.cn-name').click();
    await panel.getByRole('textbox', { name: 'Name' }).fill('Otto Berg');
    await expect(panel).toContainText('Oto is called Otto Berg on every call.');
    await notes.press('Enter');
    await expect(notes.text).toBeFocused();
    await notes.shows(['Otto Berg: one', 'Milo: two']);
    await expect.poll(() => other.rows(), { timeout: 15_000 }).toEqual(['Otto Berg: one', 'Milo: two']);
    // The old name goes on working.
    await other.toEnd();
    await other.press('Enter');
    await other.type('oto: three');
    await notes.shows(['Otto Berg: one', 'Milo: two', 'Otto Berg: three']);
    await other.saved();
    const exported = await command('export', `${call.series}/${call.number}`);
    expect(exported.stdout).toContain('Otto Berg');
    expect(exported.stdout).not.toContain('Oto:');

    // A participant changes this call only, and is told so.
    await other.toRow(1);
    await other.press('Control+.', 'r');
    const theirs = other.page.getByRole('region', { name: 'Speaker' });
    await theirs.getByRole('textbox', { name: 'Name' }).fill('Milou');
    await expect(theirs.getByRole('checkbox')).toHaveCount(0);
    await expect(theirs).toContainText(
      'Only the owner and the chair of the series rename people on every call.',
    );
    await other.press('Enter');
    await notes.shows(['Otto Berg: one', 'Milou: two', 'Otto Berg: three']);
  });

  test('who turns out to be another is merged on every call, and split again', async ({
    newNotes,
    openNotes,
    newCall,
    signedInPage,
    command,
  }) => {
    const notes = await newNotes('chair');
    const { page, call } = notes;
    await notes.type('Otto: one');
    await notes.press('Enter');
    await notes.type('Oto: two');
    await notes.saved();
    const later = await newCall('live', call.series);
    const there = await openNotes('participant', later);
    await there.clear();
    await there.type('Oto: later');
    await there.saved();

    await expect(notes.row(1).locator('.cn-who > .cn-person-number')).toHaveText('2', { timeout: 20_000 });
    await notes.toRow(1);
    await notes.press('Control+.', 'r');
    const panel = page.getByRole('region', { name: 'Speaker' });
    await panel.getByRole('textbox', { name: 'Name' }).fill('otto');
    await expect(panel).toContainText('Oto and Otto become one person, called Otto, on every call.');
    await expect(panel.getByRole('checkbox', { name: 'On every call of the series' })).toBeChecked();
    await panel.getByRole('button', { name: 'Merge' }).click();
    await notes.shows(['Otto: one', 'Otto: two']);
    await expect(panel).toContainText('Oto was merged into Otto.');
    expect(await axeFindings(page)).toEqual([]);
    await expect.poll(() => there.rows(), { timeout: 15_000 }).toEqual(['Otto: later']);
    const exported = await command('export', `${later.series}/${later.number}`);
    expect(exported.stdout).toContain('Otto:');
    const printed = await signedInPage('reader', later);
    await printed.goto(later.url);
    await expect(printed.locator('.note-speaker')).toContainText('Otto');

    await panel.getByRole('button', { name: 'Split' }).click();
    await expect(panel).not.toContainText('Oto was merged into Otto.');
    await expect.poll(() => there.rows(), { timeout: 15_000 }).toEqual(['Oto: later']);
    await notes.shows(['Otto: one', 'Otto: two']);
    await panel.getByRole('button', { name: 'Close' }).click();
    await notes.press('Control+z');
    await notes.shows(['Otto: one', 'Oto: two']);
    await notes.saved();
  });
});
