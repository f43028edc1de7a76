import * as fc from '#tests/support/fast-check.ts';
import type { BlockJson, InlineJson, MarkJson, NotesJson } from '#lib/notes/note-json.ts';
import { agendaItemPurposes, agendaItemStates, blankAgendaItem } from '#lib/notes/schema/agenda-item.ts';
import { blankLine, lineTags } from '#lib/notes/schema/line.ts';
import { noteSchema } from '#lib/notes/schema/index.ts';

/** Text full of what Markdown and the reader of notes look for, and letters of several scripts. */
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-zA-Zäßéж ]{1,12}$/u) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '*', '**', '_', '__', '~', '~~', '`', '``', '[', ']', '(', ')', '<', '>', '&', '&amp;', '#', '- ', '+ ', '1. ', '1)',
      '\\', '\\\\', '|', '!', '![', '](', 'http://a.example', 'www.a.example', 'a@b.example', '@Ada', '@', '…', '...', '..', '.',
      '14:12', ': ', ':', 'Ada: ', 'ACTION: ', '**Ada:** ', '(5’)', ' - update', '[ ] ', '[x] ', '---', '```', '> ', '<b>', '<!-- ', '-->',
      '\t', ' ', '  ', '=', '{', '}', '"', "'", '$', '%', ';', ',', '?', '/', 'TBD', 'é', '👍', '’', '“', '<callnotes',
    ), // prettier-ignore
  },
);
export const anyText = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));

/** Text without anything that plain forum text could take for something else. */
export const calmText = fc
  .array(fc.stringMatching(/^[a-zäßé]{2,9}$/u), { minLength: 1, maxLength: 6 })
  .map((words) => `so ${words.join(' ')}`);

const name = fc.constantFrom(
  'Ada',
  'Bo Lindgren',
  'Cem',
  'Ada-Lena',
  'Ødegård',
  'O’Neil',
  'kbello',
  'D*E',
  'Unknown 1',
  'Grp [x]',
  'F (guest)',
);
const calmName = fc.constantFrom('Ada', 'Bo', 'Cem', 'Dilnoza', 'Ødegård');

const marks: fc.Arbitrary<MarkJson[]> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<MarkJson[]>([]) },
  { weight: 1, arbitrary: fc.constant<MarkJson[]>([{ type: 'code' }]) },
  {
    weight: 3,
    arbitrary: fc
      .subarray(['bold', 'italic', 'strike'] as const, { minLength: 1 })
      .map((types) => types.map((type): MarkJson => ({ type }))),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('https://a.example/x_(y)?q=1&r=2#z', 'mailto:a@b.example', 'http://a.example/a*b')
      .map((href): MarkJson[] => [{ type: 'link', attrs: { href } }]),
  },
);

function inlines(text: fc.Arbitrary<string>, rich: boolean): fc.Arbitrary<InlineJson[]> {
  const plain = fc.record({ type: fc.constant('text' as const), text });
  const marked = fc.record({ type: fc.constant('text' as const), text, marks });
  const node: fc.Arbitrary<InlineJson> = fc.oneof(
    { weight: 6, arbitrary: rich ? marked : plain },
    ...(rich
      ? [
          {
            weight: 1,
            arbitrary: name
              .filter((it) => !/[[\]\\]/u.test(it))
              .map((it): InlineJson => ({ type: 'mention', attrs: { person: null, name: it } })),
          },
          {
            weight: 1,
            arbitrary: fc
              .constantFrom('…', '...')
              .map((it): InlineJson => ({ type: 'gap', attrs: { id: null, at: null, text: it } })),
          },
          {
            weight: 1,
            arbitrary: fc
              .constantFrom('14:12', '9:05')
              .map((it): InlineJson => ({ type: 'stamp', attrs: { text: it, at: null, gap: false } })),
          },
          { weight: 1, arbitrary: fc.constant<InlineJson>({ type: 'hardBreak' }) },
        ]
      : []),
  );
  return fc.array(node, { minLength: rich ? 0 : 1, maxLength: rich ? 5 : 1 });
}

function blocks(rich: boolean): fc.Arbitrary<BlockJson> {
  const text = rich ? anyText : calmText;
  const content = inlines(text, rich);
  const title = inlines(text, rich).map((nodes) => nodes.filter((node) => node.type !== 'hardBreak'));
  const who = rich ? name : calmName;
  const minutes = fc.option(fc.integer({ min: 1, max: 240 }));
  const item = fc
    .record({
      level: fc.constantFrom(1 as const, 2 as const),
      minutes,
      written: fc.constantFrom(null, '(~M’)', '[Ada, M mins]'),
      purpose: fc.option(fc.constantFrom(...agendaItemPurposes)),
      state: fc.constantFrom(...agendaItemStates),
      proposer: fc.option(who),
      writtenHeading: fc.option(anyText),
      carried: fc.option(
        fc.record({
          carriedSince: fc.nat(99),
          carriedTimes: fc.integer({ min: 1, max: 12 }),
          carriedUnder: fc.option(anyText),
        }),
      ),
      content: title,
    })
    .map(({ content, written, carried, ...attrs }): BlockJson => ({
      type: 'agendaItem',
      attrs: {
        ...blankAgendaItem,
        ...attrs,
        ...(rich ? carried : { state: 'open' as const, proposer: null, writtenHeading: null }),
        timebox:
          attrs.minutes === null || written === null ? null : written.replace('M', String(attrs.minutes)),
      },
      content,
    }));
  const line = fc
    .record({
      who: fc.option(who),
      tag: fc.option(fc.constantFrom(...lineTags)),
      owner: fc.option(who),
      due: fc.constantFrom(null, '2026-12-01'),
      done: fc.boolean(),
      indent: rich ? fc.integer({ min: 0, max: 9 }) : fc.constant(0),
      content,
    })
    .map(({ who: speaker, tag, owner, due, done, indent, content }): BlockJson => ({
      type: 'line',
      attrs: {
        ...blankLine,
        speakerName: speaker,
        tag,
        owner: null,
        ownerName: tag === 'action' ? owner : null,
        due: tag === 'action' ? due : null,
        source: null,
        done: tag === 'action' && done,
        indent,
      },
      content,
    }));
  if (!rich) return fc.oneof({ weight: 1, arbitrary: item }, { weight: 5, arbitrary: line });
  const quote = content.map((nodes): BlockJson => ({ type: 'quote', attrs: { id: null }, content: nodes }));
  const code = fc
    .record({
      rows: fc.array(fc.oneof(anyText, fc.constantFrom('```', '~~~', '', '    x')), { maxLength: 4 }),
      language: fc.constantFrom(null, 'rust', 'a b'),
    })
    .map(({ rows, language }): BlockJson => ({
      type: 'codeBlock',
      attrs: { id: null, language },
      content: rows.length === 0 ? [] : [{ type: 'text', text: rows.join('\n') }],
    }));
  return fc.oneof(
    { weight: 2, arbitrary: item },
    { weight: 6, arbitrary: line },
    { weight: 1, arbitrary: quote },
    { weight: 1, arbitrary: code },
  );
}

/** Notes with everything the schema knows, in the form the schema gives them. */
export const anyNotes: fc.Arbitrary<NotesJson> = fc
  .array(blocks(true), { minLength: 1, maxLength: 8 })
  .map((content) => canonical({ type: 'doc', content }));

/** Notes of plain words only. A sub-item has something to stand under, or forum text would make it an item. */
export const calmNotes: fc.Arbitrary<NotesJson> = fc
  .array(blocks(false), { minLength: 1, maxLength: 12 })
  .map((content) => {
    const first = content.find((block) => block.type === 'agendaItem');
    if (first !== undefined) first.attrs.level = 1;
    return canonical({ type: 'doc', content });
  });

/**
 * Notes as the schema writes them, less what no text can carry: ids, instants, blanks at the ends of lines,
 * and whether two gaps that touch are two.
 */
export function canonical(notes: NotesJson): NotesJson {
  const bare = JSON.parse(JSON.stringify(notes)) as NotesJson;
  for (const block of bare.content) {
    if (block.content !== undefined && block.type !== 'codeBlock') block.content = settle(block.content);
    if (block.content?.length === 0) delete block.content;
    block.attrs.id = null;
    if (block.type === 'line') Object.assign(block.attrs, { speaker: null, owner: null, at: null });
    if (block.type === 'agendaItem') block.attrs.seeItem = null;
  }
  if (bare.content.some((block) => block.type === 'codeBlock' && block.content?.[0]?.text === '')) {
    for (const block of bare.content)
      if (block.type === 'codeBlock' && block.content?.[0]?.text === '') delete block.content;
  }
  const shaped = noteSchema.nodeFromJSON(bare);
  shaped.check();
  return JSON.parse(JSON.stringify(shaped.toJSON())) as NotesJson;
}

function settle(content: readonly InlineJson[]): InlineJson[] {
  const nodes: InlineJson[] = [];
  for (const node of content) {
    const last = nodes.at(-1);
    if (node.type === 'gap' && (last?.type === 'gap' || last?.type === 'stamp')) continue;
    if (node.type === 'stamp' && (last?.type === 'gap' || last?.type === 'stamp')) continue;
    if (node.type === 'gap')
      nodes.push({ type: 'gap', attrs: { id: null, at: null, text: node.attrs.text } });
    else if (node.type === 'stamp')
      nodes.push({ type: 'stamp', attrs: { ...node.attrs, at: null, gap: false } });
    else if (node.type === 'mention')
      nodes.push({ type: 'mention', attrs: { person: null, name: node.attrs.name } });
    else nodes.push(node);
  }
  return nodes;
}
