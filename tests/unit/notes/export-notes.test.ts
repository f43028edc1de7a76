import { NOTES_SCHEMA_VERSION } from '#lib/notes/schema/index.ts';
import { describe, expect, it } from 'vitest';
import { exportFormats } from '#lib/notes/export/export-call.ts';
import { withTicks } from '#lib/carry-over/with-ticks.ts';
import { exportNotes, type ExportCall } from '#lib/notes/export/export-notes.ts';
import { importJson } from '#lib/notes/import/import-json.ts';
import { readNotes } from '#lib/notes/import/read-notes.ts';
import type { AgendaItemJson, InlineJson, LineJson } from '#lib/notes/note-json.ts';
import { item as itemOf, line as lineOf, notes } from '#tests/support/notes-factory.ts';
import { exportCallOf } from './export-call-of.ts';

const item = (title: string, attrs: Partial<AgendaItemJson['attrs']> = {}): AgendaItemJson =>
  itemOf({ id: title, ...attrs }, title);

function line(
  speakerName: string | null,
  content: InlineJson[],
  attrs: Partial<LineJson['attrs']> = {},
): LineJson {
  return { ...lineOf({ speakerName, ...attrs }), content };
}

const text = (value: string): InlineJson => ({ type: 'text', text: value });

function call(overrides: Partial<ExportCall> = {}): ExportCall {
  return {
    seriesTitle: 'Lantern core call',
    seriesSlug: 'lantern',
    number: 12,
    title: 'Lantern core call #12',
    startsAt: '2026-03-02T15:00:00Z',
    zone: 'UTC',
    lengthMinutes: 60,
    recordingUrl: 'https://video.example/12',
    intro: '',
    outro: '',
    notes: {
      type: 'doc',
      content: [
        item('Roadmap', { minutes: 10, purpose: 'decision' }),
        line('Ada', [text('hello '), { type: 'gap', attrs: { id: 'g', at: null, text: '…' } }]),
        line('Bo', [text('write it up')], {
          tag: 'action',
          ownerName: 'Cem (2)',
          due: '2026-03-09',
          done: true,
        }),
        item('Oil', { level: 2 }),
        line(null, [text('note: this is no speaker')]),
      ],
    },
    ...overrides,
  };
}

describe('every format', () => {
  it.each(exportFormats)('%s is written whatever attributes somebody wrote into the document', (format) => {
    const odd = { a: 1 } as never;
    const notes = {
      type: 'doc' as const,
      content: [
        item('Release', { level: 7 as never, minutes: odd, timebox: odd, purpose: odd, state: odd }),
        line(odd, [text('shipped'), { type: 'mention', attrs: { person: odd, name: odd } }], {
          indent: -1,
          tag: odd,
          due: odd,
          owner: odd,
        }),
      ],
    };
    expect(exportNotes(call({ notes }), format)).toContain('shipped');
  });
});

describe('forum text', () => {
  it('is laid out as a page of minutes', () => {
    expect(exportNotes(call(), 'forum')).toBe(
      [
        'Lantern core call #12',
        '',
        '  • Meeting Date/Time: Monday 2026-03-02 at 15:00 UTC',
        '  • Meeting Duration: 1 Hour',
        '  • Video stream: https://video.example/12',
        '',
        '',
        '  1. Roadmap - decision (10’)',
        '    a. Oil',
        '',
        '',
        '1. Roadmap',
        '',
        '  • Ada: hello …',
        '  • Bo: ACTION (owner: Cem %282%29; due: 2026-03-09; done): write it up',
        '',
        '1a Oil',
        '',
        '  • note: this is no speaker',
        '',
      ].join('\n'),
    );
  });

  it('writes imported header lines anew where the fields have changed, and only there', () => {
    const intro =
      'Lantern home\n\nLantern core call #12\n\n  • Date: 2026-03-02 15:00 UTC\n  • Duration: 60 min\n  • Video stream:\n\nMore below.';
    const same = exportNotes(call({ intro, recordingUrl: null }), 'forum');
    expect(same.startsWith(`${intro}\n\n\n  1. Roadmap`)).toBe(true);
    const moved = exportNotes(call({ intro, startsAt: '2026-03-03T16:30:00Z' }), 'forum');
    expect(moved).toContain(
      '  • Date: Tuesday 2026-03-03 at 16:30 UTC\n  • Duration: 60 min\n  • Video stream: https://video.example/12\n',
    );
  });
});

describe('Markdown', () => {
  it('can be read by people', () => {
    expect(exportNotes(call(), 'md')).toBe(
      [
        '<!-- callnotes notes 1 -->',
        '',
        '# Lantern core call #12',
        '',
        '- Series: Lantern core call',
        '- Number: 12',
        '- Date: Monday 2026-03-02 at 15:00 UTC',
        '- Duration: 60 minutes',
        '- Recording: <https://video.example/12>',
        '',
        '## 1. Roadmap - decision (10’)',
        '',
        '- **Ada:** hello …',
        '- [x] **Bo:** **ACTION** (owner: Cem %282%29; due: 2026-03-09): write it up',
        '',
        '### 1a. Oil',
        '',
        '- note: this is no speaker',
        '',
      ].join('\n'),
    );
  });

  it('keeps the call’s fields and the text around the notes', () => {
    const read = readNotes(
      exportNotes(call({ intro: 'Bring cake.\n\n# Not a title', outro: 'See you.' }), 'md'),
    );
    expect(read).toMatchObject({
      title: 'Lantern core call #12',
      series: 'Lantern core call',
      number: 12,
      start: '2026-03-02T15:00:00Z',
      durationMinutes: 60,
      recording: 'https://video.example/12',
      intro: 'Bring cake.\n\n# Not a title',
      outro: 'See you.',
    });
    expect(importJson(read).actions).toMatchObject([{ owner: 'Cem (2)', due: '2026-03-09', done: true }]);
  });

  it('makes lines of what somebody adds by hand', () => {
    const read = readNotes(
      `${exportNotes(call(), 'md')}\nA line without a bullet\n- **New:** hi @[Ada Q] at 15:20\n`,
    );
    const added = importJson(read).lines.slice(-2);
    expect(added).toMatchObject([{ speaker: null, text: 'A line without a bullet' }, { speaker: 'New' }]);
  });
});

describe('HTML', () => {
  const attacks = [
    '<script>x()</script>',
    '"><img src=x onerror=x()>',
    "' onclick='x()",
    '&lt;b&gt;',
    '</title><script>',
    ']]>',
  ];

  it.each(attacks)('escapes %s wherever it stands', (attack) => {
    const html = exportNotes(
      call({
        title: attack,
        seriesTitle: attack,
        intro: attack,
        outro: attack,
        recordingUrl: 'javascript:x()',
        notes: {
          type: 'doc',
          content: [
            item(attack, { minutes: 5, timebox: `(5’, ${attack.replaceAll(/[()]/gu, '')})` }),
            line(attack, [text(attack), { type: 'mention', attrs: { person: null, name: attack } }], {
              tag: 'action',
              ownerName: attack,
            }),
            line(null, [
              {
                type: 'text',
                text: 'a',
                marks: [{ type: 'link', attrs: { href: `https://a.example/${attack}` } }],
              },
            ]),
            line(null, [
              { type: 'text', text: 'b', marks: [{ type: 'link', attrs: { href: 'javascript:x()' } }] },
            ]),
            line(null, [
              { type: 'stamp', attrs: { text: attack, at: attack, gap: true } },
              { type: 'gap', attrs: { id: null, at: null, text: attack } },
            ]),
            { type: 'quote', attrs: { id: null }, content: [text(attack)] },
            {
              type: 'codeBlock',
              attrs: { id: null, language: attack },
              content: [{ type: 'text', text: attack }],
            },
          ],
        },
      }),
      'html',
    );
    const tags = [...html.matchAll(/<\/?([a-z0-9]+)([^>]*)>/giu)];
    const known =
      'html head meta title style body h1 h2 h3 p div footer strong em a s code pre blockquote time span br'.split(
        ' ',
      );
    expect(tags.map((tag) => tag[1]?.toLowerCase()).filter((name) => !known.includes(name ?? ''))).toEqual(
      [],
    );
    expect(tags.filter((tag) => /\bon\w+\s*=/iu.test((tag[2] ?? '').replace(/"[^"]*"/gu, '')))).toEqual([]);
    expect(html).not.toMatch(/href="javascript/iu);
  });
});

describe('JSON and plain text', () => {
  it('gives the document whole', () => {
    const file = JSON.parse(exportNotes(call(), 'json')) as {
      format: string;
      version: number;
      notes: unknown;
    };
    expect(file).toMatchObject({
      format: 'callnotes',
      version: 1,
      schemaVersion: NOTES_SCHEMA_VERSION,
      series: { slug: 'lantern' },
      call: { number: 12 },
    });
    expect(file.notes).toEqual(call().notes);
  });

  it('says owner and due date as people read them, where nothing reads them back', () => {
    expect(exportNotes(call(), 'txt')).toContain('Bo: ACTION (Cem (2), by Mon 9 Mar, done): write it up\n');
    expect(exportNotes(call(), 'html')).toContain(
      '<em>action (Cem (2), by Mon 9 Mar, done):</em> write it up',
    );
  });

  it('gives text for a mail', () => {
    expect(exportNotes(call(), 'txt')).toContain(
      '1 Roadmap - decision (10’)\n--------------------------\n\nAda: hello …\n',
    );
  });
});

describe('every format', () => {
  it.each(exportFormats)('writes a call without notes as %s', (format) => {
    const empty = exportCallOf(readNotes('Lantern'));
    expect(exportNotes(empty, format)).toContain('Lantern');
  });
});

describe('what was carried over', () => {
  const carried = call({
    notes: notes(
      itemOf({ id: 'a', carriedSince: 30, carriedTimes: 3, carriedUnder: 'Release' }, 'Ropes'),
      lineOf(
        { id: 'b', tag: 'action', ownerName: 'Odile', bornCall: 'c9', bornLine: 'l9' },
        'Paint the boat',
      ),
    ),
    bornIn: new Map([['c9', 9]]),
  });

  it('says since when and from where, in Markdown, text and HTML', () => {
    expect(exportNotes(carried, 'md')).toContain('## 1. Ropes · carried since #30, third time <!-- {');
    expect(exportNotes(carried, 'md')).toContain(
      '- [ ] **ACTION** (owner: Odile; from #9): Paint the boat\n',
    );
    for (const format of ['txt', 'html'] as const) {
      expect(exportNotes(carried, format)).toContain(
        'Ropes · carried since #30, third time; it stood under “Release”',
      );
      expect(exportNotes(carried, format)).toMatch(/action \(Odile, from #9\)/iu);
    }
    expect(exportNotes(carried, 'json')).not.toContain('bornIn');
  });

  it('keeps its mark in Markdown, and reads where an action is from as words for people', () => {
    const { actions, lines } = importJson(readNotes(exportNotes(carried, 'md')));
    expect(actions).toMatchObject([{ owner: 'Odile', done: false }]);
    expect(lines.map(({ text }) => text)).toEqual(['Paint the boat']);
  });

  it('is done where it was ticked', () => {
    const ticked = withTicks(carried.notes, 'c10', [{ callId: 'c9', lineId: 'l9', done: true }]);
    expect(exportNotes({ ...carried, notes: ticked }, 'md')).toContain('- [x] **ACTION** (owner: Odile');
    const own = notes(lineOf({ id: 'l9', tag: 'action', done: true }, 'Paint'));
    expect(
      withTicks(own, 'c9', [{ callId: 'c9', lineId: 'l9', done: false }]).content[0]?.attrs,
    ).toMatchObject({
      done: false,
    });
  });
});
