import type {
  AgendaItemJson,
  BlockJson,
  GapJson,
  InlineJson,
  LineJson,
  MarkJson,
  NotesJson,
  StampJson,
  TextJson,
} from '#lib/notes/note-json.ts';
import { blankAgendaItem, type AgendaItemAttrs } from '#lib/notes/schema/agenda-item.ts';
import type { GapAttrs } from '#lib/notes/schema/gap.ts';
import { blankLine, type LineAttrs } from '#lib/notes/schema/line.ts';
import type { StampAttrs } from '#lib/notes/schema/stamp.ts';

/** Notes of the given blocks. */
export function notes(...content: BlockJson[]): NotesJson {
  return { type: 'doc', content };
}

/** A run of text with marks. */
export function text(value: string, ...marks: MarkJson[]): TextJson {
  return marks.length === 0 ? { type: 'text', text: value } : { type: 'text', text: value, marks };
}

/** A line; a string stands for plain text. */
export function line(attrs: Partial<LineAttrs>, ...content: (InlineJson | string)[]): LineJson {
  const node: LineJson = {
    type: 'line',
    attrs: {
      ...blankLine,
      ...attrs,
    },
  };
  return content.length === 0 ? node : { ...node, content: inline(content) };
}

/** An agenda item; a string stands for plain text. */
export function item(attrs: Partial<AgendaItemAttrs>, ...content: (InlineJson | string)[]): AgendaItemJson {
  const node: AgendaItemJson = {
    type: 'agendaItem',
    attrs: {
      ...blankAgendaItem,
      ...attrs,
    },
  };
  return content.length === 0 ? node : { ...node, content: inline(content) };
}

/** Missed speech. */
export function gap(attrs: Partial<GapAttrs> = {}): GapJson {
  return { type: 'gap', attrs: { id: null, at: null, text: '…', ...attrs } };
}

/** A typed clock time. */
export function stamp(written: string, attrs: Partial<StampAttrs> = {}): StampJson {
  return { type: 'stamp', attrs: { text: written, at: null, gap: false, ...attrs } };
}

function inline(content: readonly (InlineJson | string)[]): InlineJson[] {
  return content.map((node) => (typeof node === 'string' ? text(node) : node));
}
