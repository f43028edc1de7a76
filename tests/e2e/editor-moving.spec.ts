import { expect, test } from './support/fixtures.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

test('lines and agenda items move by key, and around a line that somebody else types', async ({
  newNotes,
  openNotes,
}) => {
  const mine = await newNotes('participant');
  const { call } = mine;
  await mine.type('one');
  await mine.press('Enter');
  await mine.type('two');
  await mine.press('Enter');
  await mine.type('Build');
  await mine.press('Control+Alt+1', 'Enter');
  await mine.type('three');
  await mine.toRow(0);
  await mine.press('Alt+ArrowDown');
  await mine.type('!');
  await mine.shows(['two', 'one!', '1 Build', 'three']);
  await mine.press('Alt+ArrowDown');
  await mine.shows(['two', '1 Build', 'one!', 'three']);
  await mine.press('Control+z');
  await mine.shows(['two', 'one!', '1 Build', 'three']);

  const theirs = await openNotes('participant', call, { who: 'femke' });
  await theirs.toRow(0);
  await theirs.type('?');
  const mark = mine.row(0).locator('.cn-writing');
  await expect(mark).toBeVisible();
  await expect(mark).toHaveText(/femke.* is writing here/iu);
  await mine.toRow(1);
  await mine.press('Alt+ArrowUp');
  await theirs.type('?');
  await mine.shows(['one!', 'two??', '1 Build', 'three']);
  await theirs.shows(['one!', 'two??', '1 Build', 'three']);

  // Enter at the end of the line above opens below the line that is typed.
  await mine.press('Enter');
  await mine.type('below');
  await theirs.type('.');
  await theirs.shows(['one!', 'two??.', 'below', '1 Build', 'three']);
  await mine.saved();
  await expect(mine.text.locator('.cn-writing:visible')).toHaveCount(0, { timeout: 15_000 });
});

test('nobody’s view moves, whatever happens above it', async ({ newNotes, openNotes }) => {
  const rows = Array.from({ length: 90 }, (_, index) => `line ${String(index)}`);
  const reader = await newNotes('participant', { rows });
  const writer = await openNotes('participant', reader.call, { who: 'femke' });

  const seen = reader.text.getByText('line 60', { exact: true });
  const lines = reader.text.locator('.cn-line');
  const top = (): Promise<number> => seen.evaluate((row) => row.getBoundingClientRect().top);
  for (const withCaret of [true, false]) {
    await seen.click();
    await reader.press('End');
    await seen.evaluate((row) => {
      row.scrollIntoView({ block: 'center' });
    });
    if (!withCaret) await reader.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    const before = await top();
    const stays = async (what: string, arrived: () => Promise<void>): Promise<void> => {
      await test.step(`${what}, ${withCaret ? 'with the caret in sight' : 'without a caret'}`, async () => {
        await arrived();
        expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(2);
      });
    };
    const first = withCaret ? 2 : 12;
    await writer.toRow(first);
    await writer.type('+');
    await stays('a line is reserved', () =>
      expect(reader.row(first).locator('.cn-writing')).toHaveCSS('visibility', 'visible'),
    );
    await writer.press('Enter');
    await writer.type('inserted');
    await stays('a line is inserted', () => expect(reader.row(first + 1)).toContainText('inserted'));
    await writer.press('Home');
    await writer.type('Milo:');
    await stays('a speaker is taken', () => expect(reader.row(first + 1)).toContainText('Milo'));
    await writer.press('Alt+ArrowUp');
    await stays('a line is moved', () => expect(reader.row(first)).toContainText('inserted'));
    await writer.press('Control+Alt+1');
    await stays('a line becomes an agenda item', () => expect(reader.row(first)).toHaveClass(/cn-item/u));
    while ((await writer.text.getByText('inserted').count()) > 0) await writer.press('Control+z');
    await stays('all of it is undone', () => expect(reader.text.getByText('inserted')).toHaveCount(0));
    // The last undo may have brought back what was deleted right before.
    await expect(lines).toHaveCount(await writer.text.locator('.cn-line').count());
    const count = await lines.count();
    await writer.toRow(first + 2);
    await writer.press('Home', 'Shift+ArrowUp', 'Shift+ArrowUp', 'Delete');
    await stays('lines are deleted', () => expect(lines).toHaveCount(count - 2));
    await reader.saved();
  }
});
