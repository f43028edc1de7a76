import { expect, test } from '#tests/e2e/support/fixtures.ts';
import { NotesPage } from '#tests/e2e/support/notes-page.ts';

test('publishing a call makes the next one with what is open; an action ticked there is done on both', async ({
  newCall,
  openNotes,
  signedInPage,
}) => {
  const call = await newCall('live', undefined, [
    '# Ropes',
    'Otto: we need more rope',
    'Minutes to follow',
    '',
  ]);
  const piet = await signedInPage('participant', call, { who: 'piet' });
  const notes = await openNotes('chair', call, { who: 'odile' });
  const { page } = notes;
  await notes.toEnd();
  await notes.type('Paint the boat');
  await notes.press('Control+.', 'a');
  await notes.shows(['1 Ropes', 'Otto: we need more rope', 'Minutes to follow', '(action) Paint the boat']);
  await notes.saved();
  await page.getByRole('button', { name: 'End call' }).click();
  await page.getByRole('button', { name: 'Publish notes' }).click();
  const next = `/${call.series}/${String(call.number + 1)}`;
  await page.getByRole('link', { name: `Open #${String(call.number + 1)}` }).click();
  await expect(page).toHaveURL(new RegExp(`${next}$`, 'u'));

  const nextCall = { ...call, number: call.number + 1, url: new URL(next, call.url).href };
  const following = new NotesPage(page, nextCall);
  await expect(following.text).toBeEditable({ timeout: 30_000 });
  await expect(following.text).toContainText(`from #${String(call.number)}`);
  await expect(following.text).toContainText('Ropes: Minutes to follow');
  const box = following.text.getByRole('checkbox', { name: 'Done: Paint the boat' });
  await expect(box).not.toBeChecked();

  await test.step('the notetaker is proposed, hands the notes on, and the next one says yes', async () => {
    const header = page.locator('main header');
    await expect(header).toContainText('Proposed');
    await page.getByRole('button', { name: /^(?:Not me: next is|Ask) .*Piet/iu }).click();
    await expect(page.getByRole('button', { name: /^(?:Not me: next is|Ask) .*Odile/iu })).toBeVisible();
    await piet.goto(next);
    await piet.getByRole('button', { name: 'Accept' }).click();
    await expect(piet.getByRole('button', { name: 'Accept' })).toHaveCount(0);
    await expect(piet.locator('main header')).not.toContainText('Proposed');
  });

  await test.step('a tick shows to others at once, and on the page of the call it was born in', async () => {
    const others = new NotesPage(piet, nextCall);
    await expect(others.text).toBeEditable({ timeout: 30_000 });
    await box.click();
    await expect(box).toBeChecked();
    await expect(others.text.getByRole('checkbox', { name: 'Done: Paint the boat' })).toBeChecked();
    await page.goto(call.url);
    const summary = page.getByRole('region', { name: 'Summary' });
    await expect(summary).toContainText('Paint the boat (done)');
    await expect(page.getByRole('article')).toContainText('Action done');
  });

  await test.step('from the keyboard alone it is open again', async () => {
    await piet.getByRole('checkbox', { name: 'Done: Paint the boat' }).focus();
    await piet.keyboard.press('Space');
    await expect(piet.getByRole('checkbox', { name: 'Done: Paint the boat' })).not.toBeChecked();
    await page.reload();
    await expect(page.getByRole('article')).not.toContainText('Action done');
  });
});

test('without JavaScript an action is ticked by its form', async ({ newCall, openNotes, signedInPage }) => {
  const call = await newCall('live', undefined, ['Paint the boat']);
  const notes = await openNotes('chair', call);
  await notes.toEnd();
  await notes.press('Control+.', 'a');
  await notes.shows(['(action) Paint the boat']);
  await notes.saved();
  await notes.page.getByRole('button', { name: 'End call' }).click();
  await notes.page.getByRole('button', { name: 'Publish notes' }).click();
  await expect(notes.page.getByRole('link', { name: /^Open #/u })).toBeVisible();

  const plain = await signedInPage('participant', call, { javaScriptEnabled: false });
  await plain.goto(`/${call.series}/${String(call.number + 1)}`);
  await plain.getByRole('checkbox', { name: 'Done: Paint the boat' }).click();
  await expect(plain.getByRole('checkbox', { name: 'Done: Paint the boat' })).toBeChecked();
  await plain.goto(call.url);
  await expect(plain.getByRole('region', { name: 'Summary' })).toContainText('Paint the boat (done)');
});
