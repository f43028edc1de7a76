import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importJson, type ImportJson } from '#lib/notes/import/import-json.ts';
import { inlineText } from '#lib/notes/import/inline-text.ts';
import { readNotes } from '#lib/notes/import/read-notes.ts';
import type { ReadNotes } from '#lib/notes/import/read-types.ts';
import { unaccountedLines } from './unaccounted-lines.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/notes/${name}`, import.meta.url), 'utf8');
}

function read(name: string): ReadNotes {
  return readNotes(fixture(name), { fileName: name });
}

/** `key speaker: text` for every line, a tag in capitals in front. */
function spoken(json: ImportJson): string[] {
  return json.lines.map((line) => {
    const tag = line.tag === null ? '' : `${line.tag.toUpperCase()} `;
    return `${line.item ?? '-'} ${tag}${line.speaker ?? '-'}: ${line.text}`;
  });
}

const kinds = (json: ImportJson): string[] => [...new Set(json.doubts.map((doubt) => doubt.kind))].toSorted();

describe('every fixture', () => {
  it.each(['forum-call.txt', 'bold-names.md', 'plain-minutes.md', 'initials.md', 'material.md'])(
    'accounts for every line of %s',
    (name) => {
      expect(unaccountedLines(fixture(name), read(name))).toEqual([]);
    },
  );

  it.each(['\r\n', '\r'])('reads the same with other line ends', (end) => {
    const text = fixture('forum-call.txt');
    const other = `\uFEFF${text.replaceAll('\n', end).replaceAll('Ada:', 'A\u200Bda:\u00A0')}`;
    expect(importJson(readNotes(other))).toEqual(importJson(readNotes(text)));
  });
});

describe('forum text', () => {
  const json = importJson(read('forum-call.txt'));

  it('gives the header', () => {
    expect(json).toMatchObject({
      title: 'Lantern core call #12 - March 2, 2026',
      series: 'Lantern core call',
      number: 12,
      date: '2026-03-02',
      start: '2026-03-02T15:00:00Z',
      durationMinutes: 60,
      recording: null,
    });
  });

  it('gives the agenda with computed numbers', () => {
    expect(json.agenda).toEqual([
      { key: '1', title: 'Pick a notetaker', minutes: null, level: 1 },
      { key: '2', title: 'Roadmap', minutes: 5, level: 1 },
      { key: '2a', title: 'Wick 2', minutes: null, level: 2 },
      { key: '2b', title: 'Oil supply - feedback', minutes: 10, level: 2 },
      { key: '3', title: 'Any other business', minutes: 50, level: 1 },
    ]);
  });

  it('gives the lines under the items they belong to', () => {
    expect(spoken(json)).toEqual([
      '2a Ada: What is left to do',
      '2a Bo: 16:04 The parser, mostly',
      '2a Ada: … and the docs',
      '2a Cem: we lost the notes… start again. 16:20\nand once more from the top',
      '3 Bo: Ask @Ada about it',
      '3 Adam: . …',
      '3 Cem: …',
      '3 Bo: 17:10',
    ]);
    expect(json.placeholders).toEqual([{ line: 30, item: '2b', text: 'Minutes to follow' }]);
  });

  it('works out that the clock times run an hour ahead', () => {
    expect(json.stamps).toEqual([
      { text: '16:04', offsetSeconds: 240 },
      { text: '16:20', offsetSeconds: 1200 },
      { text: '17:10', offsetSeconds: 4200 },
    ]);
  });

  it('counts a stamp alone among the gaps', () => {
    expect(json.gaps.map((gap) => gap.text)).toEqual(['…', '…', '…', '…', '17:10']);
  });

  it('doubts what a person should look at', () => {
    expect(kinds(json)).toEqual([
      'heading_by_order',
      'number_shift',
      'one_time_speaker',
      'recording_empty',
      'stamp_past_end',
      'stamp_zone',
    ]);
  });
});

describe('Markdown with bold names', () => {
  const json = importJson(read('bold-names.md'));

  it('gives decisions and actions with their numbers and owners', () => {
    expect(json.actions).toMatchObject([
      { item: '1', owner: 'Ada Quell', text: '6.1: Ada Quell to write the release notes.' },
    ]);
    expect(json.decisions).toMatchObject([{ text: '7.1: Wait for the keys' }]);
  });

  it('finds the speaker behind a field and keeps hard-wrapped text together', () => {
    expect(spoken(json)).toEqual([
      '1 ACTION -: 6.1: Ada Quell to write the release notes.',
      '1 Bo: Status: done since Friday',
      '2a Ada: We should wait for the signing keys, which\nare with the printers',
      '2a Bo: Fine by me',
      '2a DECISION -: 7.1: Wait for the keys',
      '3 Ada/Bo: Thanks',
    ]);
  });

  it('reads header headings and the list of attendees', () => {
    expect(json).toMatchObject({
      number: 7,
      durationMinutes: 90,
      recording: 'https://video.example/watch?v=7',
    });
    expect(read('bold-names.md').outro).toMatch(/^# Attendees/u);
    expect(kinds(json)).toEqual(['left_out', 'number_used_twice', 'two_speakers']);
  });
});

describe('plain minutes', () => {
  const json = importJson(read('plain-minutes.md'));

  it('takes topics as items, `...` as the same speaker, and a name without colon with a doubt', () => {
    expect(json.agenda.map((item) => item.title)).toEqual(['Lamps', 'Wicks']);
    expect(spoken(json)).toEqual([
      '1 ada: Do we still sell them?',
      '1 Bo: Until June...\nthen we stop',
      '1 Cem: I would stop now',
      '1 Ada: noted',
      '2 -: Context: none of this is speech',
      '2 Bo: fine',
    ]);
    expect(json.gaps).toEqual([]);
    expect(kinds(json)).toContain('missing_colon');
  });
});

describe('initials', () => {
  const json = importJson(read('initials.md'));

  it('knows the initials of the attendees', () => {
    expect(json.speakers).toEqual({ BL: 2, AQ: 1, CAR: 1 });
    expect(json.start).toBe('2026-03-05T09:30:00Z');
  });

  it('takes `...` alone as a gap and at a line’s start as the same speaker', () => {
    expect(spoken(json)).toEqual([
      '1 AQ: Who has the barrel?\nI do not',
      '1 BL: ...',
      '1 ACTION -: AQ to find the barrel',
      '1 CAR: _fine_ #3',
      '1 -: [no objections]',
      '1 BL: I forgot to say that it leaks',
      '1 ACTION -: Cem to clean up',
      '1 ACTION -: Bo Cem to mop',
    ]);
    expect(json.gaps).toMatchObject([{ speaker: 'BL', text: '...' }]);
    expect(json.actions.map(({ owner, done }) => [owner, done])).toEqual([
      ['AQ', false],
      ['Cem', true],
      ['Cem', false],
    ]);
  });
});

describe('pasted material', () => {
  const notes = read('material.md');
  const json = importJson(notes);

  it('keeps code, tables and definitions letter by letter and quotes as quotes', () => {
    expect(notes.blocks.filter((block) => block.kind === 'code').map((block) => block.text)).toEqual([
      '- Bo: not speech',
      '| a | b |\n| - | - |\n| 1 | 2 |',
      '[the manual]: https://example.org/manual',
    ]);
    const quotes = notes.blocks.filter((block) => block.kind === 'quote');
    expect(quotes.map((block) => inlineText(block.content))).toEqual(['as the manual says']);
  });

  it('takes a list item with a timebox below it as an agenda item', () => {
    expect(json.agenda).toEqual([
      { key: '1', title: 'Queue', minutes: 20, level: 1 },
      { key: '1a', title: 'Rust on the hinge', minutes: 5, level: 2 },
    ]);
  });

  it('reads marks and links, and leaves unsafe links as they are written', () => {
    const line = notes.blocks.find(
      (block) => block.kind === 'line' && inlineText(block.content).startsWith('See'),
    );
    expect(line?.kind === 'line' ? line.content : []).toEqual([
      { type: 'text', text: 'See ' },
      {
        type: 'text',
        text: 'the manual',
        marks: [{ type: 'link', attrs: { href: 'https://example.org/manual' } }],
      },
      { type: 'text', text: ' and ' },
      { type: 'text', text: 'then', marks: [{ type: 'italic' }] },
      { type: 'text', text: ' ' },
      { type: 'text', text: 'do not', marks: [{ type: 'strike' }] },
      { type: 'text', text: ' ' },
      { type: 'text', text: 'do', marks: [{ type: 'bold' }] },
      { type: 'text', text: ' ' },
      { type: 'text', text: 'it', marks: [{ type: 'code' }] },
    ]);
    expect(spoken(json)).toContain('1a Ada: [odd](javascript:alert) <b>and</b> ![pic](x.png)');
  });

  it('ends a list of actions where somebody speaks', () => {
    expect(json.actions.map(({ owner, text }) => [owner, text])).toEqual([
      ['Ada', 'Ada to oil the hinge'],
      ['Bo', 'Bo to watch'],
    ]);
  });
});
