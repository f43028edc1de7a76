import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { prisma } from '#server/db/client.ts';
import { expect, test } from './support/fixtures.ts';
import { NotesPage } from './support/notes-page.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

const day = 24 * 60 * 60 * 1000;

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
