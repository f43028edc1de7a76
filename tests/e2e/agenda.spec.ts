import type { Locator, Page } from '@playwright/test';
import { expect, test, type NewCall } from './support/fixtures.ts';
import { NotesPage } from './support/notes-page.ts';

// Several browsers at once: on a busy machine that takes its time.
test.setTimeout(300_000);

const box = (page: Page): Locator => page.getByRole('form', { name: 'Propose an item' });
/** Comes in to a call as a guest by its link, and opens the notes. */
async function guestOf(chair: Page, guest: Page, call: NewCall): Promise<NotesPage> {
  await chair.goto(call.url);
  await chair.getByText('Set up', { exact: true }).click();
  await guest.goto(await chair.getByRole('textbox', { name: 'Guest link' }).inputValue());
  await guest.getByLabel('Your name').fill('Juno');
  await guest.getByRole('button', { name: 'Join the call' }).click();
  await expect(guest).toHaveURL(call.url);
  return NotesPage.open(guest, call);
}

const length = (page: Page): Locator => page.getByRole('region', { name: 'Length of the agenda' });
const said = (page: Page): Locator => page.locator('output.sr-only');

async function propose(page: Page, title: string, minutes: string): Promise<void> {
  await box(page).getByLabel('What about').fill(title);
  await box(page).getByLabel('Minutes').fill(minutes);
  await box(page).getByLabel('Minutes').press('Enter');
  await expect(box(page).getByRole('status')).toContainText(`“${title}” is on the agenda.`);
  await expect(box(page).getByLabel('What about')).toBeFocused();
  await expect(box(page).getByLabel('What about')).toHaveValue('');
}

/** The headings on the page, as `1 Welcome`. */
async function agenda(notes: NotesPage): Promise<string[]> {
  return (await notes.rows()).filter((row) => /^\d/u.test(row));
}

test('two people and a guest build an agenda at the same time', async ({
  anonymousPage,
  newCall,
  openNotes,
  signedInPage,
}) => {
  const call = await newCall('planned', undefined, ['# Welcome', '# Fleet', 'Twelve boats', '# Any other business', '']); // prettier-ignore
  const chair = await openNotes('chair', call, { who: 'rosa' });
  const member = await openNotes('participant', call, { who: 'otto' });
  const guest = await guestOf(await signedInPage('chair', call), await anonymousPage(), call);

  await test.step('one types while the others add items from the box, and nothing is touched', async () => {
    await chair.toRow(1);
    await Promise.all([
      chair.type(' and harbour, with a long name that takes a while to write'),
      propose(member.page, 'Ropes', '15'),
      propose(guest.page, 'Testing', '10'),
    ]);
    const fleet = '2 Fleet and harbour, with a long name that takes a while to write';
    for (const notes of [chair, member, guest]) {
      await expect
        .poll(async () => (await agenda(notes)).toSorted())
        .toEqual(expect.arrayContaining(['1 Welcome', fleet, '5 Any other business']));
      await expect.poll(() => agenda(notes)).toHaveLength(5);
    }
    await expect(chair.text).toContainText('proposed by Juno (guest)');
  });

  await test.step('the order is changed by keyboard alone, and the new place is said', async () => {
    const ropes = (await chair.rows()).findIndex((row) => row.endsWith('Ropes'));
    await member.row(ropes).locator('.cn-heading').focus();
    await member.toRow(ropes);
    while ((await agenda(member))[0] !== '1 Ropes') await member.press('Alt+ArrowUp');
    await expect(said(member.page).filter({ hasText: 'Ropes, moved to 1 of 5' })).toHaveCount(1);
    await member.press('Tab');
    await expect.poll(() => agenda(chair)).toContain('1 Ropes');
    await member.press('Alt+ArrowDown', 'Shift+Tab');
    await expect.poll(async () => (await agenda(chair))[0]).toBe('1 Welcome');
    await expect.poll(async () => (await agenda(guest)).slice(0, 2)).toEqual(['1 Welcome', '2 Ropes']);
  });

  await test.step('70 of 60 minutes stands in red, with the items that fall off', async () => {
    const boxes = [
      ['Welcome', '15'],
      ['Fleet', '30'],
      ['Ropes', '15'],
      ['Testing', '10'],
    ] as const;
    for (const [title, minutes] of boxes) {
      const item = chair.text.locator('.cn-item').filter({ has: chair.page.locator('.cn-heading', { hasText: title }) }); // prettier-ignore
      await item.getByRole('textbox', { name: /^Minutes/u }).fill(minutes);
      await item.getByRole('textbox', { name: /^Minutes/u }).press('Enter');
    }
    for (const notes of [chair, guest]) {
      await expect(length(notes.page)).toContainText(
        '70 of 60 minutes: “Testing” and 1 more fall off the end',
      );
      await expect(length(notes.page)).toContainText('1 item has no time given');
    }
    const words = length(guest.page).getByText(/70 of 60/u);
    const red = await guest.page.evaluate(() => {
      const probe = document.createElement('i');
      probe.style.color = 'var(--color-danger)';
      document.body.append(probe);
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    });
    await expect(words).toHaveCSS('color', red);
    await expect(guest.text.locator('.cn-item[data-fit="off"] .cn-item-late').first()).toHaveText(
      'falls off the end',
    );
  });

  await test.step('votes are counted, named, and order the agenda in one undoable step', async () => {
    const testing = (notes: NotesPage): Locator =>
      notes.text.getByRole('button', { name: /wants? this: Testing/iu });
    await testing(guest).click();
    await expect(testing(chair)).toHaveText('1 wants this');
    await testing(member).press('Enter');
    await expect(testing(chair)).toHaveText('2 want this');
    await expect(testing(chair)).toHaveAttribute('title', /Juno and .* want to talk/u);
    const before = await agenda(chair);
    await expect(guest.page.getByRole('button', { name: 'Order by votes' })).toHaveCount(0);
    await chair.page.getByRole('button', { name: 'Order by votes' }).click();
    await expect.poll(async () => (await agenda(guest))[0]).toBe('1 Testing');
    await chair.text.focus();
    await chair.press('Control+z');
    await expect.poll(() => agenda(guest)).toEqual(before);
  });

  await test.step('an item is dragged by its handle, and Escape lets it stay', async () => {
    const item = (title: string): Locator =>
      chair.text.locator('.cn-item').filter({ has: chair.page.locator('.cn-heading', { hasText: title }) });
    const { mouse } = chair.page;
    const pick = async (): Promise<void> => {
      await item('Testing').hover();
      const handle = await item('Testing').locator('.cn-handle').boundingBox();
      await mouse.move((handle?.x ?? 0) + 8, (handle?.y ?? 0) + 8);
      await mouse.down();
      const target = await item('Welcome').boundingBox();
      await mouse.move(300, (target?.y ?? 0) + 4, { steps: 8 });
      await expect(chair.page.locator('.cn-drop-line')).toBeVisible();
    };
    const before = await agenda(chair);
    await pick();
    await chair.press('Escape');
    await mouse.up();
    expect(await agenda(chair)).toEqual(before);
    await pick();
    await mouse.up();
    await expect.poll(async () => (await agenda(guest))[0]).toBe('1 Testing');
  });

  await test.step('what is proposed after the lock waits in the parking lot, and is put on the agenda from there', async () => {
    await chair.page.getByText('Set up', { exact: true }).click();
    await chair.page.getByRole('button', { name: 'Lock the agenda' }).click();
    const late = guest.page.getByRole('form', { name: 'Propose an item' });
    await expect(late).toContainText('The agenda is locked', { timeout: 20_000 });
    await late.getByLabel('What about').fill('Too late');
    await late.getByRole('button', { name: 'Propose for later' }).click();
    await expect(late.getByRole('status')).toContainText('“Too late” waits in the parking lot');

    await chair.page.goto(`/${call.series}/parking`);
    const parked = chair.page.getByRole('list', { name: 'Parked items' });
    await expect(parked).toContainText(/Too late.*proposed by .*\(guest\).*from call #/u);
    await parked.getByRole('button', { name: /Put on the agenda.*Too late/u }).click();
    await expect(chair.page.getByRole('status')).toContainText('“Too late” is on the agenda of call #');
    await expect.poll(() => agenda(guest)).toContainEqual(expect.stringContaining('Too late'));
  });

  await test.step('an item is parked from its menu, by keyboard', async () => {
    const again = await NotesPage.open(chair.page, call);
    const row = (await again.rows()).findIndex((text) => text.endsWith('Too late'));
    await again.toRow(row);
    await again.press('Control+.', 'i');
    const menu = chair.page.getByRole('region', { name: 'Item: Too late' });
    await expect(menu.getByRole('button', { name: 'Move up' })).toBeFocused();
    await menu.getByRole('button', { name: 'Park' }).press('Enter');
    await expect.poll(() => agenda(again)).not.toContainEqual(expect.stringContaining('Too late'));
    await expect(again.text).toBeFocused();
  });

  await test.step('without JavaScript the length and the box stand on the page, and the box works', async () => {
    const plain = await signedInPage('chair', call, { javaScriptEnabled: false });
    await plain.goto(call.url);
    await expect(length(plain)).toContainText('70 of 60 minutes');
    await plain.getByLabel('What about').fill('Plain paper');
    await plain.getByRole('button', { name: 'Add to the agenda' }).click();
    await expect(plain.getByRole('heading', { name: /Plain paper/u })).toBeVisible();
    await expect.poll(() => agenda(guest)).toContainEqual(expect.stringContaining('Plain paper'));
  });
});

test('an agenda item added by a guest survives the template, the carry-over and the export with its proposer', async ({
  anonymousPage,
  command,
  newCall,
  openNotes,
  signedInPage,
}) => {
  const first = await newCall('planned', undefined, ['# Welcome', '']);
  const chair = await signedInPage('owner', first);

  await test.step('the template is edited in the editor of the notes, prompts included', async () => {
    await chair.goto(`/${first.series}/template`);
    const template = new NotesPage(chair, first);
    await expect(template.text).toBeEditable({ timeout: 30_000 });
    await template.saved();
    await expect(chair.getByRole('button', { name: /Start|Publish|take over/u })).toHaveCount(0);
    await template.toRow(-2);
    await template.press('Enter');
    await template.type('What did we learn');
    await chair.getByRole('button', { name: /In a template/u }).click();
    await expect(template.text.locator('.cn-text[data-prompt="What did we learn"]')).toHaveText('');
    await template.saved();
  });

  const second = await test.step('a new call begins with it', async (): Promise<NewCall> => {
    await chair.goto(`/${first.series}/new-call`);
    await chair.getByRole('button', { name: 'Plan the call' }).click();
    await expect(chair.getByRole('heading', { name: 'Review previous actions' })).toBeVisible({
      timeout: 20_000,
    });
    await expect(chair.locator('[data-prompt="What did we learn"]')).toBeVisible({ timeout: 20_000 });
    const url = chair.url();
    return { ...first, number: Number(url.split('/').at(-1)), url };
  });

  await test.step('a guest adds an item, which is moved on to the call after', async () => {
    const guest = await guestOf(chair, await anonymousPage(), second);
    await propose(guest.page, 'Sails', '15');
    await chair.goto(`/${first.series}/new-call`);
    await chair.getByRole('button', { name: 'Plan the call' }).click();
    await expect(chair.getByRole('heading', { level: 1 })).toContainText(`#${String(second.number + 1)}`);
    const notes = await openNotes('chair', second);
    const row = (await notes.rows()).findIndex((text) => text.endsWith('Sails'));
    await notes.toRow(row);
    await notes.press('Control+.', 'i');
    await notes.page.getByRole('button', { name: 'Move to the next call' }).click();
    await expect(notes.text.locator('.cn-item[data-state="carried"]')).toContainText('Sails');
  });

  await test.step('it stands there and in the export with who proposed it', async () => {
    const number = String(second.number + 1);
    const { stdout } = await command('export', `${first.series}/${number}`, '--format', 'md');
    expect(stdout).toMatch(/Sails .*"proposer":"Juno \(guest\)"/u);
    expect(stdout).not.toContain('What did we learn');
    await chair.goto(second.url.replace(/\d+$/u, number));
    await expect(chair.getByRole('main')).toContainText('proposed by Juno (guest)');
  });
});
