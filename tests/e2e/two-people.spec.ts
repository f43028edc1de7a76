import { expect, test } from './support/fixtures.ts';
import { cable } from './support/cable.ts';
import { NotesPage } from './support/notes-page.ts';

const awayMs = 30_000;

/** Types words that nobody else types, as fast as a notetaker does, until the time is over. */
async function typeFor(notes: NotesPage, name: string, durationMs: number): Promise<string[]> {
  const words: string[] = [];
  const end = Date.now() + durationMs;
  while (Date.now() < end) {
    const word = `${name}${String(words.length)}`;
    words.push(word);
    await notes.page.keyboard.type(`${word} `, { delay: 60 });
    if (words.length % 8 === 0) await notes.press('Enter');
  }
  return words;
}

test('two people type at once, one is away for half a minute, and every screen and row ends equal', async ({
  openNotes,
  newCall,
  signedInPage,
  command,
}) => {
  test.setTimeout(240_000);
  const call = await newCall();
  const page = await signedInPage('participant', call);
  const network = await cable(page);
  const away = await NotesPage.open(page, call);
  const there = await openNotes('notetaker', call);
  await away.toEnd();
  await there.toRow(0);
  await there.press('Enter');

  const together = await Promise.all([typeFor(away, 'ada', 3_000), typeFor(there, 'ben', 3_000)]);
  await network.pull();
  const apart = await Promise.all([typeFor(away, 'cyd', awayMs), typeFor(there, 'dov', awayMs)]);
  await expect(away.state).toContainText('kept on this device');
  network.putBack();
  const words = [...together, ...apart].flat();
  await away.saved();
  await there.saved();

  await expect.poll(async () => (await there.rows()).join(' ')).toContain(words.at(-1) ?? '');
  await expect.poll(() => away.rows()).toEqual(await there.rows());
  const shown = (await there.rows()).join(' ').split(/\s+/u);
  for (const word of words) expect(shown.filter((one) => one === word)).toHaveLength(1);

  const reader = await signedInPage('reader', call, { javaScriptEnabled: false });
  await expect(async () => {
    await reader.goto(call.url);
    const read = (await reader.getByRole('article').textContent()) ?? '';
    for (const word of words) expect(read).toContain(`${word} `);
  }).toPass({ timeout: 20_000 });
  const exported = await command('export', `${call.series}/${String(call.number)}`, '--format', 'txt');
  const written = exported.stdout.split(/\s+/u);
  for (const word of words) expect(written.filter((one) => one === word)).toHaveLength(1);
  expect(await command('reproject', '--check')).toMatchObject({ code: 0 });
});
