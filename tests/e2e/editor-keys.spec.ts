import type { Page } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import type { NotesPage } from './support/notes-page.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

const LEADER = 'Control+.';

/** Where the caret is, as text before it on its row. */
async function beforeCaret(page: Page): Promise<string> {
  return page.evaluate(() => {
    const selection = document.getSelection();
    return selection?.focusNode?.textContent?.slice(0, selection.focusOffset) ?? '';
  });
}

test.describe('chords', () => {
  test('tag, untag and give the line away without moving the caret', async ({ newNotes }) => {
    const notes = await newNotes('participant', {
      rows: ['Milo: is it done', 'Milou: nearly', 'Odile Brandt: good'],
    });
    const { page } = notes;
    await notes.toRow(1);
    // The caret stands inside a word.
    await notes.press('ArrowLeft', 'ArrowLeft');
    const hint = page.getByRole('list', { name: 'What the next key does' });
    const rows = (second: string) => ['Milo: is it done', second, 'Odile Brandt: good'];

    await notes.press(LEADER);
    await expect(hint.getByRole('listitem').filter({ hasText: 'Decision' })).toContainText('d');
    // It never stands over the line that it is for.
    const [box, line] = [await hint.boundingBox(), await notes.row(1).boundingBox()];
    const covers =
      (line?.y ?? 0) < (box?.y ?? 0) + (box?.height ?? 0) &&
      (box?.y ?? 0) + 1 < (line?.y ?? 0) + (line?.height ?? 0);
    expect(covers).toBe(false);
    await notes.press('Escape');
    await expect(hint).toHaveCount(0);
    await expect(notes.text).toBeFocused();

    for (const [chord, second] of [
      ['a', '(action) Milou: nearly'],
      ['d', '(decision) Milou: nearly'],
      ['q', '(question) Milou: nearly'],
      ['u', '(decision) Milou: nearly'],
      ['u', '(action) Milou: nearly'],
      ['u', 'Milou: nearly'],
      ['3', 'Odile Brandt: nearly'],
      ['9', 'Odile Brandt: nearly'],
      ['1', 'Milo: nearly'],
    ] as const) {
      await notes.press(LEADER, chord);
      await notes.shows(rows(second));
      await expect(hint).toHaveCount(0);
      expect(await beforeCaret(page)).toBe('near');
    }
    // Each is an undo step of its own.
    await notes.press('Control+z');
    await notes.shows(rows('Odile Brandt: nearly'));

    // The last tag is undone from anywhere.
    await notes.toRow(1);
    await notes.press(LEADER, 'd');
    await notes.toRow(2);
    await notes.press(LEADER, 'u');
    await notes.shows(rows('Odile Brandt: nearly'));
    await notes.type('!');
    await notes.shows(['Milo: is it done', 'Odile Brandt: nearly', 'Odile Brandt: good!']);

    // Several lines at once.
    await notes.press('Control+a', LEADER, '2');
    await notes.shows(['Milou: is it done', 'Milou: nearly', 'Milou: good!']);
    await notes.saved();
  });

  test('n goes on to the next agenda item, for everybody to see', async ({ newNotes, openNotes }) => {
    const notes = await newNotes('participant');
    const { call } = notes;
    await notes.press('Control+Alt+1');
    await notes.type('Welcome');
    await notes.press('Enter');
    await notes.type('hello');
    await notes.press('Enter', 'Control+Alt+1');
    await notes.type('Roadmap');
    await notes.toRow(0);
    await notes.press(LEADER, 'n');
    await notes.type('we begin');
    await notes.press(LEADER, 'n');
    await notes.type('we go on');
    await notes.shows(['1 Welcome', 'hello', 'we begin', '2 Roadmap', 'we go on']);
    const state = (at: NotesPage, row: number) => at.row(row).locator('.cn-item-state');
    await expect(state(notes, 0)).toHaveText('Done');
    await expect(state(notes, 3)).toHaveText('Now');
    await notes.saved();

    const other = await openNotes('participant', call);
    await expect(state(other, 0)).toHaveText('Done');
    await expect(state(other, 3)).toHaveText('Now');
    const contents = other.page
      .getByRole('navigation', { name: 'Agenda' })
      .getByRole('link', { name: 'Roadmap' });
    await expect(contents.last()).toHaveAttribute('aria-current', 'step', { timeout: 20_000 });
    await notes.press('Control+z', 'Control+z');
    await expect(state(other, 3)).toBeHidden();
    await expect(state(other, 0)).toHaveText('Now');
  });
});

test('Escape leaves the notes, and closes a list of names or a chord first', async ({ newNotes }) => {
  const notes = await newNotes('participant');
  const { page } = notes;
  await notes.type('Milo: one');
  await notes.press('Enter');
  await notes.type('mi');
  await expect(page.getByRole('listbox')).toBeVisible();
  await notes.press('Escape');
  await expect(page.getByRole('listbox')).toBeHidden();
  await expect(notes.text).toBeFocused();
  await notes.press(LEADER, 'Escape');
  await expect(notes.text).toBeFocused();
  await notes.press('Escape');
  await expect(page.getByText('You left the notes.')).toBeFocused();
  await notes.shows(['Milo: one', 'mi']);
  await notes.press('Shift+Tab');
  await expect(notes.text).toBeFocused();
});

test.describe('the help card', () => {
  test('opens by ? outside text and by Mod+/ anywhere, and gives the focus back', async ({ newNotes }) => {
    const notes = await newNotes('participant');
    const { page } = notes;
    const card = page.getByRole('dialog', { name: 'Keys' });

    await notes.type('is it?');
    await expect(card).toHaveCount(0);
    await notes.press('Control+/');
    await expect(card).toBeVisible();
    await expect(card.getByRole('searchbox')).toBeFocused();
    expect(await axeFindings(page)).toEqual([]);
    await expect(card.getByText('Ctrl+B', { exact: true })).toBeVisible();
    await expect(card.getByText('Ctrl+. d', { exact: true })).toBeVisible();
    await expect(card.getByText('s/old/new/ Enter', { exact: true })).toBeVisible();
    await page.keyboard.type('decision');
    await expect(card.locator('dd')).toHaveText(['Decision']);
    await notes.press('Escape');
    await expect(card).toHaveCount(0);
    await expect(notes.text).toBeFocused();
    await notes.type(' yes');
    await notes.shows(['is it? yes']);

    await notes.press('Escape');
    await page.getByRole('button', { name: 'Bold' }).focus();
    await notes.press('?');
    await expect(card).toBeVisible();
    await notes.press('Escape');
    await expect(card).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Bold' })).toBeFocused();
    await notes.press('Control+/');
    await expect(card).toBeVisible();
    await card.getByRole('button', { name: 'Close' }).click();
    await expect(card).toHaveCount(0);
    // A field of the page keeps its question mark, and gets the focus back after Mod+/.
    await page.getByRole('button', { name: 'Find and replace' }).click();
    await page.keyboard.type('it?');
    await expect(card).toHaveCount(0);
    await notes.press('Control+/', 'Escape');
    await expect(card).toHaveCount(0);
    await expect(page.getByLabel('Find', { exact: true })).toBeFocused();
    await expect(page.getByLabel('Find', { exact: true })).toHaveValue('it?');
    await page.getByRole('button', { name: 'Show all keys' }).click();
    await expect(card).toBeVisible();
    await notes.press('Escape');
    await notes.shows(['is it? yes']);
  });
});

test.describe('own keys', () => {
  test('are set by pressing them, clash in plain words, and hold in an open editor', async ({ newNotes }) => {
    const notes = await newNotes('participant');
    const { page } = notes;
    await notes.type('still here');
    await notes.saved();

    const settings = await page.context().newPage();
    await settings.goto('/');
    await settings.getByRole('link', { name: 'Settings' }).click();
    const set = async (row: string, key: string, what = 'key'): Promise<void> => {
      await settings
        .getByRole('button', { name: new RegExp(`^${row}: .* Change the ${what}$`, 'u') })
        .click();
      await settings.keyboard.press(key);
    };
    const button = (name: string) => settings.getByRole('button', { name, exact: true });

    // Escape leaves the key as it was, a letter alone is none, and two rows cannot have one key.
    await set('Bold', 'Escape');
    await expect(button('Bold: Ctrl+B. Change the key')).toBeVisible();
    await set('Bold', 'x');
    await expect(settings.getByRole('button', { name: '(Bold)' })).toContainText('Hold Ctrl');
    await settings.keyboard.press('Control+i');
    await expect(settings.getByText('Ctrl+I is also the key for “Italic”.')).toHaveCount(2);
    await settings.getByRole('button', { name: 'Save settings' }).click();
    await expect(settings.getByRole('alert').filter({ hasText: 'Nothing was changed' })).toBeVisible();
    await set('Bold', 'Control+f');
    await expect(settings.getByText(/^Ctrl\+F stays as it is/u).first()).toBeVisible();

    await set('Bold', 'F8');
    await set('Begin a chord', 'Control+;');
    await set('Decision', 'z', 'chord');
    await settings.getByLabel('Typing lag in seconds').fill('3');
    expect(await axeFindings(settings)).toEqual([]);
    await settings.getByRole('button', { name: 'Save settings' }).click();
    await expect(settings.getByText('Your settings are saved.')).toBeVisible();
    await settings.reload();
    await expect(button('Bold: F8. Change the key')).toBeVisible();
    await expect(button('Decision: Ctrl+; z. Change the chord')).toBeVisible();
    await expect(settings.getByLabel('Typing lag in seconds')).toHaveValue('3');
    // One row or all of them go back, and nothing is kept of that until it is saved.
    await button('Set Bold back').click();
    await expect(button('Bold: Ctrl+B. Change the key')).toBeVisible();
    await expect(button('Decision: Ctrl+; z. Change the chord')).toBeVisible();
    await button('Set all keys back').click();
    await expect(button('Decision: Ctrl+. d. Change the chord')).toBeVisible();
    await settings.close();

    // The open editor follows, without losing what was typed.
    await page.bringToFront();
    await notes.toEnd();
    await expect(page.getByRole('button', { name: 'Bold' })).toHaveAttribute('title', 'Bold (F8)', {
      timeout: 20_000,
    });
    await notes.type(' and on');
    await notes.press(LEADER, 'Control+;', 'z');
    await notes.shows(['(decision) still here and on']);
    await notes.press('F8');
    await notes.type(' boldly');
    await expect(notes.row(0).locator('strong')).toHaveText('boldly', { useInnerText: true });
    await notes.press('Control+/');
    const card = page.getByRole('dialog', { name: 'Keys' });
    await expect(card.getByText('Ctrl+; z', { exact: true })).toBeVisible();
    await expect(card.getByText('F8', { exact: true })).toBeVisible();
    await notes.press('Escape');
    await notes.saved();
  });

  test('are a guest’s too, and nobody’s who is not signed in', async ({
    newCall,
    signedInPage,
    anonymousPage,
  }) => {
    const call = await newCall();
    const page = await signedInPage('guest', call);
    await page.goto('/settings');
    await page.getByLabel('Say finished lines').uncheck();
    await page.getByRole('button', { name: 'Save settings' }).click();
    await expect(page.getByText('Your settings are saved.')).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('Say finished lines')).not.toBeChecked();

    const stranger = await anonymousPage();
    await stranger.goto('/settings');
    await expect(stranger.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });
});
