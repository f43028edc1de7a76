import { expect, test } from '#tests/e2e/support/fixtures.ts';

test('notes are read without JavaScript in every state', async ({ anonymousPage }) => {
  const page = await anonymousPage({ javaScriptEnabled: false });
  const states = [
    { number: 12, state: 'Published', text: 'Three years is when the battery goes anyway' },
    { number: 13, state: 'Live', text: 'If it survives there, it survives anywhere' },
    { number: 14, state: 'Planned', text: 'What is still missing' },
  ];
  for (const { number, state, text } of states) {
    await page.goto(`/tidewater/${String(number)}`);
    await expect(page.locator('main header')).toContainText(state);
    await expect(page.getByRole('article')).toContainText(text);
  }
});

test('a published page leads from its summary and its agenda to the lines, each with an address', async ({
  anonymousPage,
}) => {
  const page = await anonymousPage({ javaScriptEnabled: false });
  await page.goto('/tidewater/12');
  const article = page.getByRole('article');
  await expect(article.getByRole('heading', { name: '3a Computed against paper' })).toHaveAttribute(
    'id',
    '3a-computed-against-paper',
  );
  const summary = page.getByRole('region', { name: 'Summary' });
  await expect(summary).toContainText('2 gaps, where something was missed');
  const decision = summary.getByRole('link', { name: 'Named constituents with the year they are from' });
  const target = (await decision.getAttribute('href')) ?? '';
  expect(target).toMatch(/^#l-/u);
  await expect(article.locator(`[id="${target.slice(1)}"]`)).toContainText(
    'Named constituents with the year they are from',
  );
  await expect(
    page.getByRole('navigation', { name: 'Agenda' }).getByRole('link', { name: /Battery life/u }),
  ).toHaveAttribute('href', '#2-battery-life');
});

test('a writer without JavaScript reads the notes and can still start the call', async ({
  newCall,
  signedInPage,
}) => {
  const call = await newCall('planned');
  const page = await signedInPage('chair', call, { javaScriptEnabled: false });
  await page.goto(call.url);
  await expect(page.getByRole('article')).toBeVisible();
  await page.getByRole('button', { name: 'Start call' }).click();
  await expect(page.locator('main header')).toContainText('Live');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
});
