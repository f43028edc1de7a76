import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { createNotesUpdate } from '#lib/notes/ydoc.ts';
import { line, notes as notesOf } from '#tests/support/notes-factory.ts';
import { expect, test } from './support/fixtures.ts';
import { NotesPage } from './support/notes-page.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

test.describe('the right to write', () => {
  test('taken away turns the open notes read-only, and given back lets them be typed into again', async ({
    newCall,
    anonymousPage,
    app,
    command,
  }) => {
    const call = await newCall();
    const place = `${call.series}/${call.number}`;
    const email = `writer-${call.series}@example.org`;
    const cookie = (await command('session', email, '--call', place, '--role', 'participant')).stdout.trim();
    const page = await anonymousPage();
    const at = cookie.indexOf('=');
    await page
      .context()
      .addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: app.url }]);
    await page.clock.install();
    const notes = await NotesPage.open(page, call);
    await notes.clear();
    await notes.type('mine');
    await notes.saved();
    await command('session', email, '--call', place, '--role', 'reader');
    await expect(notes.state).toContainText('Read-only.', { timeout: 3000 });
    await expect(notes.text).toHaveAttribute('aria-readonly', 'true');
    await expect(notes.text).toHaveAttribute('contenteditable', 'false');
    await expect(page.getByRole('toolbar')).toBeHidden();
    // The page asks the server anew now and then; the editor stays, because it may hold unsaved text.
    await page.clock.runFor(15_000);
    await expect(notes.text).toHaveAttribute('aria-readonly', 'true');

    await command('session', email, '--call', place, '--role', 'participant');
    await notes.saved();
    await notes.toEnd();
    await notes.type(' again');
    await notes.saved();
    await notes.shows(['mine again']);
  });

  test('lost to publishing while away leaves the words that were not saved on the page, to be copied', async ({
    newNotesByCable,
    signedInPage,
  }) => {
    const { notes, network } = await newNotesByCable('participant', { state: 'review' });
    const { page, call } = notes;
    await network.pull();
    await notes.type('typed in the train');
    await expect(notes.state).toContainText('kept on this device');
    const owner = await signedInPage('owner', call);
    await owner.goto(call.url);
    await owner.getByRole('button', { name: 'Publish notes' }).click();
    await expect(owner.getByRole('button', { name: 'Reopen' })).toBeVisible();
    network.putBack();
    await expect(notes.state).toContainText('Can’t save.', { timeout: 20_000 });
    // The page has followed the call; the words stand on.
    await expect(page.getByText('Published', { exact: true }).first()).toBeVisible({ timeout: 20_000 });
    await notes.shows(['typed in the train']);
    await expect(page.getByRole('button', { name: 'Copy my text' })).toBeVisible();
  });
});

test.describe('a document from a newer Callnotes', () => {
  test('[A15] makes the page say reload, and is not touched', async ({ newCall, signedInPage }) => {
    const call = await newCall();
    const page = await signedInPage('participant', call);
    const sent: number[][] = [];
    const doc = new Y.Doc();
    await page.routeWebSocket(/\/collab\//, (socket) => {
      const lineage = new URL(socket.url()).searchParams.get('lineage') ?? '';
      Y.applyUpdate(doc, createNotesUpdate(notesOf(line({ id: 'a' }, 'kept')), lineage));
      doc.getMap('meta').set('schemaVersion', 99);
      doc.getXmlFragment('notes').push([new Y.XmlElement('poll')]);
      socket.onMessage((message) => {
        if (typeof message === 'string') return;
        sent.push([...message.subarray(0, 2)]);
        if (message[0] === 0 && message[1] === 0) socket.send(Buffer.from(stateFrame(doc)));
      });
    });
    await page.goto(call.url);
    await expect(page.getByText('Callnotes was updated. Reload the page to go on').first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Copy my text' }).first()).toBeVisible();
    await expect(page.getByRole('textbox', { name: /^Notes for/ })).toHaveCount(0);
    expect(sent.filter(([type, kind]) => type === 0 && kind !== 0)).toEqual([]);
  });

  test('[A15] that arrives while notes are open takes the editor off before it can delete anything', async ({
    newCall,
    signedInPage,
  }) => {
    const call = await newCall();
    const page = await signedInPage('participant', call);
    const sent: number[][] = [];
    const doc = new Y.Doc();
    let newer: (() => void) | undefined;
    await page.routeWebSocket(/\/collab\//, (socket) => {
      const lineage = new URL(socket.url()).searchParams.get('lineage') ?? '';
      Y.applyUpdate(doc, createNotesUpdate(notesOf(line({ id: 'a' }, 'kept')), lineage));
      socket.onMessage((message) => {
        if (typeof message === 'string') return;
        sent.push([...message.subarray(0, 2)]);
        if (message[0] !== 0 || message[1] !== 0) return;
        socket.send(Buffer.from(stateFrame(doc)));
        const access = encoding.createEncoder();
        encoding.writeVarUint(access, 101);
        encoding.writeVarString(access, JSON.stringify({ write: true, reason: null, callStatus: 'live' }));
        socket.send(Buffer.from(encoding.toUint8Array(access)));
      });
      newer = () => {
        doc.transact(() => {
          doc.getMap('meta').set('schemaVersion', 99);
          doc.getXmlFragment('notes').push([new Y.XmlElement('poll')]);
        });
        socket.send(Buffer.from(stateFrame(doc)));
      };
    });
    await page.goto(call.url);
    const notes = new NotesPage(page, call);
    await expect(notes.text).toBeEditable();
    newer?.();
    await expect(page.getByText('Callnotes was updated. Reload the page to go on').first()).toBeVisible();
    await expect(notes.text).toHaveCount(0);
    expect(sent.filter(([type, kind]) => type === 0 && kind !== 0)).toEqual([]);
  });
});

/** The whole state of a document, as the server answers the first question of a browser. */
function stateFrame(doc: Y.Doc): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(doc));
  return encoding.toUint8Array(encoder);
}
