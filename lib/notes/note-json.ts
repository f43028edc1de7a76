import type { AgendaItemAttrs } from './schema/agenda-item.ts';
import type { CodeBlockAttrs } from './schema/code-block.ts';
import type { GapAttrs } from './schema/gap.ts';
import type { LineAttrs } from './schema/line.ts';
import type { MentionAttrs } from './schema/mention.ts';
import type { QuoteAttrs } from './schema/quote.ts';
import type { StampAttrs } from './schema/stamp.ts';

export type MarkJson =
  { type: 'bold' | 'italic' | 'strike' | 'code' } | { type: 'link'; attrs: { href: string } };

export type TextJson = { type: 'text'; text: string; marks?: MarkJson[] };
export type HardBreakJson = { type: 'hardBreak' };
export type MentionJson = { type: 'mention'; attrs: MentionAttrs };
export type StampJson = { type: 'stamp'; attrs: StampAttrs };
export type GapJson = { type: 'gap'; attrs: GapAttrs };
export type InlineJson = TextJson | HardBreakJson | MentionJson | StampJson | GapJson;

export type AgendaItemJson = { type: 'agendaItem'; attrs: AgendaItemAttrs; content?: InlineJson[] };
export type LineJson = { type: 'line'; attrs: LineAttrs; content?: InlineJson[] };
export type CodeBlockJson = { type: 'codeBlock'; attrs: CodeBlockAttrs; content?: TextJson[] };
export type QuoteJson = { type: 'quote'; attrs: QuoteAttrs; content?: InlineJson[] };
export type BlockJson = AgendaItemJson | LineJson | CodeBlockJson | QuoteJson;

/** The notes of one call as ProseMirror JSON of `noteSchema`. */
export type NotesJson = { type: 'doc'; content: BlockJson[] };

/** The plain text of inline content; hard breaks become newlines, atoms their written text. */
export function inlineText(content: readonly InlineJson[] | undefined): string {
  let text = '';
  for (const node of content ?? []) {
    switch (node.type) {
      case 'text':
        text += node.text;
        break;
      case 'hardBreak':
        text += '\n';
        break;
      case 'mention':
        text += `@${node.attrs.name}`;
        break;
      case 'stamp':
      case 'gap':
        text += node.attrs.text;
        break;
    }
  }
  return text;
}
