import { expect, test } from './support/fixtures.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

test.describe('two people in one call', () => {
  test('undo only their own changes, and never past the load', async ({ newNotes, openNotes }) => {
    const first = await newNotes('participant');
    const { call } = first;
    await first.type('from before');
    await first.saved();
    await first.page.reload();
    await first.saved();
    const second = await openNotes('participant', call);

    await first.toEnd();
    await first.press('Enter');
    await first.type('mine');
    await second.toRow(0);
    await second.type(' and theirs');
    await first.shows(['from before and theirs', 'mine']);
    await first.press('Control+z', 'Control+z', 'Control+z', 'Control+z', 'Control+z');
    await second.shows(['from before and theirs']);
    await second.press('Control+z', 'Control+z', 'Control+z');
    await first.shows(['from before']);
    await second.shows(['from before']);
    await first.saved();
  });

  test('see each other’s carets, hidden from screen readers', async ({ openNotes, newCall }) => {
    const call = await newCall();
    const first = await openNotes('participant', call);
    const second = await openNotes('participant', call, { who: 'femke' });
    await second.toEnd();
    await second.type('hello');
    const caret = first.text.locator('.cn-caret');
    await expect(caret).toHaveCount(1);
    await expect(caret).toHaveAttribute('aria-hidden', 'true');
    await expect(caret).toContainText(/femke/i);
    await expect(first.text.locator('.cn-caret-flag')).toHaveCSS('opacity', '0');
    await second.page.close();
    await expect(caret).toHaveCount(0);
  });

  test('are not moved by text that arrives above', async ({ newNotes, openNotes }) => {
    const rows = Array.from({ length: 80 }, (_, index) => `line ${String(index)}`);
    const first = await newNotes('participant', { rows });
    const { call } = first;
    await first.row(60).scrollIntoViewIfNeeded();
    await first.toRow(60);
    const place = () => first.row(60).evaluate((row) => Math.round(row.getBoundingClientRect().top));
    const before = await place();

    const second = await openNotes('participant', call);
    await second.toRow(2);
    for (let count = 0; count < 5; count += 1) {
      await second.press('Enter');
      await second.type('above');
    }
    await expect(first.text.getByText('above')).toHaveCount(5);
    const after = await first.row(65).evaluate((row) => Math.round(row.getBoundingClientRect().top));
    expect(await first.row(65).textContent()).toContain('line 60');
    expect(Math.abs(after - before)).toBeLessThanOrEqual(2);
  });
});
