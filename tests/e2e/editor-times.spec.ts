import type { Page } from '@playwright/test';
import { fullDay } from '#lib/dates/day-words.ts';
import { axeFindings } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { NotesPage } from './support/notes-page.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

const DAY_MS = 86_400_000;

/** The days after one on which a call began: `YYYY-MM-DD`, and in full. A test that runs into midnight stays with its call. */
function daysAfter(begun: number): { date: (days: number) => string; full: (days: number) => string } {
  const date = (days: number): string => new Date(begun + days * DAY_MS).toISOString().slice(0, 10);
  return { date, full: (days) => fullDay(date(days)) };
}

const chip = (notes: NotesPage, row: number) => notes.row(row).locator('.cn-tag');
const panel = (page: Page) => page.getByRole('form', { name: 'Owner and due date' });

test.describe('an action', () => {
  test('has its speaker as owner and its due date from its own words, as the pages print it', async ({
    newNotes,
    openNotes,
    signedInPage,
    command,
  }) => {
    const day = daysAfter(Date.now());
    const notes = await newNotes('participant');
    const { call } = notes;
    await notes.type('Milo: I write it up in 2 weeks');
    await notes.press('Control+.', 'a');
    await expect(chip(notes, 0)).toHaveText(/^Action · Milo · by \w{3} \d{1,2} \w{3,4}/u);
    await expect(chip(notes, 0)).toHaveAttribute('title', `Milo, by ${day.full(14)}`);
    await notes.press('Enter');
    await notes.type('Milou: Milo to read it');
    await notes.press('Control+.', 'a');
    await notes.type(', by tomorrow');
    await notes.press('Enter');
    await expect(chip(notes, 1)).toHaveAttribute('title', `Milo, by ${day.full(1)}`);
    await notes.shows([
      '(action) Milo: I write it up in 2 weeks',
      '(action) Milou: Milo to read it, by tomorrow',
      '',
    ]);
    await notes.saved();

    const other = await openNotes('participant', call);
    const words = (await chip(notes, 1).textContent()) ?? '';
    await expect(chip(other, 1)).toHaveText(words);
    const place = `${call.series}/${call.number}`;
    const exported = async (format: string) => (await command('export', place, '--format', format)).stdout;
    await expect.poll(async () => exported('md')).toContain(`(due: ${day.date(14)})`);
    expect(await exported('txt')).toMatch(/Milou: ACTION \(Milo, by \w{3} \d/u);
    const reader = await signedInPage('participant', call, { javaScriptEnabled: false });
    await reader.goto(call.url);
    await expect(reader.getByText(words, { exact: true })).toBeVisible();
  });

  test('gets owner, due date and tick in a panel, and the caret back after it', async ({ newNotes }) => {
    const day = daysAfter(Date.now());
    const notes = await newNotes('participant');
    const { page } = notes;
    await notes.type('Milo: write it up');
    await notes.press('Enter');
    await notes.type('Milou: yes');
    await notes.toRow(0);
    await notes.press('Control+.', 'a', 'ArrowLeft', 'ArrowLeft');
    // The editor hears of a moved caret a moment later, and a moved caret ends a chord.
    await expect.poll(() => page.evaluate(() => getSelection()?.focusOffset)).toBe('write it '.length);
    await notes.press('Control+.', 'o');
    await expect(panel(page)).toContainText('write it up');
    const [owner, due] = [panel(page).getByRole('combobox'), panel(page).getByLabel('Due')];
    await expect(owner).toBeFocused();
    expect(await axeFindings(page)).toEqual([]);
    await notes.type('milou');
    await expect(page.getByRole('option', { selected: true })).toHaveText(/Milou/u);
    await notes.press('Tab');
    await expect(owner).toHaveValue('Milou');
    await notes.type('some day');
    await expect(panel(page)).toContainText('No date is understood in “some day”.');
    await notes.press('Enter');
    await expect(panel(page).getByRole('alert')).toBeVisible();
    await due.fill('in 3 days');
    await expect(panel(page)).toContainText(day.full(3));
    await notes.press('Tab', 'Space', 'Enter');
    await expect(panel(page)).toBeHidden();
    await expect(chip(notes, 0)).toHaveAttribute('title', `Milou, by ${day.full(3)}`);
    await expect(chip(notes, 0)).toHaveText(/^Action done · Milou · by/u);
    await notes.type('|');
    await notes.shows(['(action) Milo: write it |up', 'Milou: yes']);

    // What was set by hand stays, whatever words come after.
    await notes.press('End');
    await notes.type(' tomorrow');
    await notes.press('ArrowDown', 'End');
    await chip(notes, 0).click();
    await expect(due).toHaveValue(day.full(3).replace(/^\w+ /u, ''));
    await owner.fill('');
    await notes.press('Escape');
    await expect(panel(page)).toBeHidden();
    await notes.type('|');
    await notes.shows(['(action) Milo: write it |up tomorrow', 'Milou: yes|']);
    await expect(chip(notes, 0)).toHaveAttribute('title', `Milou, by ${day.full(3)}`);
  });

  test('takes a whole date while the call has none', async ({ newNotes }) => {
    const notes = await newNotes('participant', { state: 'planned' });
    const { page } = notes;
    await notes.type('write it up by friday');
    await notes.press('Control+.', 'o');
    await panel(page).getByLabel('Due').fill('friday');
    await expect(panel(page)).toContainText('This call has no date: write the day as 2026-07-03.');
    await panel(page).getByLabel('Due').fill('2031-01-03');
    await expect(panel(page)).toContainText('Friday 3 January 2031');
    await notes.press('Enter');
    await expect(chip(notes, 0)).toHaveText('Action · by Fri 3 Jan 2031');
  });
});

test.describe('gaps', () => {
  test('are whole missed lines by a chord or an ellipsis, and are counted and walked through', async ({
    newNotes,
    signedInPage,
  }) => {
    const notes = await newNotes('notetaker');
    const { page, call } = notes;
    const counter = page.getByRole('button', { name: /^\d+ gaps?$/u });
    await expect(counter).toHaveCount(0);
    await notes.type('Milo: we begin');
    await notes.press('Control+.', 'm');
    await expect(counter).toHaveText('1 gap');
    await notes.type('…');
    await notes.press('Enter');
    await notes.type('Milou: and then ');
    await notes.press('Control+.', 'g');
    await notes.type(' it was done');
    await notes.shows(['Milo: we begin', '…', '…', 'Milou: and then … it was done']);
    await expect(counter).toHaveText('3 gaps');
    expect(await axeFindings(page)).toEqual([]);

    await notes.toRow(1);
    await notes.press('Control+.', 'e');
    await expect(page.getByText(/^Gap 2 of 3, about \d\d:\d\d$/u)).toBeAttached();
    await counter.click();
    await expect(page.getByText(/^Gap 3 of 3, about/u)).toBeAttached();
    await expect(notes.text).toBeFocused();
    await notes.type('everything');
    await notes.shows(['Milo: we begin', '…', '…', 'Milou: and then everything it was done']);
    await expect(counter).toHaveText('2 gaps');
    await notes.press('Control+.', 'e');
    await expect(page.getByText(/^Gap 1 of 2, about/u)).toBeAttached();
    await notes.saved();

    await page.getByRole('button', { name: 'End call' }).click();
    const summary = await signedInPage('participant', call, { javaScriptEnabled: false });
    await expect(async () => {
      await summary.goto(call.url);
      await expect(summary.getByText('2 gaps, where something was missed:')).toBeVisible({ timeout: 1000 });
    }).toPass();
  });
});

test('a gap lies before its typing by the lag that its notetaker has set', async ({
  newCall,
  signedInPage,
}) => {
  const call = await newCall();
  const page = await signedInPage('notetaker', call);
  await page.goto('/settings');
  await page.getByLabel('Typing lag in seconds').fill('60');
  await page.getByRole('button', { name: 'Save settings' }).click();
  await expect(page.getByRole('status').filter({ hasText: /\w/u })).toBeVisible();
  const notes = await NotesPage.open(page, call);
  await notes.clear();
  const aMinuteAgo = () => `at ${new Date(Date.now() - 60_000).toISOString().slice(11, 16)}`;
  const earliest = aMinuteAgo();
  await notes.type('…');
  const latest = aMinuteAgo();
  const gap = notes.row(0).locator('[data-gap-id]');
  await expect(gap).toHaveAttribute('title', new RegExp(`(?:${earliest}|${latest})$`, 'u'));
});

test.describe('a stamp', () => {
  test('that does not fit between the others is asked about, and put right by a chord', async ({
    newNotes,
  }) => {
    const notes = await newNotes('participant');
    const { page } = notes;
    const clock = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);
    const [first, slip, meant, last] = [clock(-20), clock(50), clock(-10), clock(-2)];
    await notes.type(`${first} Milo asked`);
    await notes.press('Enter');
    await notes.type(`Milou: nothing new ${slip}`);
    await notes.press('Enter');
    await notes.type(`${last} Otto came`);
    await notes.press('Enter');
    const offer = page.getByText(`${meant} for ${slip}, between ${first} and ${last}?`);
    await expect(offer).toHaveCount(1);
    await notes.toRow(1);
    await notes.press('Control+.', 'y');
    await expect(offer).toHaveCount(0);
    const rows = [`${first} Milo asked`, `Milou: nothing new ${meant}`, `${last} Otto came`, ''];
    await notes.shows(rows);
    await expect(notes.row(1).locator('time')).toHaveAttribute('title', new RegExp(`, ${meant} UTC$`, 'u'));
    await notes.press('Control+z');
    await notes.shows(rows.map((row) => row.replace(meant, slip)));
  });
});
