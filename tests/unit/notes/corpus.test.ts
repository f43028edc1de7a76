import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportNotes } from '#lib/notes/export/export-notes.ts';
import { importJson } from '#lib/notes/import/import-json.ts';
import { readNotes } from '#lib/notes/import/read-notes.ts';
import { exportCallOf } from './export-call-of.ts';
import { unaccountedLines } from './unaccounted-lines.ts';

// Real notes stay outside the repository: only where to find them and what a reading must give is kept here.
const folder = process.env['CALLNOTES_CORPUS'] ?? '';
const present = folder !== '' && existsSync(folder);
if (!present) process.stdout.write('corpus: skipped, CALLNOTES_CORPUS names no folder of real notes\n');

const page = 'status-core-dev-call-33.txt';
const names = present
  ? readdirSync(folder)
      .filter((name) => /\.(?:md|txt)$/u.test(name) && name !== 'INDEX.md')
      .toSorted()
  : ['every file of notes in the corpus'];

function read(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

describe.skipIf(!present)('the page this product exists for', () => {
  const imported = (): ReturnType<typeof importJson> =>
    importJson(readNotes(read(page), { fileName: page }), 'core');

  it('has its number, date, start, length and no recording', () => {
    expect(imported()).toMatchObject({
      series: 'core',
      number: 33,
      date: '2020-06-29',
      start: '2020-06-29T12:00:00Z',
      durationMinutes: 60,
      recording: null,
    });
  });

  it('has 17 agenda items on two levels with computed numbers', () => {
    const { agenda } = imported();
    expect(agenda.map((item) => item.key)).toEqual('1 2 2a 2b 2c 3 3a 4 5 5a 5b 6 6a 6b 6c 7 8'.split(' '));
    expect(agenda.filter((item) => item.level === 1)).toHaveLength(8);
    expect(agenda.reduce((sum, item) => sum + (item.minutes ?? 0), 0)).toBe(70);
  });

  it('has 108 lines by ten speakers', () => {
    const { lines, speakers } = imported();
    expect(lines).toHaveLength(108);
    expect(Object.values(speakers)).toEqual([29, 23, 14, 13, 12, 8, 5, 2, 1, 1]);
    // The names are real people's, so the repository keeps no more than their fingerprint.
    const written = JSON.stringify(Object.entries(speakers).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    expect(createHash('sha256').update(written).digest('hex')).toBe(
      '462e98eada03b515710d829f5de67db3f1948dc35ed0cfc02c01795d321cb5a4',
    );
  });

  it('puts every line under the agenda item it was said at, whatever its number in the notes', () => {
    const counts: Record<string, number> = {};
    for (const line of imported().lines) counts[line.item ?? '-'] = (counts[line.item ?? '-'] ?? 0) + 1;
    expect(counts).toEqual({
      '2a': 12,
      '2b': 8,
      '2c': 46,
      '3a': 22,
      '5': 5,
      '6a': 6,
      '6b': 4,
      '7': 3,
      '8': 2,
    });
  });

  it('has 7 stamps read as UTC+2', () => {
    expect(imported().stamps).toEqual(
      [
        ['14:12', 12],
        ['14:19', 19],
        ['14:22', 22],
        ['14:42', 42],
        ['14:55', 55],
        ['15:00', 60],
        ['15:10', 70],
      ].map(([text, minutes]) => ({ text, offsetSeconds: Number(minutes) * 60 })),
    );
  });

  it('has gaps for its 8 ellipses and 2 lines that are a stamp alone', () => {
    const texts = imported().gaps.map((gap) => gap.text);
    expect(texts.filter((text) => text === '…')).toHaveLength(8);
    expect(texts.filter((text) => text !== '…')).toEqual(['14:22', '14:55']);
  });

  it('has one placeholder and invents no action or decision', () => {
    expect(imported()).toMatchObject({
      placeholders: [{ item: '4', text: 'Minutes to follow' }],
      actions: [],
      decisions: [],
    });
  });

  it('doubts the numbers of the headings, the look-alike names and the zone of the stamps', () => {
    const { doubts } = imported();
    const text = (kind: string): string =>
      doubts
        .filter((doubt) => doubt.kind === kind)
        .map((doubt) => `${String(doubt.line)}: ${doubt.text}`)
        .join('\n');
    expect(text('number_shift')).toMatch(/^37: 13 headings are numbered 1 lower/u);
    expect(text('look_alike_names')).toMatch(
      /^\d+: (\p{L}+) and \1\p{L} are easily taken for each other\.$/u,
    );
    expect(text('stamp_zone')).toMatch(/^55: .*UTC\+2/u);
    expect(text('stamp_past_end')).toMatch(/^176: 15:10 lies 10 minutes past/u);
    expect(text('over_length')).toMatch(/70 minutes for a call of 60/u);
    expect(text('empty_section')).toMatch(/^169: .*5c/u);
  });

  it('gives the same JSON, doubts and their lines included, when it is exported as forum text and read again', () => {
    const first = readNotes(read(page), { fileName: page });
    const text = exportNotes(exportCallOf(first), 'forum');
    expect(importJson(readNotes(text, { fileName: 'again.txt' }), 'core')).toEqual(importJson(first, 'core'));
    expect(importJson(readNotes(text), 'core')).toEqual(importJson(first, 'core'));
  });

  it('is exported as it was written but for one missing colon', () => {
    const source = read(page).trimEnd().split('\n');
    const text = exportNotes(exportCallOf(readNotes(read(page))), 'forum')
      .trimEnd()
      .split('\n');
    expect(text).toHaveLength(source.length);
    const changed = source.flatMap((line, index) =>
      line === text[index] ? [] : [[line, text[index] ?? '']],
    );
    expect(changed).toHaveLength(1);
    expect(changed[0]?.[1]).toBe(changed[0]?.[0]?.replace('…', ': …'));
  });
});

describe.skipIf(!present)('every file of the corpus', () => {
  it.each(names)('accounts for every line of %s', (name) => {
    const source = read(name);
    expect(unaccountedLines(source, readNotes(source, { fileName: name }))).toEqual([]);
  });
});
