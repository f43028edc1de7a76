import type { Locator, Page } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

const log = (page: Page): Locator => page.getByRole('log', { name: 'Finished lines' });

/** Keeps every text that the log had from here on. */
async function collect(page: Page): Promise<() => Promise<string[]>> {
  await log(page).evaluate((element) => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver((changes) => {
      for (const change of changes)
        for (const node of change.addedNodes) if (node.textContent) said.push(node.textContent);
    }).observe(element, { childList: true });
  });
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said);
}

test('a line that somebody else finishes is read out once, politely, with who said it', async ({
  newNotes,
  openNotes,
}) => {
  const writer = await newNotes('notetaker');
  const hearer = await openNotes('participant', writer.call);
  const said = await collect(hearer.page);
  const own = await collect(writer.page);

  await writer.type('Oskar: the build is red');
  await expect(hearer.text).toContainText('the build is red');
  expect(await said()).toEqual([]);
  await writer.press('Enter');
  await expect(log(hearer.page)).toMatchAriaSnapshot(`
    - log "Finished lines":
      - paragraph: "Oskar: the build is red"
  `);
  await writer.type('Oskar: I will … look');
  await writer.press('Control+.', 'a', 'Enter');
  await expect.poll(said).toEqual(['Oskar: the build is red', 'Action, Oskar: I will gap look']);
  await writer.type('Ada: nobody is in this line any more');
  await writer.toRow(0);
  await expect.poll(said).toHaveLength(3);
  expect((await said()).at(-1)).toBe('Ada: nobody is in this line any more');

  expect(await own()).toEqual([]);
  await expect(log(hearer.page)).not.toHaveAttribute('aria-live', 'assertive');
  expect(await axeFindings(hearer.page)).toEqual([]);
});

test('reading out is muted and begun again by a chord, and what was missed stays unsaid', async ({
  newNotes,
  openNotes,
}) => {
  const writer = await newNotes('notetaker');
  const hearer = await openNotes('participant', writer.call);
  const said = await collect(hearer.page);

  await hearer.text.focus();
  await hearer.press('Control+.', 'l');
  await expect(hearer.page.getByText('Finished lines are no longer read out.')).toBeAttached();
  await writer.type('Oskar: unheard');
  await writer.press('Enter');
  await expect(hearer.text).toContainText('unheard');
  await hearer.press('Control+.', 'l');
  await expect(hearer.page.getByText('Finished lines are read out.')).toBeAttached();
  await writer.type('Oskar: heard');
  await writer.press('Enter');
  await expect.poll(said).toEqual(['Oskar: heard']);
});

test('a page that is opened does not read out what stood there', async ({ newNotes, openNotes }) => {
  const writer = await newNotes('notetaker');
  const { call } = writer;
  await writer.type('Oskar: from before');
  await writer.press('Enter');
  await writer.saved();
  const hearer = await openNotes('participant', call);
  await hearer.page.reload();
  await hearer.saved();
  await writer.type('Oskar: new');
  await writer.press('Enter');
  // The last message stands in the log: there was no other before it.
  await expect(log(hearer.page)).toHaveText('Oskar: new');
});
