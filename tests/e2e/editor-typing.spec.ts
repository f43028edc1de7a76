import { expect, test } from './support/fixtures.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

test.describe('typing notes', () => {
  test('takes speakers by Tab, by exact name and by a new name, and prints them', async ({
    newNotes,
    signedInPage,
    command,
  }) => {
    const notes = await newNotes('participant');
    const { page, call } = notes;

    await notes.type('Milou: we begin');
    await notes.press('Enter');
    await notes.type('Milo: and I am shorter');
    await notes.press('Enter');
    // The last one to speak is offered first; Enter makes a line with the list open, and writes no name.
    await notes.type('mil');
    await expect(page.getByRole('option')).toHaveText([/Milo$|MiloTab$/, /Milou/]);
    await expect(page.getByRole('option', { selected: true })).toContainText('Milo');
    await notes.press('Enter');
    await expect(page.getByRole('listbox')).toBeHidden();
    await notes.type('mil');
    await notes.press('ArrowDown', 'Tab');
    await notes.type('after Tab');
    await notes.press('Enter');
    await notes.type('milo: by the colon');
    await notes.press('Enter');
    await notes.type('Femke van Dijk: new here');
    await notes.press('Enter');
    await notes.type('12:30 http://calls.example Note: nobody');

    await notes.shows([
      'Milou: we begin',
      'Milo: and I am shorter',
      'mil',
      'Milou: after Tab',
      'Milo: by the colon',
      'Femke van Dijk: new here',
      '12:30 http://calls.example Note: nobody',
    ]);
    await notes.saved();

    await expect
      .poll(async () => (await command('export', `${call.series}/${call.number}`, '--format', 'txt')).stdout)
      .toContain('Femke van Dijk: new here');
    const reader = await signedInPage('participant', call, { javaScriptEnabled: false });
    await reader.goto(call.url);
    await expect(reader.getByText('by the colon')).toBeVisible();
  });

  test('gives the typed text back to Backspace', async ({ newNotes }) => {
    const notes = await newNotes('participant');
    await notes.type('Otto:');
    await notes.shows(['Otto: ']);
    await notes.press('Backspace');
    await notes.shows(['Otto:']);
    await notes.press('Enter');
    await notes.type('so...');
    await notes.press('Backspace');
    await notes.type('.');
    await notes.shows(['Otto:', 'so....']);
  });

  test('makes gaps, stamps, tags, agenda items and timeboxes', async ({ newNotes }) => {
    const notes = await newNotes('chair');
    const { page } = notes;
    await notes.type('Build speed (5m)');
    await notes.press('Control+Alt+1');
    // The timebox was typed into a plain line; typed into the heading it becomes minutes.
    await notes.press('Backspace', 'Backspace', 'Backspace', 'Backspace');
    await notes.type('(5m)');
    await expect(page.getByRole('textbox', { name: 'Minutes for item 1' })).toHaveValue('5');
    await notes.press('Enter');
    await notes.type('14:12 it was slow … 14:15');
    await notes.press('Enter');
    await notes.type('Otto: I will look');
    await notes.press('Control+.', 'a');
    await notes.press('Enter');
    await notes.type('we wait');
    await notes.press('Control+.', 'd', 'Enter');
    await notes.type('Caches');
    await notes.press('Control+Alt+2');
    await notes.shows([
      '1 Build speed',
      '14:12 it was slow … 14:15',
      '(action) Otto: I will look',
      '(decision) we wait',
      '1a Caches',
    ]);
    await expect(notes.text.locator('time[data-stamp]')).toHaveText(['14:12', '14:15']);
    await expect(notes.text.locator('[data-gap-id]')).toHaveCount(1);
    await notes.saved();
    await page.reload();
    await notes.saved();
    await expect(notes.text.locator('time[data-stamp]')).toHaveCount(2);
    expect((await notes.rows()).slice(2, 4)).toEqual(['(action) Otto: I will look', '(decision) we wait']);
  });

  test('takes a pasted block as it is', async ({ newNotes }) => {
    const notes = await newNotes('participant');
    const { page } = notes;
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData('text/plain', 'Otto: one…\n14:12 two');
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    });
    await notes.shows(['Otto: one…', '14:12 two']);
    await expect(notes.text.locator('[data-gap-id], time')).toHaveCount(0);
    await expect(page.getByRole('listbox')).toBeHidden();
  });

  test('converts nothing while an input method composes', async ({ newNotes }) => {
    const notes = await newNotes('participant');
    const { page } = notes;
    const input = await page.context().newCDPSession(page);
    for (const text of ['O', 'Ot', 'Otto', 'Otto:', 'Otto: …']) {
      await input.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    }
    await input.send('Input.insertText', { text: 'Otto: …' });
    await notes.shows(['Otto: …']);
    await expect(notes.text.locator('[data-gap-id]')).toHaveCount(0);
    await expect(notes.row(0)).not.toHaveAttribute('data-speaker');
    // The instant of the line is written when the composition is done.
    await expect(notes.row(0).locator('.cn-at')).not.toBeEmpty();
    await notes.saved();
  });

  test('leaves the notes with Escape, and can be used from the keyboard alone', async ({ newNotes }) => {
    const notes = await newNotes('participant');
    const { page } = notes;
    await notes.type('plain');
    await notes.press('Escape');
    await expect(page.getByText('You left the notes.')).toBeFocused();
    await notes.press('Shift+Tab');
    await expect(notes.text).toBeFocused();
    await notes.press('Control+a', 'Shift+Tab', 'Escape');
    await page.getByRole('button', { name: 'Bold' }).focus();
    await notes.press('ArrowRight');
    await expect(page.getByRole('button', { name: 'Italic' })).toBeFocused();
    await notes.press('Enter');
    await expect(notes.text.locator('em')).toHaveText('plain');
  });
});
