import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { callnotesOutput, startApp } from '#tests/support/app.ts';
import { expect, test, type NewCall } from './support/fixtures.ts';
import { NotesPage } from './support/notes-page.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

const undos = Array.from({ length: 12 }, () => 'Control+z');

/** Leaves one line of an earlier visit, which is nobody's to undo. */
async function beginWith(notes: NotesPage, text: string): Promise<void> {
  await notes.clear();
  await notes.type(text);
  await notes.saved();
  await notes.page.reload();
  await notes.saved();
}

test.describe('undo', () => {
  test('[A16] after a reload takes back nothing of before, and of others never anything', async ({
    newNotes,
    openNotes,
  }) => {
    const mine = await newNotes('participant', { rows: ['from before'] });
    const theirs = await openNotes('participant', mine.call);
    await theirs.toEnd();
    await theirs.press('Enter');
    await theirs.type('theirs');
    await mine.toRow(0);
    await mine.type(' and mine');
    await mine.saved();
    await mine.page.reload();
    await mine.saved();

    await mine.toRow(0);
    await mine.press(...undos);
    await mine.shows(['from before and mine', 'theirs']);
    await mine.type(' again');
    await theirs.shows(['from before and mine again', 'theirs']);
    await mine.press(...undos);
    await theirs.shows(['from before and mine', 'theirs']);
    await mine.saved();
    await theirs.press(...undos);
    await mine.shows(['from before and mine']);
  });

  test('[A16] goes on behind a cut of the network, for what was typed before it and during it', async ({
    newNotesByCable,
    openNotes,
  }) => {
    const { notes: mine, network } = await newNotesByCable('participant', { rows: ['from before'] });
    const theirs = await openNotes('participant', mine.call);
    await mine.press('Enter');
    await mine.type('before the cut');
    await mine.saved();
    await network.pull();
    await mine.press('Enter');
    await mine.type('during the cut');
    await theirs.toRow(0);
    await theirs.type(' theirs');
    await theirs.saved();
    network.putBack();
    await mine.saved();
    await theirs.shows(['from before theirs', 'before the cut', 'during the cut']);

    await mine.press(...undos);
    await theirs.shows(['from before theirs']);
    await mine.shows(['from before theirs']);
    await mine.press(...Array.from({ length: 12 }, () => 'Control+Shift+z'));
    await theirs.shows(['from before theirs', 'before the cut', 'during the cut']);
    await mine.saved();
  });

  test('[A16] goes on behind a restart of the server, and leaves what others wrote', async ({
    anonymousPage,
    expectConsoleErrors,
  }) => {
    // Two starts of a server and two commands, beside whatever else the machine does.
    test.slow();
    expectConsoleErrors(/WebSocket|ERR_CONNECTION|Failed to load|Failed to fetch/u);
    const dataFolder = mkdtempSync(path.join(tmpdir(), 'callnotes-undo-'));
    let app = await startApp({ dataFolder });
    try {
      const made = await callnotesOutput(['new-call', 'undo', '--state', 'live', '--json'], app);
      const call = JSON.parse(made) as NewCall;
      const open = async (who: string): Promise<NotesPage> => {
        const args = ['session', `${who}@example.org`, '--call', 'undo/1', '--role', 'participant'];
        const [name = '', value = ''] = (await callnotesOutput(args, app)).split(/=(.*)/su);
        const page = await anonymousPage();
        await page.context().addCookies([{ name, value, url: app.url }]);
        return NotesPage.open(page, call);
      };
      const mine = await open('mine');
      await beginWith(mine, 'from before');
      const theirs = await open('theirs');
      await mine.toEnd();
      await mine.press('Enter');
      await mine.type('mine');
      await mine.saved();
      await theirs.toRow(0);
      await theirs.type(' theirs');
      await theirs.saved();

      await app.kill();
      await expect(mine.state).toContainText(/Reconnecting|Offline/u, { timeout: 30_000 });
      await mine.type(' meanwhile');
      app = await startApp({ dataFolder, port: app.port });
      await expect(mine.state).toContainText('Saved', { timeout: 60_000 });
      await expect(theirs.state).toContainText('Saved', { timeout: 60_000 });
      await theirs.shows(['from before theirs', 'mine meanwhile']);

      await mine.press(...undos);
      await theirs.shows(['from before theirs']);
      await theirs.press(...undos);
      await mine.shows(['from before']);
      await mine.press(...undos);
      await mine.saved();
      await mine.page.reload();
      await mine.saved();
      await mine.toEnd();
      await mine.press(...undos);
      await theirs.shows(['from before']);
    } finally {
      await app.stop();
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
    }
  });
});
