import { expect, test } from './support/fixtures.ts';

test.slow();

test('a long note keeps caret, names, save state and agenda links in sight', async ({ newNotesByCable }) => {
  const { notes, network } = await newNotesByCable('participant', {
    rows: [
      '# Harbour lights',
      ...['Milou', 'Milo', 'Mirte'].map((name) => `${name}: here`),
      'Willemijntje van der Wolkenstein: a long name stays in its row',
      'a row of the long note',
      ...Array.from({ length: 60 }, () => ''),
    ],
  });
  const { page } = notes;
  const margin = notes.row(4).locator('.cn-who');
  await expect(margin).toHaveAttribute('title', 'Willemijntje van der Wolkenstein');
  const height = (box: { height: number } | null): number => box?.height ?? 0;
  expect(height(await margin.boundingBox())).toBeLessThanOrEqual(height(await notes.row(4).boundingBox()));

  await test.step('the names stand above the caret where the window ends', async () => {
    await notes.type('mi');
    await expect(page.getByRole('option')).toHaveCount(3);
    for (const option of await page.getByRole('option').all())
      await expect(option).toBeInViewport({ ratio: 1 });
    await notes.press('Tab');
  });

  await test.step('the caret does not go under the toolbar', async () => {
    for (let row = 0; row < 45; row += 1) await notes.press('ArrowUp');
    const bar = await page.locator('.cn-bar').boundingBox();
    const row = await page.evaluate(() => {
      const at = getSelection()?.focusNode;
      const element = at instanceof Element ? at : at?.parentElement;
      return element?.closest('.cn-line')?.getBoundingClientRect().top ?? 0;
    });
    expect(row).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0));
  });

  await test.step('a cut network is told where the typing is', async () => {
    await expect(notes.state).not.toBeInViewport();
    await expect(page.locator('.cn-bar-state')).toHaveCount(0);
    await network.pull();
    await notes.type('kept');
    await expect(page.locator('.cn-bar-state')).toContainText('kept on this device');
    network.putBack();
    await expect(page.locator('.cn-bar-state')).toHaveCount(0, { timeout: 20_000 });
    await notes.saved();
  });

  await test.step('the agenda leads to its items while they are edited', async () => {
    await notes.press('Control+End');
    const heading = notes.text.getByRole('heading', { name: 'Harbour lights' });
    await expect(heading).not.toBeInViewport();
    await page.getByRole('link', { name: /Harbour lights/ }).click({ timeout: 30_000 });
    await expect(heading).toBeInViewport({ ratio: 1 });
  });
});

test('a title of one long word leaves the panel of the call in the window', async ({
  newCall,
  signedInPage,
}) => {
  const call = await newCall('planned');
  const page = await signedInPage('owner', call);
  await page.goto(`${new URL(call.url).origin}/${call.series}/new-call`);
  await page.getByLabel('Title').fill(`A call on ${'winterlichtsamenkomst'.repeat(6)}`);
  await page.getByRole('button', { name: 'Plan the call' }).click();
  for (const width of [1280, 700, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await page.getByText('Set up', { exact: true }).click();
    const copy = page.getByRole('button', { name: 'Copy' });
    await copy.scrollIntoViewIfNeeded();
    await expect(copy).toBeInViewport({ ratio: 1 });
    await expect(page.getByText('Guest link', { exact: true })).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.keyboard.press('Escape');
  }
});
