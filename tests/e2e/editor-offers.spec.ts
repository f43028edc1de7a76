import type { Locator, Page } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import type { NotesPage } from './support/notes-page.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();
test.use({ viewport: { width: 1440, height: 900 } });

const LEADER = 'Control+.';
const offers = (page: Page): Locator => page.locator('.cn-offer');
const said = (page: Page, text: string): Locator => page.locator('output', { hasText: text });
const lines = [
  'Milo: Let us print on yellow paper',
  'Milou: Any objections?',
  'Otto: No',
  'Otto: I’ll write it up',
];

async function write(notes: NotesPage, ...rows: string[]): Promise<void> {
  for (const [index, row] of rows.entries()) {
    if (index > 0) await notes.press('Enter');
    await notes.type(row);
  }
}

/** Where the lines stand on the page. */
async function places(notes: NotesPage): Promise<number[]> {
  return notes.text
    .locator('.cn-line')
    .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top));
}

test('likely promises are offered to both, beside their lines and without moving one, and accepted once', async ({
  newNotes,
  openNotes,
}) => {
  const one = await newNotes('notetaker');
  const other = await openNotes('participant', one.call);
  for (const { page } of [one, other]) await page.setViewportSize({ width: 1440, height: 900 });
  await write(one, ...lines);
  const before = await places(one);
  for (const { page } of [one, other]) {
    await expect(offers(page)).toHaveText([/Decision\?/, /Action for Otto\?/]);
  }
  expect(await places(one)).toEqual(before);
  expect(await axeFindings(one.page)).toEqual([]);

  // The caret stands on the promise; the decision is answered with the pointer, and nobody's caret moves.
  await offers(one.page).first().hover();
  await expect(one.page.locator('.cn-offer-source')).toHaveCount(3);
  await one.page.getByRole('button', { name: 'Accept: decision' }).click();
  await other.shows([lines[0] ?? '', lines[1] ?? '', '(decision) Otto: No', lines[3] ?? '']);
  await expect(offers(other.page)).toHaveText([/Action for Otto\?/]);
  await one.type(' now');
  await other.shows([lines[0] ?? '', lines[1] ?? '', '(decision) Otto: No', 'Otto: I’ll write it up now']);

  // What one dismisses the other still has.
  await one.press(LEADER, 'x');
  await expect(said(one.page, 'Dismissed: action for Otto.')).toHaveCount(1);
  await expect(offers(one.page)).toHaveCount(0);
  await expect(offers(other.page)).toHaveCount(1);
  await one.saved();
  await one.page.reload();
  await expect(one.text).toBeEditable({ timeout: 30_000 });
  await other.text.focus();
  await other.toRow(3);
  await expect(other.page.locator('.cn-offer-source')).toHaveCount(1);
  await other.press(LEADER, 'y');
  await expect(said(other.page, 'Accepted: action for Otto.')).toHaveCount(1);
  await one.shows([
    lines[0] ?? '',
    lines[1] ?? '',
    '(decision) Otto: No',
    '(action) Otto: I’ll write it up now',
  ]);
  await expect(offers(one.page)).toHaveCount(0);
});

test('a key accepts the nearest offer above the caret, and undo brings it back', async ({ newNotes }) => {
  const notes = await newNotes('notetaker', {
    rows: ['Milo: can someone check the index?', 'Otto: I’ll check it', 'Milo: thanks'],
  });
  await expect(offers(notes.page)).toHaveCount(1);
  await notes.press(LEADER, 'y');
  await notes.shows(['Milo: can someone check the index?', '(action) Otto: I’ll check it', 'Milo: thanks']);
  await expect(offers(notes.page)).toHaveCount(0);
  await notes.type(' a lot');
  await notes.press('Control+z', 'Control+z');
  await notes.shows(['Milo: can someone check the index?', 'Otto: I’ll check it', 'Milo: thanks']);
  await expect(offers(notes.page)).toHaveCount(1);
  await notes.toRow(1);
  await notes.press(LEADER, 'd');
  await notes.shows(['Milo: can someone check the index?', '(decision) Otto: I’ll check it', 'Milo: thanks']);
  await expect(offers(notes.page)).toHaveCount(0);
});

test('a line that speaks of its speaker is offered their look-alike, and a key swaps the two', async ({
  newNotes,
}) => {
  const notes = await newNotes('notetaker', {
    rows: ['Milo: hello', 'Milou: hi', 'Milou: what Milou said is right'],
  });
  await expect(offers(notes.page)).toHaveText(/Milou speaks of Milou: is it Milo\?/);
  await notes.press(LEADER, 'y');
  await notes.shows(['Milo: hello', 'Milou: hi', 'Milo: what Milou said is right']);
  await expect(offers(notes.page)).toHaveCount(0);
  await notes.press(LEADER, 's');
  await expect(said(notes.page, 'Milou:')).toHaveCount(1);
  await notes.shows(['Milo: hello', 'Milou: hi', 'Milou: what Milou said is right']);
  await notes.press(LEADER, 's');
  await notes.shows(['Milo: hello', 'Milou: hi', 'Milo: what Milou said is right']);
});

test('on a phone an offer opens by its mark, and takes no room', async ({ newNotes }) => {
  const notes = await newNotes('notetaker', { rows: lines });
  await notes.page.setViewportSize({ width: 390, height: 800 });
  await expect(offers(notes.page)).toHaveCount(2);
  const before = await places(notes);
  await expect(notes.page.getByRole('button', { name: 'Accept: decision' })).toBeHidden();
  await notes.page.getByRole('button', { name: 'Offer: decision' }).click();
  await notes.page.getByRole('button', { name: 'Accept: decision' }).click();
  await expect.poll(async () => (await notes.rows())[2]).toBe('(decision) Otto: No');
  expect(await places(notes)).toEqual(before);
  const width = await notes.page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(390);
});

test('what was left open is listed once after the call', async ({ newNotes }) => {
  const notes = await newNotes('chair', { rows: lines });
  const { page } = notes;
  await expect(offers(page)).toHaveCount(2);
  await notes.saved();
  const list = page.getByRole('region', { name: 'Left open in the call' });
  await expect(list).toHaveCount(0);
  await page.getByRole('button', { name: 'End call' }).click();
  await expect(list.getByRole('link')).toHaveText(['Milo: Let us print on yellow paper', 'Milou: Any objections?', 'Otto: No', 'Otto: I’ll write it up']); // prettier-ignore
  await notes.saved();
  expect(await axeFindings(page)).toEqual([]);

  // From the keyboard alone: the answer of one row leads to the next.
  const before = await places(notes);
  await list.getByRole('button', { name: 'Accept: decision' }).focus();
  await notes.press('Enter');
  await expect(list.getByRole('button', { name: 'Accept: action for Otto' })).toBeFocused();
  await expect(list).toContainText('Accepted');
  await expect.poll(async () => (await notes.rows())[2]).toBe('(decision) Otto: No');
  expect((await places(notes))[3]).toBe(before[3]);
  await notes.saved();
  await page.reload();
  await expect(list.getByRole('link')).toHaveText(['Otto: I’ll write it up']);
  await list.getByRole('button', { name: 'Not now' }).focus();
  await notes.press('Enter');
  await expect(list).toHaveCount(0);
  await expect(notes.text).toBeFocused();
  await page.reload();
  await expect(offers(page)).toHaveCount(1);
  await expect(list).toHaveCount(0);
});
