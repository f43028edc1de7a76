import { axeFindings } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { NotesPage } from './support/notes-page.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

/** Two people have spoken, and the caret stands on an empty line below. */
async function twoSpeakers(notes: NotesPage): Promise<void> {
  await notes.clear();
  await notes.type('Milo: teh tide is low');
  await notes.press('Enter');
  await notes.type('Otto: teh tide turns');
  await notes.press('Enter');
}

test.describe('a correction on a line of its own', () => {
  test('is applied above by Enter, told about, and taken back by a button or by undo', async ({
    newCall,
    signedInPage,
  }) => {
    const call = await newCall();
    const page = await signedInPage('participant', call);
    const notes = await NotesPage.open(page, call);
    const other = await NotesPage.open(await signedInPage('participant', call), call);
    await twoSpeakers(notes);

    await notes.type('s/teh/the/');
    await notes.press('Enter');
    await notes.shows(['Milo: teh tide is low', 'Otto: the tide turns', '']);
    await other.shows(['Milo: teh tide is low', 'Otto: the tide turns', '']);
    await expect(page.locator('.cn-corrected')).toHaveText('the');
    const bar = page.locator('.cn-correction');
    await expect(bar).toContainText('Changed “teh” to “the” in Otto’s line.');
    await expect(page.locator('.cn-suggested-name:visible')).toHaveText('Milo');
    await expect(other.page.locator('.cn-corrected')).toHaveCount(0);
    expect(await axeFindings(page)).toEqual([]);

    await bar.getByRole('button', { name: 'Undo' }).click();
    await notes.shows(['Milo: teh tide is low', 'Otto: teh tide turns', '']);
    await expect(bar).toHaveCount(0);
    // The caret stayed where it was.
    await notes.type('s/low/high/');
    await notes.press('Enter');
    await notes.shows(['Milo: teh tide is high', 'Otto: teh tide turns', '']);
    await notes.press('Control+z');
    await notes.shows(['Milo: teh tide is low', 'Otto: teh tide turns', '']);
    await notes.press('Control+z');
    await notes.shows(['Milo: teh tide is low', 'Otto: teh tide turns', 's/low/high/']);
    await notes.saved();
    await other.shows(['Milo: teh tide is low', 'Otto: teh tide turns', 's/low/high/']);
  });

  test('that fits nothing stays as typed, says so, and holds Enter back once only', async ({
    newCall,
    signedInPage,
  }) => {
    const call = await newCall();
    const page = await signedInPage('participant', call);
    const notes = await NotesPage.open(page, call);
    await twoSpeakers(notes);
    await notes.type('s/sun/moon/');
    await notes.press('Enter');
    await notes.shows(['Milo: teh tide is low', 'Otto: teh tide turns', 's/sun/moon/']);
    await expect(page.locator('.cn-correction')).toContainText('“sun” stands in no line above.');
    await notes.press('Enter');
    await notes.shows(['Milo: teh tide is low', 'Otto: teh tide turns', 's/sun/moon/', '']);
  });

  test('never moves what somebody is typing in the same line', async ({ newCall, signedInPage }) => {
    const call = await newCall();
    const notes = await NotesPage.open(await signedInPage('participant', call), call);
    await twoSpeakers(notes);
    await notes.saved();
    const other = await NotesPage.open(await signedInPage('participant', call), call);
    await other.toRow(1);
    await other.type(' and we');
    await notes.type('s/teh/the/');
    await Promise.all([other.type(' wait for it'), notes.press('Enter')]);
    await other.type(' here');
    await notes.shows(['Milo: teh tide is low', 'Otto: the tide turns and we wait for it here', '']);
  });
});
