import { blankNotes } from '#lib/notes/blank-notes.ts';
import type { BlockJson, InlineJson, LineJson, NotesJson } from '#lib/notes/note-json.ts';
import { blankAgendaItem } from '#lib/notes/schema/agenda-item.ts';
import { blankLine, type LineAttrs } from '#lib/notes/schema/line.ts';
import { plainInline } from './plain-inline.ts';
import type { StartBlock, StartPlaceholder, StartText } from './start-block.ts';

/**
 * The document that a call begins with, for the server to write once; ids come from `newId`, one for each block in
 * order. What the schema has no attribute for, the marks and where something was born, is not in it.
 */
export function startNotes(blocks: readonly StartBlock[], newId: () => string): NotesJson {
  if (blocks.length === 0) return blankNotes(newId);
  const content = blocks.map((block) => blockOf(block, newId()));
  // A heading at the end would leave no line to write on.
  if (content.at(-1)?.type === 'agendaItem') content.push(lineOf(newId(), {}, []));
  return { type: 'doc', content };
}

function blockOf(block: StartBlock, id: string): BlockJson {
  switch (block.kind) {
    case 'item':
      return {
        type: 'agendaItem',
        attrs: { ...blankAgendaItem, ...block.attrs, id },
        content: block.content,
      };
    case 'text':
      return templateBlock(block, id);
    case 'action': {
      const { ownerId, ownerName, due, content } = block;
      return lineOf(id, { tag: 'action', owner: ownerId, ownerName, due }, content);
    }
    case 'placeholder':
      return lineOf(id, {}, [{ type: 'text', text: placeholderWords(block) }]);
  }
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
        { ...block.attrs, at: null, source: null, done: false },
        plainInline(block.content ?? []),
      );
  }
}

function lineOf(id: string, attrs: Partial<LineAttrs>, content: InlineJson[]): LineJson {
  const line: LineJson = { type: 'line', attrs: { ...blankLine, ...attrs, id } };
  return content.length === 0 ? line : { ...line, content };
}

/** Where something is still to be written, such as `Call 30, 2a Status pay: Minutes to follow`. */
function placeholderWords({ birth, item, text }: StartPlaceholder): string {
  const under = item === null ? '' : `, ${`${item.key} ${item.title}`.trim()}`;
  return `Call ${String(birth.callNumber)}${under}: ${text.trim()}`;
}
