import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { readNotes } from '#lib/notes/import/read-notes.ts';
import type { ReadBlock, ReadInline } from '#lib/notes/import/read-types.ts';
import type { BlockJson, InlineJson } from '#lib/notes/note-json.ts';
import { enterTimes, watchEnters } from '#tests/bench/enter-to-caret.ts';
import { percentile } from '#tests/bench/figures.ts';
import { expect, test } from './support/fixtures.ts';
import { asTyped, Notetaker } from './support/notetaker.ts';
import { NotesPage } from './support/notes-page.ts';

/** The pace that has to be held. The test types eight times as fast; without a bound it meets the server's limit on changes. */
const WORDS_A_MINUTE = 80;
const file = path.join(process.env['CALLNOTES_CORPUS'] ?? '', 'status-core-dev-call-33.txt');
const present = process.env['CALLNOTES_CORPUS'] !== undefined && existsSync(file);
/** The pace that is kept to; at 80 words a minute the test takes twenty minutes. */
const pace = Number(process.env['CALLNOTES_TYPING_WPM'] ?? 8 * WORDS_A_MINUTE);
if (!present) process.stdout.write('a whole call: skipped, CALLNOTES_CORPUS names no folder of real notes\n');

test.describe('a whole call', () => {
  test.skip(!present, 'CALLNOTES_CORPUS names no folder of real notes');

  test('is typed from the keyboard while two others write, and every line is there once', async ({
    newCall,
    signedInPage,
    command,
  }) => {
    test.setTimeout(pace < 4 * WORDS_A_MINUTE ? 3_600_000 : 1_800_000);
    const read = readNotes(readFileSync(file, 'utf8'), { fileName: path.basename(file) });
    const speakers = [
      ...new Set(read.blocks.flatMap((block) => (block.kind === 'line' ? (block.speaker ?? []) : []))),
    ];
    const known = speakers.slice(0, 6);

    // An earlier call, from which the series knows six of the ten.
    const earlier = path.join(mkdtempSync(path.join(tmpdir(), 'callnotes-earlier-')), 'earlier.txt');
    const said = known.map((name) => `  • ${name}: here`).join('\n');
    writeFileSync(earlier, `Earlier\n\n  1. Welcome\n\n1. Welcome\n\n${said}\n${said}\n`);
    const series = `whole-${String(Date.now())}`;
    const imported = await command('import', earlier, '--series', series);
    expect(imported.code, imported.stderr).toBe(0);
    const call = await newCall('live', series);

    const typist = await signedInPage('notetaker', call);
    await watchEnters(typist);
    const notes = await NotesPage.open(typist, call);
    await notes.clear();
    const participant = await NotesPage.open(await signedInPage('participant', call, { who: 'part' }), call);
    const scribe = await NotesPage.open(await signedInPage('participant', call, { who: 'scribe' }), call);

    // Above stands what the participant writes, below what the second scribe does.
    await participant.toRow(0);
    await participant.type('Upstairs');
    await participant.press('Control+Alt+1', 'Enter');
    await participant.type('up 0');
    await scribe.shows(['1 Upstairs', 'up 0']);
    await scribe.toEnd();
    await scribe.press('Enter');
    await scribe.type('Downstairs');
    await scribe.press('Control+Alt+1', 'Enter');
    await scribe.type('down 0');
    await notes.shows(['1 Upstairs', 'up 0', '2 Downstairs', 'down 0']);
    await notes.toRow(1);

    const notetaker = new Notetaker(notes, known, pace);
    let typed = -1;
    let over = false;
    const stillTyping = (): boolean => !over;
    const typing = notetaker
      .typeAll(read, (index) => {
        typed = index;
      })
      .finally(() => {
        over = true;
      });
    const [, above, between] = await Promise.all([
      typing,
      writeAbove(participant, stillTyping),
      writeBetween(scribe, read.blocks, () => typed, stillTyping),
    ]);

    const expected = read.blocks.map((block) => expectedRow(block));
    const written = (others: RegExp, blocks: readonly BlockJson[]): string[] =>
      blocks.map(row).filter((text) => !others.test(text));
    await notes.saved();
    await participant.saved();
    await scribe.saved();
    await expect
      .poll(async () => written(/^(?:up|down) \d|^# (?:Up|Down)stairs/u, await exported()), {
        timeout: 30_000,
      })
      .toEqual(expected);
    const blocks = await exported();
    const all = blocks.map(row);
    // A line begun beside one that somebody was typing stands below it, so that only which lines there are is known.
    expect(all.filter((text) => /^(?:up \d|# Up)/u.test(text)).toSorted()).toEqual(above.toSorted());
    expect(all.filter((text) => text.startsWith('down ')).toSorted()).toEqual(
      ['down 0', ...between].toSorted(),
    );
    expect(new Set(blocks.map((block) => block.attrs.id)).size).toBe(blocks.length);
    expect(expected.filter((text) => /^[^#]+: /u.test(text))).toHaveLength(108);
    expect(expected.join('').match(/‹/gu)).toHaveLength(10);
    // What stands on the three screens is the same.
    const screen = await notes.rows();
    await participant.shows(screen);
    await scribe.shows(screen);

    const enters = await enterTimes(typist);
    const { labels, keys, wordsAMinute } = notetaker;
    process.stdout.write(
      `a whole call: ${String(keys)} keys at ${wordsAMinute.toFixed(0)} words a minute, ` +
        `${String(above.length)} rows above and ${String(between.length)} between meanwhile; ` +
        `labels ${JSON.stringify(labels)}; Enter to caret p50 ${percentile(enters, 0.5).toFixed(1)} ms ` +
        `p95 ${percentile(enters, 0.95).toFixed(1)} ms of ${String(enters.length)}\n`,
    );
    // Somebody who is paced at just this speed falls a little behind it.
    expect(wordsAMinute).toBeGreaterThan(0.9 * WORDS_A_MINUTE);
    expect(Object.values(labels).every((count) => count > 0)).toBe(true);

    async function exported(): Promise<BlockJson[]> {
      const { stdout } = await command('export', `${call.series}/${String(call.number)}`, '--format', 'json');
      return (JSON.parse(stdout) as { notes: { content: BlockJson[] } }).notes.content;
    }
  });
});

/** The participant's lines and the heading over them, until the typing is over; gives their rows. */
async function writeAbove(notes: NotesPage, goesOn: () => boolean): Promise<string[]> {
  let heading = 'Upstairs';
  const lines = ['up 0'];
  while (goesOn()) {
    await caretTo(notes, lines.length);
    await notes.press('Enter');
    lines.push(`up ${String(lines.length)}`);
    await notes.page.keyboard.type(lines.at(-1) ?? '', { delay: 200 });
    await caretTo(notes, 0);
    heading += '.';
    await notes.type('.');
    lines[0] += '+';
    await caretTo(notes, 1);
    await notes.type('+');
  }
  return [`# ${heading}`, ...lines];
}

/** Puts the caret at the end of a row, and looks whether it is there before anything is typed. */
async function caretTo(notes: NotesPage, index: number): Promise<void> {
  await expect(async () => {
    await notes.toRow(index);
    const row = await notes
      .row(index)
      .evaluate((element) => element.contains(getSelection()?.focusNode ?? null));
    expect(row).toBe(true);
  }).toPass();
}

/** The second scribe's lines, by turns at the end of the notes and under a line that the notetaker has finished. */
async function writeBetween(
  notes: NotesPage,
  blocks: readonly ReadBlock[],
  typed: () => number,
  goesOn: () => boolean,
): Promise<string[]> {
  const lines: string[] = [];
  while (goesOn()) {
    const line = `down ${String(lines.length + 1)}`;
    const finished = blocks.slice(0, Math.max(0, typed() - 2)).findLast((block) => block.kind === 'line');
    if (lines.length % 2 === 0 || finished === undefined) await notes.toEnd();
    else {
      const text = asTyped(finished.content);
      await clickBehind(notes.text.locator('.cn-line .cn-text', { hasText: text }).first());
    }
    await notes.press('Enter');
    await notes.page.keyboard.type(line, { delay: 200 });
    lines.push(line);
  }
  return lines;
}

/** Clicks where the last of a text's rows on the screen ends; End would go to the end of the row that was clicked. */
async function clickBehind(text: Locator): Promise<void> {
  const box = await text.boundingBox({ timeout: 30_000 });
  if (box === null) throw new Error('The text is not on the page.');
  await text.click({ position: { x: box.width - 2, y: box.height - 4 } });
}

/** A block in one line of text: `# heading [5]`, `Speaker: words ‹…› [14:12]`. A time alone is a gap too: `‹[14:12]›`. */
function row(block: BlockJson): string {
  const words = (block.content ?? []).map(inline).join('');
  if (block.type === 'agendaItem') {
    const { level, minutes } = block.attrs;
    return `${'#'.repeat(level)} ${words}${minutes === null ? '' : ` [${String(minutes)}]`}`;
  }
  const who = block.type === 'line' ? block.attrs.speakerName : null;
  return `${who === null ? '' : `${who}: `}${words}`;
}

function inline(node: InlineJson): string {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'hardBreak':
      return ' ';
    case 'mention':
      return `@${node.attrs.name}`;
    case 'stamp':
      return node.attrs.gap ? `‹[${node.attrs.text}]›` : `[${node.attrs.text}]`;
    case 'gap':
      return `‹${node.attrs.text}›`;
  }
}

function expectedRow(block: ReadBlock): string {
  if (block.kind === 'code') return block.text;
  const words = block.content
    .map((node, index) => {
      // A time in the middle of a line stays text where it is typed; only an import takes it for a stamp.
      const edge = index === 0 || index === block.content.length - 1 || isBesideGap(block.content, index);
      if (node.type === 'stamp' && !edge) return node.text;
      if (node.type === 'gap') return `‹${node.text}›`;
      if (node.type === 'stamp') return node.gap ? `‹[${node.text}]›` : `[${node.text}]`;
      return asTyped([node]);
    })
    .join('');
  if (block.kind === 'item') {
    return `${'#'.repeat(block.level)} ${words}${block.minutes === null ? '' : ` [${String(block.minutes)}]`}`;
  }
  const who = block.kind === 'line' ? block.speaker : null;
  return `${who === null ? '' : `${who}: `}${words}`;
}

function isBesideGap(content: readonly ReadInline[], index: number): boolean {
  const before = content[index - 1];
  if (before?.type === 'text' && before.text.trim() === '') return content[index - 2]?.type === 'gap';
  return before?.type === 'gap';
}
