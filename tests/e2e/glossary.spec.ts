import type { Locator, Page } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import { expect, test, type NewCall } from './support/fixtures.ts';
import { NotesPage } from './support/notes-page.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

const termsOf = (page: Page): Locator => page.getByRole('list', { name: 'Terms' }).getByRole('listitem');

async function addTerm(page: Page, call: NewCall, form: string, others = ''): Promise<void> {
  await page.goto(`/${call.series}/glossary`);
  const fields = page.getByRole('form', { name: 'Add a term' });
  await fields.getByLabel('Term').fill(form);
  await fields.getByLabel('Other forms').fill(others);
  await fields.getByRole('button', { name: 'Add the term' }).click();
  await expect(page.getByText(`“${form}” is in the glossary now.`)).toBeVisible();
}

/** What is drawn behind the caret; null when nothing is. */
async function rest(page: Page): Promise<string | null> {
  const lines = page.locator('.cn-completing .cn-text');
  if ((await lines.count()) === 0) return null;
  const content = await lines.first().evaluate((line) => getComputedStyle(line, '::after').content);
  return content === 'none' ? null : (/^"(.*?)"/u.exec(content)?.[1] ?? content);
}

const restIs = (page: Page, expected: string | null) => expect.poll(() => rest(page)).toBe(expected);

test.describe('a glossary', () => {
  test('is reached from the call, and a term added there completes by a key while speakers work as ever', async ({
    openNotes,
    newCall,
    signedInPage,
  }) => {
    const call = await newCall();
    const page = await signedInPage('participant', call);
    await page.goto(call.url);
    await page.getByRole('navigation', { name: 'Where this is' }).getByRole('link').nth(1).click();
    await page.getByRole('link', { name: 'Glossary' }).click();
    await expect(page.getByRole('heading', { name: 'Glossary', level: 1 })).toBeVisible();
    await expect(page.getByText('No terms yet')).toBeVisible();
    await addTerm(page, call, 'Kelpnet', 'calp net');
    await expect(termsOf(page)).toHaveText(['KelpnetNot calp net']);
    expect(await axeFindings(page)).toEqual([]);

    const notes = await NotesPage.open(page, call);
    await notes.clear();
    await notes.type('Milo: we use ');
    await notes.type('kel');
    await restIs(page, null);
    await notes.type('p');
    await restIs(page, 'net');
    // Drawn, and nothing else: no words on the page, nothing read out, nothing on another's screen.
    await notes.shows(['Milo: we use kelp']);
    expect(await notes.text.ariaSnapshot()).not.toContain('net');
    expect(await axeFindings(page)).toEqual([]);
    const other = await openNotes('participant', call);
    await other.shows(['Milo: we use kelp']);
    expect(await rest(other.page)).toBe(null);

    await notes.press('Tab');
    await restIs(page, null);
    await notes.type(' and Kel');
    await restIs(page, 'pnet');
    await notes.press('ArrowRight');
    await notes.shows(['Milo: we use Kelpnet and Kelpnet']);

    // Enter makes a line, and Tab names who speaks there.
    await notes.type(', Kel');
    await notes.press('Enter');
    await notes.type('Milou: so Kel');
    await notes.press('Enter');
    await expect(page.locator('.cn-suggested-name:visible')).toHaveText('Milo');
    await notes.press('Tab');
    await notes.type('Kel');
    await restIs(page, 'pnet');
    await notes.press('Tab', 'Enter');
    await notes.type('mil');
    await expect(page.getByRole('option').first()).toBeVisible();
    await notes.press('ArrowDown', 'Tab');
    await notes.type('yes');
    const rows = ['Milo: we use Kelpnet and Kelpnet, Kel', 'Milou: so Kel', 'Milo: Kelpnet'];
    await expect.poll(async () => (await notes.rows()).slice(0, 3)).toEqual(rows);
    await notes.saved();
    await expect.poll(async () => (await other.rows()).slice(0, 3)).toEqual(rows);
  });

  test('gives back what was typed to Backspace and undo, and is silent while an input method composes', async ({
    newCall,
    signedInPage,
  }) => {
    const call = await newCall();
    const page = await signedInPage('participant', call);
    await addTerm(page, call, 'Kelpnet');
    const notes = await NotesPage.open(page, call);
    await notes.clear();
    await notes.type('Milo: our kelp');
    await notes.press('Tab');
    await notes.shows(['Milo: our Kelpnet']);
    await notes.press('Backspace');
    await notes.shows(['Milo: our kelp']);
    await notes.type(', kelp');
    await notes.press('Tab', 'Control+z');
    await notes.shows(['Milo: our kelp, kelp']);

    await notes.type(' Ke');
    const input = await page.context().newCDPSession(page);
    await input.send('Input.imeSetComposition', { text: 'l', selectionStart: 1, selectionEnd: 1 });
    await notes.shows(['Milo: our kelp, kelp Kel']);
    expect(await rest(page)).toBe(null);
    // Keys that a composition takes for itself reach the page as key 229.
    for (const key of ['Tab', 'ArrowRight']) {
      await input.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        key,
        code: key,
        windowsVirtualKeyCode: 229,
      });
    }
    await input.send('Input.insertText', { text: 'l' });
    await notes.shows(['Milo: our kelp, kelp Kel']);
    await notes.type('p');
    await restIs(page, 'net');
    await notes.press('ArrowRight');
    await notes.shows(['Milo: our kelp, kelp Kelpnet']);
  });

  test('moves no line and widens no page while a term stands behind the caret', async ({
    newCall,
    signedInPage,
  }) => {
    const call = await newCall();
    const page = await signedInPage('participant', call);
    await page.setViewportSize({ width: 390, height: 780 });
    await addTerm(page, call, 'Kelpnet-of-the-northern-harbours');
    const notes = await NotesPage.open(page, call);
    await notes.clear();
    await notes.type('Milo: one');
    await notes.press('Enter');
    await notes.type('Milou: below');
    await notes.toRow(0);
    // At every place of a row: in its middle, and where what is offered would reach over its end.
    for (const words of [' and', ' and then some more words', ' of']) {
      await notes.type(words);
      await notes.type(' Ke');
      const boxes = async () => [
        await notes.row(1).boundingBox(),
        await notes.row(0).boundingBox(),
        await page.evaluate(() => document.documentElement.scrollWidth),
      ];
      await notes.type('l');
      await restIs(page, 'pnet-of-the-northern-harbours');
      const shown = await boxes();
      await notes.press('ArrowLeft', 'ArrowRight');
      await restIs(page, null);
      expect(await boxes()).toEqual(shown);
      expect(shown[2]).toBe(390);
    }
  });

  test('offers corrections in review alone, and accepting one replaces those words', async ({
    newCall,
    signedInPage,
  }) => {
    const call = await newCall();
    const page = await signedInPage('chair', call);
    await page.setViewportSize({ width: 1440, height: 900 });
    await addTerm(page, call, 'Kelpnet', 'calp net');
    const notes = await NotesPage.open(page, call);
    await notes.clear();
    await notes.type('Milo: the ');
    await notes.press('Control+b');
    await notes.type('calp net');
    await notes.press('Control+b');
    await notes.type(' is slow');
    await notes.press('Enter');
    await notes.type('Milou: I will take a look at it');
    await notes.saved();
    // Offers have been looked for once the promise has one, and none of them is about a term.
    await expect(page.getByRole('button', { name: /^Accept: action/u })).toBeVisible();
    const accept = page.getByRole('button', { name: 'Accept: “Kelpnet” for “calp net”' });
    await expect(accept).toHaveCount(0);

    await page.getByRole('button', { name: 'End call' }).click();
    await expect(page.locator('main header')).toContainText('In review');
    await expect(accept).toBeVisible();
    await notes.toRow(1);
    await accept.click();
    await expect.poll(async () => (await notes.rows())[0]).toBe('Milo: the Kelpnet is slow');
    await expect(notes.row(0).locator('strong')).toHaveText('Kelpnet');
    await expect(accept).toHaveCount(0);
    await notes.type('.');
    await expect.poll(async () => (await notes.rows())[1]).toContain('take a look at it.');
    await notes.saved();
  });

  test('takes a word from the notes by the toolbar, and completes it at once', async ({ newNotes }) => {
    const notes = await newNotes('participant');
    const { page } = notes;
    await notes.type('Milo: we met Thermistor');
    const button = page.getByRole('button', { name: 'Add to the glossary' });
    await button.click();
    const panel = page.getByRole('region', { name: 'Add to the glossary' });
    const term = panel.getByRole('textbox', { name: 'Term' });
    await expect(term).toBeFocused();
    await expect(term).toHaveValue('Thermistor');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await expect(notes.text).toBeFocused();

    await button.click();
    await expect(term).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(panel).toHaveCount(0);
    await expect(notes.text).toBeFocused();
    await notes.shows(['Milo: we met Thermistor']);
    // The glossary comes with the answer, a moment after the words that say so.
    await expect(async () => {
      await notes.type(', Ther');
      expect(await rest(page)).toBe('mistor');
    }).toPass();

    await button.click();
    await term.fill('THERMISTOR');
    await page.keyboard.press('Enter');
    await expect(panel.getByRole('alert')).toContainText('“THERMISTOR” is in the glossary already.');
  });

  test('is read, and not changed, by readers; is hidden from guests; its words reach neither', async ({
    newCall,
    signedInPage,
    anonymousPage,
    expectConsoleErrors,
  }) => {
    expectConsoleErrors(/status of 404/u);
    const call = await newCall();
    await addTerm(await signedInPage('chair', call), call, 'Kelpnet');
    const reader = await signedInPage('reader', call);
    await reader.goto(`/${call.series}/glossary`);
    await expect(termsOf(reader)).toHaveText(['Kelpnet']);
    await expect(reader.locator('main').getByRole('button')).toHaveCount(0);
    await expect(reader.locator('main').getByText('Edit')).toHaveCount(0);

    const guest = await signedInPage('guest', call);
    const stranger = await anonymousPage();
    for (const page of [guest, stranger]) {
      const answer = await page.goto(`/${call.series}/glossary`);
      expect(answer?.status()).toBe(404);
    }
    const notes = await NotesPage.open(guest, call);
    await notes.toEnd();
    await notes.press('Enter');
    await notes.type('Milo: our Kelp');
    await notes.saved();
    expect(await rest(guest)).toBe(null);
    await expect(guest.getByRole('button', { name: 'Add to the glossary' })).toHaveCount(0);
    expect(await guest.content()).not.toContain('Kelpnet');
  });

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with' : 'without';
    test(`is filled from pasted lines, corrected and emptied ${how} JavaScript`, async ({
      newCall,
      signedInPage,
    }) => {
      const call = await newCall();
      const page = await signedInPage('chair', call, { javaScriptEnabled });
      await page.goto(`/${call.series}/glossary`);
      await page.getByText('Add many at once').click();
      const many = page.getByRole('form', { name: 'Add many terms' });
      await many.getByLabel('Terms, one a line').fill('Kelpnet: calp net\n: nothing');
      await many.getByRole('button', { name: 'Add them all' }).click();
      await expect(page.getByText('Line 2: Write the term.')).toBeAttached();
      if (!javaScriptEnabled) await page.getByText('Add many at once').click();
      await many.getByLabel('Terms, one a line').fill('Kelpnet: calp net\n- Thermistor\nBuoy 7');
      await many.getByRole('button', { name: 'Add them all' }).click();
      await expect(page.getByText('3 terms were added.')).toBeAttached();
      await expect(termsOf(page)).toHaveCount(3);

      const kelpnet = termsOf(page).filter({ hasText: 'Kelpnet' });
      await kelpnet.getByText('Edit Kelpnet').click();
      const edit = page.getByRole('form', { name: 'Edit Kelpnet' });
      await edit.getByLabel('Meaning').fill('How the buoys talk');
      await edit.getByRole('button', { name: 'Save' }).click();
      await expect(kelpnet).toContainText('How the buoys talk');

      const buoy = termsOf(page).filter({ hasText: 'Buoy 7' });
      await buoy.getByText('Edit Buoy 7').click();
      await buoy.getByText('Remove Buoy 7').click();
      if (javaScriptEnabled) expect(await axeFindings(page)).toEqual([]);
      await buoy.getByRole('button', { name: 'Remove “Buoy 7”' }).click();
      await expect(page.getByText('“Buoy 7” was removed.')).toBeVisible();
      await expect(termsOf(page)).toHaveCount(2);
    });
  }
});
