import { cable } from './support/cable.ts';
import { expect, test } from './support/fixtures.ts';
import { NotesPage } from './support/notes-page.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

test.describe('without a connection', () => {
  test('[A18] typing goes on, is kept on this device, and is sent when the connection is back', async ({
    newNotesByCable,
    openNotes,
  }) => {
    const { notes, network } = await newNotesByCable('participant');
    const { page, call } = notes;
    const other = await openNotes('participant', call);
    await notes.type('before ');
    await other.shows(['before ']);

    await network.pull();
    await expect(notes.state).toContainText('Reconnecting');
    await notes.type('while away');
    await notes.press('Enter');
    await notes.type('Otto: still here');
    await expect(notes.state).toHaveText(/Offline, kept on this device \(\d+ changes\)/);
    await other.toRow(0);
    await other.press('Home');
    await other.type('meanwhile ');

    // The state stays in sight on the narrowest phone and on the widest desk.
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 640 });
      await expect(notes.state).toBeInViewport();
    }

    network.putBack();
    await notes.saved();
    await expect(notes.state.getByRole('status')).toHaveText(/^Saved\. \d+ changes sent\.$/);
    const rows = ['meanwhile before while away', 'Otto: still here'];
    await notes.shows(rows);
    await other.shows(rows);
  });

  test('[A18] what was typed survives a reload, and leaving is asked about', async ({
    newNotesByCable,
    openNotes,
  }) => {
    const { notes, network } = await newNotesByCable('participant');
    const { page, call } = notes;
    await network.pull();
    await expect(notes.state).toContainText('Reconnecting');
    await notes.type('kept');
    await expect(notes.state).toContainText('Offline, kept on this device');

    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.reload();
    expect(asked).toEqual(['beforeunload']);
    await expect(notes.state).toContainText('Offline, kept on this device');
    await notes.shows(['kept']);

    network.putBack();
    await notes.saved();
    const other = await openNotes('participant', call);
    await other.shows(['kept']);
    await page.reload();
    expect(asked).toHaveLength(1);
  });

  test('[A18] the page stays for a quarter of an hour, though it asks the server now and then what is new', async ({
    newCall,
    signedInPage,
    expectConsoleErrors,
  }) => {
    expectConsoleErrors(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
    const call = await newCall();
    const page = await signedInPage('participant', call);
    await page.clock.install();
    const notes = await NotesPage.open(page, call);
    await notes.clear();
    await page.context().setOffline(true);
    await notes.type('typed away');
    await expect(notes.state).toContainText('Offline');
    await page.clock.runFor(15 * 60_000);
    await notes.shows(['typed away']);
    await page.context().setOffline(false);
    await page.clock.runFor(30_000);
    await notes.saved();
    await notes.shows(['typed away']);
  });

  test('what one person could not send stays theirs when another signs in here', async ({
    newCall,
    signedInPage,
  }) => {
    const call = await newCall();
    const page = await signedInPage('participant', call, { who: 'first' });
    const context = page.context();
    const first = await context.cookies();
    const second = await (await signedInPage('participant', call, { who: 'second' })).context().cookies();
    const network = await cable(page);
    const notes = await NotesPage.open(page, call);
    await notes.clear();
    await network.pull();
    await notes.type('mine alone');
    await expect(notes.state).toContainText('kept on this device');
    await page.close();

    await context.addCookies(second);
    const theirs = await NotesPage.open(await context.newPage(), call);
    await theirs.shows(['']);
    await theirs.page.close();

    await context.addCookies(first);
    const again = await NotesPage.open(await context.newPage(), call);
    await again.shows(['mine alone']);
  });

  test('copies of notes are gone after sign-out', async ({ newNotes }) => {
    const notes = await newNotes('participant');
    const { page } = notes;
    await notes.type('secret');
    await notes.saved();
    const copies = () =>
      page.evaluate(
        async () => (await indexedDB.databases()).filter(({ name }) => name?.startsWith('callnotes:')).length,
      );
    expect(await copies()).toBe(1);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
    await expect.poll(copies).toBe(0);
  });
});
