import type { BlockJson, InlineJson, NotesJson, TextJson } from '#lib/notes/note-json.ts';
import { normalizeName } from '#lib/speakers/person-id.ts';
import type { ReadBlock, ReadInline, ReadItem, ReadNotes } from './read-types.ts';
import { blankAgendaItem } from '#lib/notes/schema/agenda-item.ts';
import { blankLine } from '#lib/notes/schema/line.ts';

export type NotesJsonSource = {
  /** The roster id for a speaker's or owner's name; the same for every spelling of it. */
  personId(name: string): string;
  newId(): string;
};

/** The read notes as a document, with ids and people from `source`. Holds at least one block. */
export function toNotesJson(
  read: ReadNotes,
  source: NotesJsonSource,
): { notes: NotesJson; intro: string; outro: string } {
  const people = new Set<string>();
  for (const block of read.blocks) {
    if (block.kind !== 'line') continue;
    for (const name of [block.speaker, block.owner]) if (name !== null) people.add(normalizeName(name));
  }
  const items = read.blocks.filter((block): block is ReadItem => block.kind === 'item');
  const ids = new Map(items.map((item) => [item, source.newId()]));
  const context: Context = { source, people, ids, items };
  const content = read.blocks.map((block) => toBlock(block, context));
  if (content.length === 0) content.push(emptyLine(source.newId()));
  return { notes: { type: 'doc', content }, intro: read.intro, outro: read.outro };
}

type Context = {
  source: NotesJsonSource;
  people: ReadonlySet<string>;
  ids: ReadonlyMap<ReadItem, string>;
  items: readonly ReadItem[];
};

function toBlock(block: ReadBlock, context: Context): BlockJson {
  const { source } = context;
  switch (block.kind) {
    case 'item': {
      const seen = block.seeItem === null ? undefined : context.items[block.seeItem];
      return {
        type: 'agendaItem',
        attrs: {
          ...blankAgendaItem,
          id: context.ids.get(block) ?? source.newId(),
          level: block.level,
          minutes: block.minutes,
          timebox: block.timebox,
          purpose: block.purpose,
          proposer: block.proposer,
          carriedSince: block.carried?.since ?? null,
          carriedTimes: block.carried?.times ?? null,
          carriedUnder: block.carried?.under ?? null,
          state: block.state,
          seeItem: seen === undefined ? null : (context.ids.get(seen) ?? null),
          writtenHeading: block.writtenHeading,
        },
        ...inlineContent(block.content, context),
      };
    }
    case 'line':
      return {
        type: 'line',
        attrs: {
          ...blankLine,
          id: source.newId(),
          speaker: block.speaker === null ? null : source.personId(block.speaker),
          speakerName: block.speaker,
          tag: block.tag,
          owner: block.owner === null ? null : source.personId(block.owner),
          ownerName: block.owner,
          due: block.due,
          done: block.done,
          indent: block.indent,
        },
        ...inlineContent(block.content, context),
      };
    case 'code':
      return {
        type: 'codeBlock',
        attrs: { id: source.newId(), language: block.language },
        ...(block.text === '' ? {} : { content: [{ type: 'text', text: block.text }] }),
      };
    case 'quote':
      return { type: 'quote', attrs: { id: source.newId() }, ...inlineContent(block.content, context) };
  }
}

function emptyLine(id: string): BlockJson {
  return {
    type: 'line',
    attrs: {
      ...blankLine,
      id,
    },
  };
}

function inlineContent(content: readonly ReadInline[], context: Context): { content?: InlineJson[] } {
  const nodes: InlineJson[] = [];
  for (const node of content) {
    const next = toInline(node, context);
    const last = nodes.at(-1);
    if (next.type === 'text' && last?.type === 'text' && sameMarks(last, next)) last.text += next.text;
    else nodes.push(next);
  }
  return nodes.length === 0 ? {} : { content: nodes };
}

function sameMarks(first: TextJson, second: TextJson): boolean {
  return JSON.stringify(first.marks ?? []) === JSON.stringify(second.marks ?? []);
}

function toInline(node: ReadInline, { source, people }: Context): InlineJson {
  switch (node.type) {
    case 'text':
      return { ...node };
    case 'hardBreak':
      return { type: 'hardBreak' };
    case 'mention': {
      const person = people.has(normalizeName(node.name)) ? source.personId(node.name) : null;
      return { type: 'mention', attrs: { person, name: node.name } };
    }
    case 'stamp':
      return { type: 'stamp', attrs: { text: node.text, at: node.at, gap: node.gap } };
    case 'gap':
      return { type: 'gap', attrs: { id: source.newId(), at: node.at, text: node.text } };
  }
}
