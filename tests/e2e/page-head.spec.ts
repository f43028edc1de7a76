import { CALL_MOVED } from '#components/editor/notes-editor-props.ts';
import { expect, test } from './support/fixtures.ts';
import { NotesPage } from './support/notes-page.ts';

test('a page keeps its title while it is asked for anew and its icon wherever it leads, over a slow network too', async ({
  newCall,
  signedInPage,
}) => {
  const call = await newCall();
  const page = await signedInPage('chair', call);
  // What the page asks for anew comes in small pieces.
  await page.addInitScript(() => {
    const { fetch } = window;
    window.fetch = async (...request) => {
      const answer = await fetch(...request);
      if (answer.headers.get('content-type') !== 'text/x-component') return answer;
      const bytes = new Uint8Array(await answer.arrayBuffer());
      let sent = 0;
      const pieces = new ReadableStream({
        async pull(stream) {
          await new Promise((turn) => setTimeout(turn, 2));
          if (sent < bytes.length) stream.enqueue(bytes.slice(sent, (sent += 400)));
          else stream.close();
        },
      });
      const slow = new Response(pieces, answer);
      Object.defineProperties(slow, { url: { value: answer.url }, redirected: { value: answer.redirected } });
      return slow;
    };
  });
  await NotesPage.open(page, call);
  await page.evaluate(() => {
    const lost = new Set<string>();
    Object.assign(window, { lost });
    new MutationObserver(() => {
      if (document.title === '') lost.add('title');
      if (document.querySelector('link[rel=icon]') === null) lost.add('icon');
    }).observe(document.head, { childList: true, subtree: true });
  });
  const state = page.locator('main header');
  for (const [move, then] of [
    ['End call', 'In review'],
    ['Publish notes', 'Published'],
  ] as const) {
    await page.getByRole('button', { name: move }).click();
    await page.evaluate((moved) => window.dispatchEvent(new Event(moved)), CALL_MOVED);
    await expect(state).toContainText(then);
    await expect(page).toHaveTitle(/Callnotes$/u);
  }
  const lost = (): Promise<string[]> =>
    page.evaluate(() => [...(window as unknown as { lost: Set<string> }).lost]);
  expect(await lost()).toEqual([]);

  // A title belongs to its page, and changes when the next one is there; an icon that is away is asked for.
  const places = page.getByRole('navigation', { name: 'Where this is' });
  await places.getByRole('link').nth(1).click();
  await expect(page).toHaveURL(new RegExp(`/${call.series}$`, 'u'));
  await page.getByRole('link', { name: 'New call' }).click();
  await page.getByLabel('Title').fill('The one after');
  await page.getByRole('button', { name: 'Plan the call' }).click();
  await expect(page).toHaveTitle(/^The one after/u);
  expect(await lost()).not.toContain('icon');
});

test('the icon is there for browsers that ask for it by its old name', async ({ request }) => {
  const answer = await request.get('/favicon.ico');
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toBe('image/svg+xml');
});
