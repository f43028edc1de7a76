import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { readLock } from '#server/db/embedded/folder-lock.ts';
import { prisma } from '#server/db/client.ts';
import { callnotesOutput, startApp } from '#tests/support/app.ts';
import { expect, test, type NewCall } from './support/fixtures.ts';
import { InputMethod } from './support/input-method.ts';
import { NotesPage } from './support/notes-page.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

const day = 24 * 60 * 60 * 1000;

type Shown = { state: string; at: number };

/** Notes from here on which states the page shows, and when a key was pressed. */
async function watchStates(page: Page): Promise<() => Promise<{ shown: Shown[]; firstKey: number }>> {
  await page.evaluate(() => {
    const seen = { shown: [] as Shown[], firstKey: 0 };
    Reflect.set(window, 'seen', seen);
    const look = (): void => {
      const state = document.querySelector<HTMLElement>('.cn-save-state')?.dataset['state'] ?? '';
      if (seen.shown.at(-1)?.state !== state) seen.shown.push({ state, at: performance.now() });
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    look();
    look();
    document.addEventListener('keydown', () => (seen.firstKey ||= performance.now()), { capture: true });
  });
  return () => page.evaluate(() => Reflect.get(window, 'seen') as { shown: Shown[]; firstKey: number });
}

/** Counts the document updates that a page sends. */
function countUpdates(page: Page): () => number {
  let updates = 0;
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      if (typeof payload !== 'string' && payload[0] === 0 && payload[1] === 2) updates += 1;
    });
  });
  return () => updates;
}

test('[A2] while the database stands still the page says within two seconds that it cannot save, on every screen', async ({
  anonymousPage,
}) => {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'callnotes-still-'));
  const app = await startApp({ dataFolder });
  const holder = readLock(path.join(dataFolder, 'lock'))?.holder.pid ?? 0;
  try {
    // By commands: this process has the shared app's database open, and only one at a time.
    const made = await callnotesOutput(['new-call', 'harbour', '--state', 'live', '--json'], app);
    const call = JSON.parse(made) as NewCall;
    const open = async (name: string, width: number): Promise<NotesPage> => {
      const page = await anonymousPage();
      await page.setViewportSize({ width, height: 844 });
      const who = ['session', `${name}@example.org`, '--call', 'harbour/1', '--role', 'participant'];
      const cookie = await callnotesOutput(who, app);
      const at = cookie.indexOf('=');
      const [key, value] = [cookie.slice(0, at), cookie.slice(at + 1)];
      await page.context().addCookies([{ name: key, value, url: app.url }]);
      return NotesPage.open(page, call);
    };
    for (const [who, width] of [
      ['wide', 1440],
      ['narrow', 390],
    ] as const) {
      const notes = await open(who, width);
      await notes.toEnd();
      const states = await watchStates(notes.page);
      process.kill(holder, 'SIGSTOP');
      await notes.type('typed meanwhile');
      await expect(notes.state).toContainText('Can’t save');
      await expect(notes.state).toBeInViewport();
      await notes.type(' and more');
      const { shown, firstKey } = await states();
      const failed = shown.find(({ state }) => state === 'cannotSave');
      expect((failed?.at ?? 0) - firstKey).toBeLessThan(2000);
      expect(shown.filter(({ state, at }) => state === 'saved' && at > firstKey)).toEqual([]);
      process.kill(holder, 'SIGCONT');
      await expect(notes.state).toContainText('Saved', { timeout: 5000 });
      await notes.page.close();
    }
  } finally {
    process.kill(holder, 'SIGCONT');
    await app.stop();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
  }
});

test('[A8] five tabs that open notes at once show every paragraph once', async ({
  newCall,
  signedInPage,
}) => {
  const rows = ['# Harbour', 'Milo: the quay', 'Otto: the mole', 'nobody said so'];
  const call = await newCall('live', undefined, rows);
  const page = await signedInPage('participant', call);
  const others = await Promise.all(Array.from({ length: 4 }, () => page.context().newPage()));
  const tabs = await Promise.all([page, ...others].map((tab) => NotesPage.open(tab, call)));
  for (const tab of tabs) await tab.shows(['1 Harbour', ...rows.slice(1)]);
});

test('[A14] two idle tabs send no change of the notes in ten minutes', async ({ newCall, signedInPage }) => {
  const call = await newCall();
  const tabs: NotesPage[] = [];
  const counts: (() => number)[] = [];
  for (const who of ['first', 'second']) {
    const page = await signedInPage('notetaker', call, { who });
    await page.clock.install();
    counts.push(countUpdates(page));
    tabs.push(await NotesPage.open(page, call));
  }
  const id = new URL(call.socket).pathname.split('/').at(-1) ?? '';
  const rows = (): Promise<number> => prisma().documentUpdate.count({ where: { callId: id } });
  const before = await rows();
  for (const { page } of tabs) await page.clock.runFor(10 * 60_000);
  for (const tab of tabs) await tab.saved();
  expect(counts.map((count) => count())).toEqual([0, 0]);
  expect(await rows()).toBe(before);
});

for (const [language, early, late] of [
  ['Japanese', 'かいぎ', '会議'],
  ['Chinese', 'huiyi', '会议'],
  ['Korean', 'ㅎㅗ', '회의'],
] as const) {
  test(`[A17] ${language} composed in a line that somebody else edits ends with the word once and their edit`, async ({
    newNotes,
    openNotes,
  }) => {
    const mine = await newNotes('participant', { rows: ['quay '] });
    const theirs = await openNotes('participant', mine.call, { who: 'femke' });
    const method = await InputMethod.of(mine.page);
    await mine.toEnd();
    await theirs.toRow(0);
    await theirs.press('Home');
    await method.compose(early);
    await theirs.type('the ');
    await mine.shows([`the quay ${early}`]);
    await method.compose(late);
    await theirs.type('old ');
    await mine.shows([`the old quay ${late}`]);
    await method.commit(late);
    for (const notes of [mine, theirs]) await notes.shows([`the old quay ${late}`]);
    await mine.saved();
  });
}

test('[A20] browsers whose clocks are a day off lose nothing, and see each other', async ({
  newCall,
  signedInPage,
}) => {
  const call = await newCall('live', `clocks-${randomUUID().slice(0, 8)}`, ['quay']);
  const open = async (who: string, off: number): Promise<NotesPage> => {
    const page = await signedInPage('participant', call, { who });
    await page.clock.install({ time: Date.now() + off });
    return NotesPage.open(page, call);
  };
  const late = await open('late', -day);
  const early = await open('early', day);
  await late.toEnd();
  await late.type(' one');
  await early.shows(['quay one']);
  await early.toEnd();
  await early.press('Enter');
  await early.type('two');
  for (const notes of [late, early]) {
    await notes.shows(['quay one', 'two']);
    await notes.saved();
  }
  await expect(late.text.locator('.cn-caret')).toContainText(/early/i);
  await expect(early.text.locator('.cn-caret')).toContainText(/late/i);
  await early.page.reload();
  await early.saved();
  await early.shows(['quay one', 'two']);
  await early.page.close();
  await expect(late.text.locator('.cn-caret')).toHaveCount(0);
});
