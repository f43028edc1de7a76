// How soon the caret stands in the new line: npm run bench:enter
import { cpus, loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from '@playwright/test';
import * as Y from 'yjs';
import { notesFragment } from '#lib/notes/ydoc.ts';
import { Peer } from '#tests/chaos/peer.ts';
import { callnotesOutput, startApp, type App } from '#tests/support/app.ts';
import { findChromium } from '#tests/support/find-program.mjs';
import { enterTimes, watchEnters } from './enter-to-caret.ts';
import { percentile } from './figures.ts';

const { values } = parseArgs({
  options: {
    words: { type: 'string', default: '5000' },
    enters: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '2' },
    'words-a-minute': { type: 'string', default: '80' },
    profile: { type: 'string' },
  },
});
const words = Number(values.words);
const enters = Number(values.enters);
const rounds = Number(values.rounds);
/** What happens in the page and how long it takes, with samples of its scripts; DevTools opens the file. */
const traceCategories = ['devtools.timeline', 'disabled-by-default-v8.cpu_profiler', 'blink.user_timing'];
/** A word is five characters. */
const keyMs = 60_000 / (Number(values['words-a-minute']) * 5);

const speakers = ['Ada', 'Ben', 'Cyd', 'Dov', 'Eve'];
const lineOfText = 'the nodes of the fleet were moved over and nobody saw a change';
const lineCount = Math.ceil(words / lineOfText.split(' ').length);

const app = await startApp();
const browser = await chromium.launch({
  ...(findChromium() === null ? {} : { executablePath: findChromium() ?? '' }),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
});
const others: Peer[] = [];
const meanwhile = { typing: true };
try {
  const { url, socket, cookies } = await newCall(app);
  for (const cookie of cookies.slice(1)) {
    const peer = new Peer({ address: socket, cookie });
    await peer.connect();
    others.push(peer);
  }
  fill(others[0]?.doc ?? new Y.Doc());
  const page = await openNotes(browser, app, url, cookies[0] ?? '');
  const bare = await openBare(browser);
  const busy = others.map((peer, index) => typeOn(peer, index));

  const ours: number[] = [];
  const plain: number[] = [];
  console.log(
    `${String(words)} words in ${String(lineCount)} lines, two others typing, ${values['words-a-minute']} words a minute, ` +
      `${String(cpus().length)} processors, load ${(loadavg()[0] ?? 0).toFixed(1)}`,
  );
  for (let round = 0; round < rounds; round += 1) {
    ours.push(...(await measure(page, 'notes')));
    plain.push(...(await measure(bare, 'bare')));
  }
  meanwhile.typing = false;
  await Promise.all(busy);
  const [ours95, plain95] = [percentile(ours, 0.95), percentile(plain, 0.95)];
  const [ours50, plain50] = [percentile(ours, 0.5), percentile(plain, 0.5)];
  console.log(`notes  ${line(ours)}`);
  console.log(`bare   ${line(plain)}`);
  console.log(
    `enter to caret p50 ${ours50.toFixed(1)} ms p95 ${ours95.toFixed(1)} ms, ` +
      `against a bare contenteditable ×${(ours50 / plain50).toFixed(2)} ×${(ours95 / plain95).toFixed(2)}`,
  );
} finally {
  meanwhile.typing = false;
  for (const peer of others) peer.destroy();
  await browser.close();
  await app.stop();
}

function line(times: readonly number[]): string {
  const of = (share: number): string => percentile(times, share).toFixed(1).padStart(6);
  return `p50 ${of(0.5)} ms  p95 ${of(0.95)} ms  most ${of(1)} ms  (${String(times.length)} enters)`;
}

async function newCall({ ...address }: App): Promise<{ url: string; socket: string; cookies: string[] }> {
  const made = await callnotesOutput(['new-call', 'bench', '--state', 'live', '--json'], address);
  const { url, socket } = JSON.parse(made) as { url: string; socket: string };
  const cookies: string[] = [];
  for (const who of ['notetaker', 'second', 'third']) {
    const args = ['session', `${who}@example.org`, '--call', 'bench/1', '--role', 'participant'];
    cookies.push(await callnotesOutput(args, address));
  }
  return { url, socket, cookies };
}

/** Puts the lines there that were typed before. */
function fill(doc: Y.Doc): void {
  doc.transact(() => {
    const fragment = notesFragment(doc);
    const blocks = Array.from({ length: lineCount }, (_, index) => {
      const block = new Y.XmlElement(index % 40 === 0 ? 'agendaItem' : 'line');
      block.setAttribute('id', `b${String(index)}`);
      const name = speakers[(index * 7) % speakers.length] ?? '';
      if (index % 40 === 0) block.setAttribute('level', 1 as unknown as string);
      else {
        block.setAttribute('speaker', `p_${name.toLowerCase()}`);
        block.setAttribute('speakerName', name);
      }
      block.insert(0, [new Y.XmlText(lineOfText)]);
      return block;
    });
    fragment.insert(fragment.length, blocks);
  });
}

async function openNotes(from: Browser, { url: origin }: App, url: string, cookie: string): Promise<Page> {
  const context = await from.newContext();
  const [name = '', value = ''] = cookie.split(/=(.*)/su);
  await context.addCookies([{ name, value, url: origin }]);
  const page = await context.newPage();
  await watchEnters(page);
  await page.goto(url);
  const text = page.getByRole('textbox', { name: /^Notes for/ });
  await text
    .locator('.cn-line')
    .nth(lineCount - Math.ceil(lineCount / 40) - 1)
    .waitFor();
  await text.locator('.cn-line .cn-text').last().click();
  await page.keyboard.press('Control+End');
  return page;
}

async function openBare(from: Browser): Promise<Page> {
  const page = await from.newPage();
  await watchEnters(page);
  const blocks = `<div>${lineOfText}</div>`.repeat(lineCount);
  await page.goto(`data:text/html,<div contenteditable autofocus>${encodeURIComponent(blocks)}</div>`);
  await page.locator('div div').last().click();
  await page.keyboard.press('Control+End');
  return page;
}

/** Somebody else who writes a line of their own, one in the middle and one at the top, at the same pace. */
async function typeOn(peer: Peer, index: number): Promise<void> {
  const letters = 'and so on it goes ';
  for (let count = 0; meanwhile.typing; count += 1) {
    peer.doc.transact(() => {
      const block = notesFragment(peer.doc).get(index === 0 ? 2 : Math.floor(lineCount / 2));
      const text = block instanceof Y.XmlElement ? block.get(0) : undefined;
      if (text instanceof Y.XmlText) text.insert(text.length, letters[count % letters.length] ?? ' ');
    });
    await wait(keyMs);
  }
}

/** Types short lines at the pace of a person, and gives the times of their Enters. */
async function measure(page: Page, name: string): Promise<number[]> {
  await page.bringToFront();
  const before = (await enterTimes(page)).length;
  const traced = name === 'notes' ? values.profile : undefined;
  if (traced !== undefined) await browser.startTracing(page, { path: traced, categories: traceCategories });
  for (let count = 0; count < enters; count += 1) {
    await pressAt('Enter', page);
    for (const letter of 'it is so') await pressAt(letter, page);
  }
  if (traced !== undefined) await browser.stopTracing();
  await page.waitForFunction(
    (wanted) => (window as unknown as { enterTimes: number[] }).enterTimes.length >= wanted,
    before + enters,
  );
  return (await enterTimes(page)).slice(before);
}

async function pressAt(key: string, page: Page): Promise<void> {
  const begin = performance.now();
  await page.keyboard.press(key === ' ' ? 'Space' : key);
  await wait(Math.max(0, keyMs - (performance.now() - begin)));
}
