// @vitest-environment happy-dom
import { DOMParser, DOMSerializer } from '@tiptap/pm/model';
import * as fc from '#tests/support/fast-check.ts';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { BlockJson, MarkJson, NotesJson } from '#lib/notes/note-json.ts';
import { agendaItemPurposes, agendaItemStates } from '#lib/notes/schema/agenda-item.ts';
import { noteSchema } from '#lib/notes/schema/index.ts';
import { isSafeHref } from '#lib/notes/schema/is-safe-href.ts';
import { lineTags } from '#lib/notes/schema/line.ts';
import { NOTES_SCHEMA_VERSION } from '#lib/notes/schema/version.ts';
import { createNotesUpdate, notesJson, notesMeta } from '#lib/notes/ydoc.ts';
import { gap, item, line, notes, stamp, text } from '#tests/support/notes-factory.ts';

function throughYjs(input: NotesJson): NotesJson {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, createNotesUpdate(input, 'lineage-1'));
  return notesJson(doc);
}

const markSets: MarkJson[][] = [
  [{ type: 'bold' }],
  [{ type: 'italic' }],
  [{ type: 'strike' }],
  [{ type: 'code' }],
  [{ type: 'link', attrs: { href: 'https://calls.example/33' } }],
  [{ type: 'link', attrs: { href: 'mailto:odile@calls.example' } }, { type: 'bold' }, { type: 'italic' }],
];

const blocks: Record<string, BlockJson> = {
  'an empty line': line({ id: 'a' }),
  'a line with every attribute': line(
    {
      id: 'a',
      speaker: 'p_1',
      speakerName: 'Odile',
      at: '2026-03-10T14:00:00.000Z',
      tag: 'action',
      owner: 'p_2',
      ownerName: 'Otto',
      due: '2026-03-20',
      source: 'q',
      done: true,
      indent: 3,
    },
    'ships on Friday',
  ),
  'an agenda item with every attribute': item(
    {
      id: 'a',
      level: 2,
      minutes: 5,
      timebox: '(~5’)',
      purpose: 'decision',
      proposer: 'p_1',
      state: 'seeOther',
      seeItem: 'b',
      writtenHeading: '2a Build speed',
    },
    'Build speed',
  ),
  'an empty agenda item': item({ id: 'a' }),
  'a code block': {
    type: 'codeBlock',
    attrs: { id: 'a', language: 'sh' },
    content: [text('  make\n\tmake test')],
  },
  'an empty code block': { type: 'codeBlock', attrs: { id: 'a', language: null } },
  'a quote': { type: 'quote', attrs: { id: 'a' }, content: [text('as the thread says')] },
  'a mention': line({ id: 'a' }, 'ask ', { type: 'mention', attrs: { person: 'p_1', name: 'Odile' } }),
  'a mention of nobody on the roster': line(
    { id: 'a' },
    {
      type: 'mention',
      attrs: { person: null, name: 'x' },
    },
  ),
  'a stamp': line({ id: 'a' }, stamp('14:12', { at: '2026-03-10T14:12:00.000Z' }), ' then'),
  'a stamp with a gap': line({ id: 'a' }, stamp('14:12', { gap: true })),
  'gaps of both spellings': line(
    { id: 'a' },
    gap({ id: 'g', at: '2026-03-10T14:00:00.000Z' }),
    gap({ id: 'h', text: '...' }),
  ),
  'a hard break': line({ id: 'a' }, 'one', { type: 'hardBreak' }, 'two'),
};

describe('the notes schema', () => {
  test.each(Object.entries(blocks))('[N10] keeps %s through a Yjs document', (_name, block) => {
    expect(throughYjs(notes(block))).toEqual(notes(block));
  });

  test.each(markSets.map((marks) => [marks.map((mark) => mark.type).join(' + '), marks] as const))(
    '[N10] keeps text marked %s through a Yjs document',
    (_name, marks) => {
      const input = notes(line({ id: 'a' }, 'plain ', text('marked', ...marks), ' plain'));
      expect(throughYjs(input)).toEqual(input);
      expect(JSON.stringify(throughYjs(input))).toContain(marks[0]?.type);
    },
  );

  test('[N10] covers every node and mark it has', () => {
    const used = JSON.stringify([Object.values(blocks), markSets]);
    for (const name of [...Object.keys(noteSchema.nodes), ...Object.keys(noteSchema.marks)]) {
      if (name === 'doc') continue;
      expect(used).toContain(`"type":"${name}"`);
    }
  });

  test('[N10] keeps any notes through a Yjs document', () => {
    const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
    const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
      fc.option(arbitrary, { nil: null });
    const anyLine = fc
      .record({
        speaker: maybe(word),
        tag: maybe(fc.constantFrom(...lineTags)),
        indent: fc.integer({ min: 0, max: 9 }),
        done: fc.boolean(),
      })
      .chain((attrs) => fc.array(word, { maxLength: 3 }).map((words) => ({ attrs, words })))
      .map(({ attrs, words }) => line({ ...attrs }, ...(words.length === 0 ? [] : [words.join(' ')]), gap()));
    const anyItem = fc
      .record({
        level: fc.constantFrom(1 as const, 2 as const),
        minutes: maybe(fc.integer({ min: 1, max: 600 })),
        purpose: maybe(fc.constantFrom(...agendaItemPurposes)),
        state: fc.constantFrom(...agendaItemStates),
      })
      .map((attrs) => item(attrs, 'Topic'));
    fc.assert(
      fc.property(fc.array(fc.oneof(anyLine, anyItem), { minLength: 1, maxLength: 12 }), (content) => {
        const input = notes(...content);
        expect(throughYjs(input)).toEqual(input);
      }),
      { numRuns: 60 },
    );
  });

  test('[N1] refuses blocks inside blocks, and a document without any', () => {
    const nested = { type: 'doc', content: [{ ...line({}), content: [line({})] }] };
    expect(() => noteSchema.nodeFromJSON(nested).check()).toThrow(RangeError);
    expect(() => noteSchema.nodeFromJSON({ type: 'doc', content: [] }).check()).toThrow(RangeError);
  });

  test('[N2] has no place for the number of an agenda item', () => {
    expect(Object.keys(noteSchema.nodes['agendaItem']?.spec.attrs ?? {})).toEqual([
      'id', 'level', 'minutes', 'timebox', 'purpose', 'proposer', 'state', 'seeItem', 'writtenHeading',
      'templateItem', 'carriedSince', 'carriedTimes', 'carriedUnder', 'fromCall', 'fromItem',
    ]); // prettier-ignore
  });

  test('[N3] leaves ids out of what it makes up itself', () => {
    expect(noteSchema.nodes['line']?.create().attrs['id']).toBeNull();
    expect(noteSchema.nodes['gap']?.create().attrs['id']).toBeNull();
  });

  test('[N9] writes its version and the lineage into the document, and reads neither from an empty one', () => {
    const doc = new Y.Doc();
    expect(notesMeta(doc)).toBeNull();
    Y.applyUpdate(doc, createNotesUpdate(notes(line({})), 'lineage-1'));
    expect(notesMeta(doc)).toEqual({ schemaVersion: NOTES_SCHEMA_VERSION, lineage: 'lineage-1' });
  });

  test('[N9] throws on a node it does not know rather than leaving it out', () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, createNotesUpdate(notes(line({}, 'kept')), 'lineage-1'));
    doc.getXmlFragment('notes').push([new Y.XmlElement('poll')]);
    expect(() => notesJson(doc)).toThrow(RangeError);
  });
});

describe('links', () => {
  test.each(['https://calls.example', 'http://calls.example/33#l-1', 'mailto:odile@calls.example'])(
    '[N7] to %s are rendered',
    (href) => expect(isSafeHref(href)).toBe(true),
  );

  test.each([
    'javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc',
    'ftp://calls.example', '//calls.example', '/relative', 'calls.example', '', null, undefined,
  ])('[N7] to %s are not', (href) => expect(isSafeHref(href)).toBe(false)); // prettier-ignore
});

describe('HTML', () => {
  function parse(html: string): NotesJson {
    const root = document.createElement('div');
    root.innerHTML = html;
    return DOMParser.fromSchema(noteSchema).parse(root).toJSON() as NotesJson;
  }

  test.each(Object.entries(blocks))('[N8] written for the clipboard brings back %s', (_name, block) => {
    const node = noteSchema.nodeFromJSON(notes(block));
    const root = document.createElement('div');
    root.append(DOMSerializer.fromSchema(noteSchema).serializeFragment(node.content, { document }));
    const back = DOMParser.fromSchema(noteSchema).parse(root, { preserveWhitespace: 'full' });
    expect(back.toJSON()).toEqual(notes(block));
  });

  test('[N8] from elsewhere leaves only text, blocks, marks and safe links', () => {
    const html = `<h1 style="color:red" onclick="x()">Title</h1>
      <ul><li>first <b>bold</b></li><li>second <a href="javascript:alert(1)">bad</a></li></ul>
      <p>see <a href="https://calls.example" target="_top" class="x">here</a><img src="x" onerror="y()"></p>
      <script>alert(1)</script><style>p{}</style><iframe src="https://evil.example"></iframe>
      <table><tr><td>cell</td></tr></table>`;
    const result = parse(html);
    const json = JSON.stringify(result);
    expect(json).not.toMatch(/javascript|onclick|onerror|evil|alert|_top|color:red|"x"/);
    const texts = noteSchema
      .nodeFromJSON(result)
      .textBetween(0, noteSchema.nodeFromJSON(result).content.size, '|');
    expect(texts.split('|').map((part) => part.trim())).toEqual([
      'Title', 'first bold', 'second bad', 'see here', 'cell',
    ]); // prettier-ignore
  });

  test('[N8] with attributes that do not fit gets the defaults', () => {
    const html = `<p data-tag="boss" data-indent="99" data-at="yesterday" data-due="soon" data-speaker="${'x'.repeat(300)}"
      data-done="yes">said</p><h3 data-minutes="-5" data-state="x" data-purpose="y">Topic</h3>`;
    expect(parse(html)).toEqual(notes(line({}, 'said'), item({ level: 2 }, 'Topic')));
  });
});
