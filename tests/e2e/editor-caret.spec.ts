import { expect, test } from './support/fixtures.ts';
import { NotesPage } from './support/notes-page.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

type Held = { hold: boolean; release: () => number };

test('the caret stays where it was just put, though a change of somebody else comes before the browser says so', async ({
  openNotes,
  newCall,
  signedInPage,
}) => {
  const call = await newCall();
  const page = await signedInPage('participant', call);
  // A socket that can be made to keep what comes, and to give it at a chosen moment.
  await page.addInitScript(() => {
    const kept: (() => void)[] = [];
    const held = {
      hold: false,
      release: () => {
        held.hold = false;
        return kept.splice(0).map((give) => {
          give();
        }).length;
      },
    };
    Object.assign(window, { held });
    window.WebSocket = class extends WebSocket {
      override set onmessage(take: ((event: MessageEvent) => void) | null) {
        this.addEventListener('message', (event) => {
          if (held.hold) kept.push(() => take?.(event));
          else take?.(event);
        });
      }
    };
  });
  const notes = await NotesPage.open(page, call);
  await notes.clear();
  await notes.type('one');
  await notes.press('Enter');
  await notes.type('two');
  const other = await openNotes('participant', call);
  await other.toEnd();
  await page.evaluate(() => {
    (window as unknown as { held: Held }).held.hold = true;
  });
  await other.type('!');
  await other.saved();

  const came = await page.evaluate(() => {
    const text = document.querySelector('.cn-notes .cn-text');
    // The caret of somebody else may stand in the line, too.
    const first =
      text === null
        ? null
        : document
            .createTreeWalker(text, NodeFilter.SHOW_TEXT, (node) =>
              node.nodeValue === 'one' ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP,
            )
            .nextNode();
    if (first === null) throw new Error('There is no first line.');
    getSelection()?.collapse(first, 3);
    return (window as unknown as { held: Held }).held.release();
  });
  expect(came).toBeGreaterThan(0);
  await notes.type('x');
  await notes.shows(['onex', 'two!']);
  await other.shows(['onex', 'two!']);
});

test('Enter right behind End makes a line and splits none, however busy the page is', async ({
  newNotes,
}) => {
  const notes = await newNotes('participant');
  await notes.type('Milo: all of it in one row');
  const session = await notes.page.context().newCDPSession(notes.page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  for (let time = 0; time < 5; time += 1) {
    await notes
      .row(0)
      .locator('.cn-text')
      .click({ position: { x: 40, y: 8 } });
    // Neither key waits for what the page makes of the other.
    await Promise.all(
      ['End', 'Enter'].flatMap((key) =>
        (['rawKeyDown', 'keyUp'] as const).map((type) =>
          session.send('Input.dispatchKeyEvent', {
            type,
            key,
            code: key,
            windowsVirtualKeyCode: key === 'End' ? 35 : 13,
          }),
        ),
      ),
    );
  }
  await notes.shows(['Milo: all of it in one row', '', '', '', '', '']);
});
