import { performance } from 'node:perf_hooks';
import * as fc from '#tests/support/fast-check.ts';
import { describe, expect, it } from 'vitest';
import { isAppError } from '#lib/errors.ts';
import { importJson } from '#lib/notes/import/import-json.ts';
import { readNotes } from '#lib/notes/import/read-notes.ts';
import { toNotesJson } from '#lib/notes/import/to-notes-json.ts';
import { createNotesUpdate } from '#lib/notes/ydoc.ts';
import { unaccountedLines } from './unaccounted-lines.ts';

const people = Array.from(
  { length: 50 },
  (_, index) => `Person${String.fromCodePoint(65 + (index % 26))}${String(index)}`,
);
const sentence = 'and then we looked at the build again because nobody had seen why it stopped in the night';

function longCall(lines: number): string {
  const rows = Array.from({ length: lines }, (_, index) => {
    if (index % 40 === 0) return `## ${String(index / 40 + 1)}. Part ${String(index)}\n`;
    const name = people[(index * 7) % people.length] ?? '';
    return index % 9 === 0
      ? `    - see **${String(index)}** and [the log](https://example.org/${String(index)})`
      : `- ${name}: ${sentence} ${String(index)}`;
  });
  return ['# Lantern core call #7', '', '- Date: 2026-03-02 14:00 UTC', '', ...rows].join('\n');
}

const hostile: [string, string][] = [
  ['brackets in brackets', '['.repeat(5000)],
  ['links in links', '[a]('.repeat(5000)],
  ['emphasis in emphasis', '*a **b '.repeat(5000)],
  ['backticks', '`'.repeat(20_000)],
  ['backticks of every length', Array.from({ length: 150 }, (_, index) => '`'.repeat(index)).join(' ')],
  ['escapes', '\\'.repeat(30_001)],
  ['angle brackets', '<'.repeat(20_000)],
  ['open tags', '<a '.repeat(10_000)],
  ['colons', ':'.repeat(20_000)],
  ['labels', 'A: '.repeat(10_000)],
  ['blanks', `5 min${' '.repeat(200_000)}x`],
  ['blanks behind a keyword', `ACTION${' '.repeat(200_000)}x`],
  ['blanks in a heading', `# 1. x - ${'\t '.repeat(100_000)}y`],
  ['ellipses', '... '.repeat(20_000)],
  ['clock times', '14:12 '.repeat(20_000)],
  ['mentions', '@a '.repeat(20_000)],
  ['quotes', '>'.repeat(20_000)],
  ['one long word', 'a'.repeat(1_000_000)],
  ['one line of 4,000 characters', `Ada: ${'word '.repeat(800)}`],
  ['headings', '# a\n\n'.repeat(5000)],
  [
    'an agenda and headings that all look alike',
    `${'1. same words here\n'.repeat(800)}\n\n${'2. same words here\n\n'.repeat(800)}`,
  ],
  ['an open fence', '```\n'.repeat(4001)],
  ['front matter that never ends', `---\n${'a: b\n'.repeat(5000)}`],
  ['list in list', Array.from({ length: 1500 }, (_, index) => `${' '.repeat(index)}- a`).join('\n')],
  ['nulls of other kinds', 'a\u200Bb\u00A0c\uFEFF\u2028d'.repeat(200)],
  ['half characters', `Ada: ${'\uD83D'.repeat(3)} ok\nAda: two`],
  [
    'names',
    Array.from(
      { length: 4000 },
      (_, index) => `- Name${String(index)}: hello\n- Name${String(index)}: again`,
    ).join('\n'),
  ],
];

describe('hostile text', () => {
  it.each(hostile)('reads %s in a moment', (_, text) => {
    const begin = performance.now();
    const read = readNotes(text, { fileName: 'notes.md' });
    importJson(read);
    expect(performance.now() - begin).toBeLessThan(4000);
  });

  it('reads any text at all, or says that it cannot', () => {
    const sign = fc.constantFrom(
      '\n',
      '\r\n',
      '\t',
      ' ',
      '#',
      '-',
      '*',
      '•',
      '1.',
      'a.',
      '`',
      '|',
      '>',
      '[',
      ']',
      '(',
      ')',
      ':',
      '…',
      '...',
      '12:00',
      'Ada',
      '@',
      '\\',
      '---',
      '\uFEFF',
      '\u200B',
      '\uD800',
      '<!-- callnotes notes 1 -->',
      '<!-- intro -->',
      '**',
      'Agenda',
      'Date: 2026-01-01',
      '',
    );
    const anything = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(sign, { maxLength: 60 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anything, (text) => {
        try {
          const read = readNotes(text);
          let id = 0;
          const { notes } = toNotesJson(read, { personId: (name) => name, newId: () => String((id += 1)) });
          createNotesUpdate(notes, 'lineage');
        } catch (error) {
          if (!isAppError(error, 'invalid') && !isAppError(error, 'too_large')) throw error;
        }
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['an empty file', ''],
    ['blanks alone', ' \n\t\n'],
    ['binary junk', 'PK\u0003\u0004\0\0\0\u0008'],
    ['bytes that are not UTF-8', '\uFFFD'.repeat(60)],
  ])('refuses %s', (_, text) => {
    expect(() => readNotes(text)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  it('refuses a file above the size limit', () => {
    expect(() => readNotes('a '.repeat(1_600_000))).toThrow(expect.objectContaining({ code: 'too_large' }));
    expect(() => readNotes('\n'.repeat(60_001))).toThrow(expect.objectContaining({ code: 'too_large' }));
  });

  it('refuses a transcript, which is not notes', () => {
    expect(() => readNotes('WEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:02.000\r\nAda: hello\r\n')).toThrow(
      expect.objectContaining({ code: 'invalid' }),
    );
  });
});

describe('a file of 2,000 lines and 30,000 words', () => {
  it('is read in under five seconds, every line accounted for', () => {
    const text = longCall(2000);
    expect(text.split(/\s+/u).length).toBeGreaterThan(30_000);
    const begin = performance.now();
    const read = readNotes(text, { fileName: 'long.md' });
    const json = importJson(read);
    expect(performance.now() - begin).toBeLessThan(5000);
    expect(Object.keys(json.speakers)).toHaveLength(50);
    expect(json.agenda).toHaveLength(50);
    expect(unaccountedLines(text, read)).toEqual([]);
  });
});
