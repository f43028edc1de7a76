import { blankNotes } from '#lib/notes/blank-notes.ts';
import type { BlockJson, InlineJson, LineJson, NotesJson } from '#lib/notes/note-json.ts';
import { blankAgendaItem, type AgendaItemAttrs } from '#lib/notes/schema/agenda-item.ts';
import { blankLine, type LineAttrs } from '#lib/notes/schema/line.ts';
import type { Birth } from './carry-over-input.ts';
import { plainInline } from './plain-inline.ts';
import type { StartBlock, StartItem, StartPlaceholder, StartText } from './start-block.ts';

/**
 * The document that a call begins with, for the server to write once; ids come from `newId`, one for each block in
 * order. Marks, and where something was born, stand in its attributes.
 */
export function startNotes(blocks: readonly StartBlock[], newId: () => string): NotesJson {
  if (blocks.length === 0) return blankNotes(newId);
  const content = blocks.map((block) => startBlock(block, newId()));
  // A heading at the end would leave no line to write on.
  if (content.at(-1)?.type === 'agendaItem') content.push(lineOf(newId(), {}, []));
  return { type: 'doc', content };
}

/** One block of the document that a call begins with. */
export function startBlock(block: StartBlock, id: string): BlockJson {
  switch (block.kind) {
    case 'item':
      return {
        type: 'agendaItem',
        attrs: { ...blankAgendaItem, ...block.attrs, ...originAttrs(block), id },
        content: block.content,
      };
    case 'text':
      return templateBlock(block, id);
    case 'action': {
      const { birth, ownerId, ownerName, due, content } = block;
      return lineOf(id, { ...bornAt(birth), tag: 'action', owner: ownerId, ownerName, due }, content);
    }
    case 'placeholder':
      return lineOf(id, bornAt(block.birth), [{ type: 'text', text: placeholderWords(block) }]);
  }
}

function originAttrs({ templateItemId, carried, from }: StartItem): Partial<AgendaItemAttrs> {
  return {
    templateItem: templateItemId,
    carriedSince: carried?.since ?? null,
    carriedTimes: carried?.times ?? null,
    carriedUnder: carried?.under ?? null,
    fromCall: from?.callId ?? null,
    fromItem: from?.blockId ?? null,
  };
}

function bornAt({ callId, blockId }: Birth): Pick<LineAttrs, 'bornCall' | 'bornLine'> {
  return { bornCall: callId, bornLine: blockId };
}

/** A copy that nobody has said, done or typed yet. */
function templateBlock({ block }: StartText, id: string): BlockJson {
  switch (block.type) {
    case 'codeBlock':
      return { ...block, attrs: { ...block.attrs, id } };
    case 'quote':
      return { ...block, attrs: { ...block.attrs, id }, content: plainInline(block.content ?? []) };
    case 'line':
      return lineOf(
        id,
        { ...block.attrs, at: null, source: null, done: false, bornCall: null, bornLine: null },
        plainInline(block.content ?? []),
      );
  }
}

function lineOf(id: string, attrs: Partial<LineAttrs>, content: InlineJson[]): LineJson {
  const line: LineJson = { type: 'line', attrs: { ...blankLine, ...attrs, id } };
  return content.length === 0 ? line : { ...line, content };
}

/** Where something is still to be written, such as `#30, 2a Status pay: Minutes to follow`. */
function placeholderWords({ birth, item, text }: StartPlaceholder): string {
  const under = item === null ? '' : `, ${`${item.key} ${item.title}`.trim()}`;
  return `#${String(birth.callNumber)}${under}: ${text.trim()}`;
}
