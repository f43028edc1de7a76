import * as fc from '#tests/support/fast-check.ts';
import { describe, expect, test } from 'vitest';
import type { BlockJson, InlineJson } from '#lib/notes/note-json.ts';
import { inlineText } from '#lib/notes/note-json.ts';
import { projectNotes } from '#lib/notes/project-notes.ts';
import { item, line, notes as doc, text } from '#tests/support/notes-factory.ts';
import { agendaItemPurposes, agendaItemStates, type AgendaItemAttrs } from '#lib/notes/schema/agenda-item.ts';
import { lineTags, type LineAttrs } from '#lib/notes/schema/line.ts';

describe('agenda items', () => {
  test('are numbered by their place and level', () => {
    const { items } = projectNotes(
      doc(item({ id: 'a' }, 'Welcome'), item({ id: 'b' }, 'Release'), item({ id: 'c', level: 2 }, 'Dates')),
    );
    expect(items.map(({ key, title }) => [key, title])).toEqual([
      ['1', 'Welcome'],
      ['2', 'Release'],
      ['2a', 'Dates'],
    ]);
  });

  test('own the lines that follow them; lines above the first own none', () => {
    const { lines } = projectNotes(
      doc(line({ id: 'x' }), item({ id: 'a' }, 'Welcome'), line({ id: 'y' }), line({ id: 'z' })),
    );
    expect(lines.map(({ id, itemId }) => [id, itemId])).toEqual([
      ['x', null],
      ['y', 'a'],
      ['z', 'a'],
    ]);
  });
});

describe('lines', () => {
  test('are of the kind their block is', () => {
    const { lines } = projectNotes(
      doc(
        line({ id: 'a' }, text('We ship on Friday')),
        line({ id: 'b' }, text('Minutes to follow')),
        {
          type: 'codeBlock',
          attrs: { id: 'c', language: null },
          content: [{ type: 'text', text: 'npm test' }],
        },
        { type: 'quote', attrs: { id: 'd' }, content: [text('as they wrote')] },
      ),
    );
    expect(lines.map(({ kind }) => kind)).toEqual(['line', 'placeholder', 'code', 'quote']);
  });

  test('carry speaker, instant, tag and indent', () => {
    const { lines } = projectNotes(
      doc(
        line({
          id: 'a',
          speaker: 'p_rosa',
          speakerName: 'Rosa',
          at: '2026-01-05T10:00:00+01:00',
          tag: 'question',
          indent: 2,
        }),
      ),
    );
    expect(lines[0]).toMatchObject({
      speakerId: 'p_rosa',
      speakerName: 'Rosa',
      at: '2026-01-05T09:00:00.000Z',
      tag: 'question',
      indent: 2,
    });
  });
});

describe('gaps', () => {
  test('are gap nodes and stamps at which speech was missed, in order', () => {
    const { gaps } = projectNotes(
      doc(
        line(
          { id: 'a' },
          { type: 'stamp', attrs: { text: '14:12', at: '2026-01-05T14:12:00.000Z', gap: true } },
          text(' later '),
          { type: 'gap', attrs: { id: 'g', at: null, text: '…' } },
          { type: 'stamp', attrs: { text: '14:20', at: null, gap: false } },
        ),
      ),
    );
    expect(gaps).toEqual([
      { id: 'a-gap', lineId: 'a', position: 0, at: '2026-01-05T14:12:00.000Z', text: '14:12' },
      { id: 'g', lineId: 'a', position: 1, at: null, text: '…' },
    ]);
  });
});

describe('actions and decisions', () => {
  test('an action without an owner belongs to its speaker', () => {
    const { actions } = projectNotes(
      doc(line({ id: 'a', speaker: 'p_rosa', speakerName: 'Rosa', tag: 'action' }, text('I write it up'))),
    );
    expect(actions).toEqual([
      { lineId: 'a', ownerId: 'p_rosa', ownerName: 'Rosa', due: null, done: false, text: 'I write it up' },
    ]);
  });

  test('an owner known by name alone is not replaced by the speaker', () => {
    const { actions } = projectNotes(
      doc(line({ id: 'a', speaker: 'p_rosa', speakerName: 'Rosa', tag: 'action', ownerName: 'Milan' })),
    );
    expect(actions[0]).toMatchObject({ ownerId: null, ownerName: 'Milan' });
  });

  test('a due date that no calendar has is left out', () => {
    const due = (value: string) =>
      projectNotes(doc(line({ id: 'a', tag: 'action', due: value }))).actions[0]?.due;
    expect(due('2026-02-28')).toBe('2026-02-28');
    expect(due('2026-02-30')).toBeNull();
    expect(due('soon')).toBeNull();
  });

  test('what an action or decision answers is kept while it is one', () => {
    const source = (tag: LineAttrs['tag'], value: string | null) =>
      projectNotes(doc(line({ id: 'a', tag, source: value }))).lines[0]?.sourceId;
    expect(source('action', 'q')).toBe('q');
    expect(source('decision', 'q')).toBe('q');
    expect(source('question', 'q')).toBeNull();
    expect(source(null, 'q')).toBeNull();
    expect(source('action', ' ')).toBeNull();
  });

  test('a decision is its line', () => {
    expect(projectNotes(doc(line({ id: 'a', tag: 'decision' }, text('We keep it')))).decisions).toEqual([
      { lineId: 'a', text: 'We keep it' },
    ]);
  });
});

test('people are those named with an id, each once, by the first name they are given', () => {
  const { people } = projectNotes(
    doc(
      line(
        { id: 'a', speaker: 'p_rosa', speakerName: ' Rosa   Quill ', owner: 'p_milan', ownerName: 'Milan' },
        { type: 'mention', attrs: { person: 'p_ilse', name: 'Ilse' } },
        { type: 'mention', attrs: { person: null, name: 'Nobody known' } },
      ),
      line({ id: 'b', speaker: 'p_rosa', speakerName: 'Rosa' }),
    ),
  );
  expect(people).toEqual([
    { id: 'p_rosa', name: 'Rosa Quill' },
    { id: 'p_milan', name: 'Milan' },
    { id: 'p_ilse', name: 'Ilse' },
  ]);
});

describe('documents that something else wrote', () => {
  test('missing and repeated ids are replaced, always in the same way', () => {
    const notes = doc(
      line({ id: 'a' }),
      line({ id: 'a' }),
      line({}),
      line({ id: 'a~2' }),
      item({ id: 'a' }, 'x'),
    );
    const { items, lines } = projectNotes(notes);
    expect(lines.map(({ id }) => id)).toEqual(['a', 'a~3', 'block-2', 'a~2']);
    expect(items.map(({ id }) => id)).toEqual(['a~4']);
  });

  test('text that no database takes is made storable', () => {
    const { lines } = projectNotes(doc(line({ id: 'a', speakerName: 'R\0sa' }, text('one\0two\uD800'))));
    expect(lines[0]).toMatchObject({ text: 'one\uFFFDtwo\uFFFD', speakerName: 'R\uFFFDsa' });
    expect(JSON.stringify(lines[0]?.content)).not.toMatch(/\\u0000|\\ud800/u);
  });

  test('attributes of a wrong type become null and never throw', () => {
    const attrs = {
      id: 7,
      speaker: {},
      speakerName: [],
      at: 'noon',
      tag: 'joke',
      indent: 'x',
      due: 3,
      source: {},
      done: 'yes',
    };
    const { lines } = projectNotes(doc({ ...line({}), attrs: { ...line({}).attrs, ...(attrs as object) } }));
    expect(lines).toEqual([
      {
        id: 'block-0',
        position: 0,
        itemId: null,
        kind: 'line',
        speakerId: null,
        speakerName: null,
        at: null,
        tag: null,
        sourceId: null,
        bornCallId: null,
        bornLineId: null,
        prompt: null,
        indent: 0,
        text: '',
        content: [],
      },
    ]);
  });
});

describe('inline content', () => {
  test('holds text and instants where pages print them, whatever was written into the document', () => {
    const odd = { a: 1 } as never;
    const { lines, gaps } = projectNotes(
      doc(
        line(
          { id: 'a' },
          { type: 'mention', attrs: { person: odd, name: odd } },
          { type: 'stamp', attrs: { text: odd, at: 'noon', gap: odd } },
          { type: 'gap', attrs: { id: 'g', at: 'noon', text: odd } },
          { type: 'text', text: 'here', marks: [{ type: 'link', attrs: { href: odd } }] },
        ),
      ),
    );
    expect(lines[0]?.content).toEqual([
      { type: 'mention', attrs: { person: null, name: '' } },
      { type: 'stamp', attrs: { text: '', at: null, gap: false } },
      { type: 'gap', attrs: { id: 'g', at: null, text: '…' } },
      { type: 'text', text: 'here', marks: [] },
    ]);
    expect(lines[0]?.text).toBe('@…here');
    expect(gaps).toEqual([{ id: 'g', lineId: 'a', position: 0, at: null, text: '…' }]);
  });
});

const id = fc.option(fc.constantFrom('a', 'b', 'c', 'a~2', 'block-1', ''), { nil: null });
const words = fc.option(fc.string({ unit: 'binary', maxLength: 8 }), { nil: null });
const instant = fc.option(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  { nil: null },
);
const inline: fc.Arbitrary<InlineJson> = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).map((value): InlineJson => text(value)),
  fc.constant<InlineJson>({ type: 'hardBreak' }),
  fc.record({ person: id, name: fc.string() }).map((attrs): InlineJson => ({ type: 'mention', attrs })),
  fc
    .record({ text: fc.string(), at: instant, gap: fc.boolean() })
    .map((attrs): InlineJson => ({ type: 'stamp', attrs })),
  fc
    .record({ id, at: instant, text: fc.constantFrom('…', '...') })
    .map((attrs): InlineJson => ({ type: 'gap', attrs })),
);
const block: fc.Arbitrary<BlockJson> = fc.oneof(
  fc
    .tuple(
      fc.record<LineAttrs>({
        id,
        speaker: id,
        speakerName: words,
        at: instant,
        tag: fc.option(fc.constantFrom(...lineTags), { nil: null }),
        owner: id,
        ownerName: words,
        due: fc.option(fc.constantFrom('2026-01-31', '2026-13-01'), { nil: null }),
        source: id,
        done: fc.boolean(),
        indent: fc.integer({ min: 0, max: 9 }),
        bornCall: id,
        bornLine: id,
        prompt: words,
      }),
      fc.array(inline, { maxLength: 5 }),
    )
    .map(([attrs, content]): BlockJson => ({ type: 'line', attrs, content })),
  fc
    .tuple(
      fc.record<AgendaItemAttrs>({
        id,
        level: fc.constantFrom(1, 2),
        minutes: fc.option(fc.integer({ min: 0, max: 90 }), { nil: null }),
        timebox: words,
        purpose: fc.option(fc.constantFrom(...agendaItemPurposes), { nil: null }),
        proposer: words,
        state: fc.constantFrom(...agendaItemStates),
        seeItem: id,
        writtenHeading: words,
        templateItem: id,
        carriedSince: fc.option(fc.integer({ min: 0, max: 99 }), { nil: null }),
        carriedTimes: fc.option(fc.integer({ min: 0, max: 9 }), { nil: null }),
        carriedUnder: words,
        fromCall: id,
        fromItem: id,
      }),
      fc.array(inline, { maxLength: 3 }),
    )
    .map(([attrs, content]): BlockJson => ({ type: 'agendaItem', attrs, content })),
  fc.tuple(id, fc.string()).map(([blockId, code]): BlockJson => ({
    type: 'codeBlock',
    attrs: { id: blockId, language: null },
    ...(code === '' ? {} : { content: [{ type: 'text', text: code }] }),
  })),
  fc
    .tuple(id, fc.array(inline, { maxLength: 3 }))
    .map(([blockId, content]): BlockJson => ({ type: 'quote', attrs: { id: blockId }, content })),
);
const documents = fc.array(block, { minLength: 1, maxLength: 30 }).map((content) => doc(...content));

describe('for any document', () => {
  test('every block is one row, once, in order, with its text', () => {
    fc.assert(
      fc.property(documents, (notes) => {
        const { items, lines } = projectNotes(notes);
        const rows = [...items, ...lines].toSorted((one, other) => one.position - other.position);
        expect(rows.map(({ position }) => position)).toEqual(notes.content.map((_, index) => index));
        expect(new Set(rows.map((row) => row.id)).size).toBe(notes.content.length);
        for (const [index, written] of notes.content.entries()) {
          const row = rows[index];
          const stored = row !== undefined && 'title' in row ? row.title : row?.text;
          const said = inlineText(written.content).replaceAll(/[\0\p{Cs}]/gu, '\uFFFD');
          expect(stored).toBe(written.type === 'agendaItem' ? said.trim() : said);
        }
      }),
    );
  });

  test('every gap, action and decision stands on a row that exists, under an id of its own', () => {
    fc.assert(
      fc.property(documents, (notes) => {
        const { items, lines, gaps, actions, decisions } = projectNotes(notes);
        const known = new Set([...items, ...lines].map((row) => row.id));
        const marked = notes.content.flatMap((written) =>
          (written.content ?? []).filter(
            (node) => node.type === 'gap' || (node.type === 'stamp' && node.attrs.gap),
          ),
        );
        expect(gaps).toHaveLength(marked.length);
        expect(new Set(gaps.map((gap) => gap.id)).size).toBe(gaps.length);
        for (const { lineId } of [...gaps, ...actions, ...decisions]) expect(known).toContain(lineId);
      }),
    );
  });

  test('the same document gives the same rows and is left as it was', () => {
    fc.assert(
      fc.property(documents, (notes) => {
        const before = structuredClone(notes);
        expect(projectNotes(notes)).toEqual(projectNotes(structuredClone(notes)));
        expect(notes).toEqual(before);
      }),
    );
  });
});
