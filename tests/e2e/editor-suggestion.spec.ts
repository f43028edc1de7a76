import type { Page } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

/** The name that stands faintly on the line at the caret. */
const faint = (page: Page) => page.locator('.cn-suggested-name:visible');

/** Two people have spoken, and the caret stands at the end of the second line. */
const twoSpeakers = { rows: ['Milo: is it done', 'Milou: nearly'] };

test.describe('who speaks next', () => {
  test('is suggested on the new line, and taken by Tab alone', async ({ newNotes, openNotes }) => {
    const notes = await newNotes('participant', twoSpeakers);
    const { page, call } = notes;
    await expect(faint(page)).toHaveCount(0);

    await notes.press('Enter');
    await expect(faint(page)).toHaveText('Milo');
    await expect(page.locator('.cn-suggested:visible')).toHaveAttribute('aria-hidden', 'true');
    await expect(page.getByText('Suggested: Milo. Tab to take.')).toHaveCount(1);
    expect(await axeFindings(page)).toEqual([]);
    // It is drawn, and nothing else: neither in the text nor on another's screen.
    await notes.shows(['Milo: is it done', 'Milou: nearly', '']);
    const other = await openNotes('participant', call);
    await other.shows(['Milo: is it done', 'Milou: nearly', '']);
    await expect(faint(other.page)).toHaveCount(0);

    await notes.press('Tab');
    await notes.type('good');
    await notes.press('Enter');
    await expect(faint(page)).toHaveText('Milou');
    await notes.press('Tab');
    await notes.type('and you');
    // A letter takes its place, and so does a line of nobody.
    await notes.press('Enter');
    await notes.type('we wait');
    await expect(faint(page)).toHaveCount(0);
    await notes.press('Enter');
    await notes.press('Enter');
    await notes.type('Otto: hello');

    const rows = ['Milo: good', 'Milou: and you', 'we wait', '', 'Otto: hello'];
    await notes.shows(['Milo: is it done', 'Milou: nearly', ...rows]);
    await notes.saved();
    await other.shows(['Milo: is it done', 'Milou: nearly', ...rows]);
  });

  test('gives the empty line and its suggestion back to Backspace, and to undo', async ({ newNotes }) => {
    const notes = await newNotes('participant', twoSpeakers);
    const { page } = notes;
    for (const back of ['Backspace', 'Control+z']) {
      await notes.toEnd();
      if (back === 'Backspace') await notes.press('Enter');
      await notes.press('Tab');
      await notes.shows(['Milo: is it done', 'Milou: nearly', 'Milo: ']);
      await notes.press(back);
      await notes.shows(['Milo: is it done', 'Milou: nearly', '']);
      await expect(faint(page)).toHaveText('Milo');
    }
    await notes.type('x');
    await notes.press('Backspace');
    await expect(faint(page)).toHaveText('Milo');
  });

  test('is named by number, by letters and ↓, by the exact shorter name, or not at all', async ({
    newNotes,
  }) => {
    const notes = await newNotes('participant', twoSpeakers);
    const { page } = notes;
    await notes.press('Enter');
    await notes.type('Odile Brandt: here');
    await notes.saved();
    // Numbers are the roster's, which learns of the three a moment later.
    const number = (row: number) => notes.row(row).locator('.cn-who > .cn-person-number');
    await expect(async () => {
      await page.reload();
      await expect(notes.text).toBeEditable();
      await notes.saved();
      await expect(number(2)).toHaveText('3', { timeout: 2000 });
    }).toPass();
    await expect(number(0)).toHaveText('1');

    await notes.toEnd();
    await notes.press('Enter');
    await notes.type('2');
    await expect(page.getByRole('option', { name: 'Milou' })).toContainText('2');
    await notes.press('Tab');
    await notes.type('by number');
    await notes.press('Enter');
    await notes.type('mil');
    await notes.press('ArrowDown', 'Tab');
    await notes.type('by arrow');
    await notes.press('Enter');
    await notes.type('milo: by the exact name');
    await notes.press('Enter');
    await notes.type('Femke van Dijk: new here');
    await notes.press('Shift+Enter');
    await expect(faint(page)).toHaveCount(0);
    await notes.type('a new thought');
    await notes.press('Enter');
    await notes.type('nobody said this');
    // Enter makes a line, whatever list is open, and writes no name.
    for (const typed of ['2', 'mil', '?']) {
      await notes.press('Enter');
      await notes.type(typed);
      await expect(page.getByRole('listbox')).toBeVisible();
    }
    await notes.press('Shift+Enter');
    await notes.shows([
      'Milo: is it done',
      'Milou: nearly',
      'Odile Brandt: here',
      'Milou: by number',
      'Milo: by arrow',
      'Milo: by the exact name',
      'Femke van Dijk: new here',
      'Femke van Dijk: a new thought',
      'nobody said this',
      '2',
      'mil',
      '?',
      '',
    ]);
    await notes.saved();
    // A long name keeps to its own line.
    const [who, text] = [notes.row(6).locator('.cn-who'), notes.row(6).locator('.cn-text')];
    const height = (await text.boundingBox())?.height ?? 0;
    expect((await who.boundingBox())?.height).toBeLessThan(1.5 * height);
  });

  test('is an unknown voice after a question mark and Tab', async ({ newNotes, command }) => {
    const notes = await newNotes('participant');
    const { page, call } = notes;
    await notes.type('?');
    await expect(page.getByRole('option', { selected: true })).toContainText('Unknown 1');
    await notes.press('Tab');
    await notes.type('hello');
    await notes.press('Enter');
    await notes.type('?');
    await notes.press('Tab');
    await notes.type('me too');
    await notes.press('Enter', 'Tab');
    await notes.type('who is it?');
    await notes.shows(['Unknown 1: hello', 'Unknown 2: me too', 'Unknown 1: who is it?']);
    await notes.saved();
    await expect
      .poll(async () => (await command('export', `${call.series}/${call.number}`, '--format', 'txt')).stdout)
      .toContain('Unknown 2: me too');
  });

  test('is nobody while an input method composes', async ({ newNotes }) => {
    const notes = await newNotes('participant', twoSpeakers);
    const { page } = notes;
    const input = await page.context().newCDPSession(page);
    const compose = (text: string) =>
      input.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    const written: string[] = [];
    for (const text of ['m', '1', '?', 'Milo:', 'ｍｉ']) {
      await notes.press('Enter');
      await expect(faint(page)).toHaveCount(1);
      await compose(text);
      await expect(faint(page)).toHaveCount(0);
      // Keys that a composition takes for itself reach the page as key 229.
      await input.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        key: 'Tab',
        code: 'Tab',
        windowsVirtualKeyCode: 229,
      });
      await input.send('Input.insertText', { text });
      written.push(text);
      await notes.shows(['Milo: is it done', 'Milou: nearly', ...written]);
      await expect(notes.text).toBeFocused();
    }
    await notes.saved();
    // When it is done, the keys work as ever.
    await notes.press('Enter', 'Tab');
    await notes.type('on we go');
    await notes.shows(['Milo: is it done', 'Milou: nearly', ...written, 'Milou: on we go']);
  });

  test('is suggested to nobody who may only read, and in no heading', async ({ newNotes, signedInPage }) => {
    const notes = await newNotes('participant', twoSpeakers);
    const { call } = notes;
    await notes.press('Enter');
    await expect(faint(notes.page)).toHaveText('Milo');
    await notes.press('Control+Alt+1');
    await expect(faint(notes.page)).toHaveCount(0);
    await notes.press('Control+Alt+0');
    await notes.saved();

    const page = await signedInPage('reader', call);
    await page.goto(call.url);
    await expect(page.getByText('nearly')).toBeVisible();
    await expect(faint(page)).toHaveCount(0);
  });
});
