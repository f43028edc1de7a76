import { cleanChoice, cleanDate, cleanFlag, cleanInstant, cleanInteger } from './clean-value.ts';
import type { BlockJson, InlineJson, NotesJson, TextJson } from './note-json.ts';
import { agendaItemPurposes, agendaItemStates } from './schema/agenda-item.ts';
import { isScriptAddress } from './schema/is-safe-href.ts';
import { lineTags, MAX_INDENT } from './schema/line.ts';

/** The longest timebox that is kept, in minutes. */
export const MOST_MINUTES = 24 * 60;
/** Largest number of a call. */
export const MOST_CALLS = 999_999_999;

/**
 * The same notes with every attribute of the type that the schema declares: what another program wrote over the
 * wire and does not fit becomes the default, all else stays to the letter. Never throws.
 */
export function soundNotes(notes: NotesJson): NotesJson {
  return { ...notes, content: notes.content.map(soundBlock) };
}

/** The same for inline content. */
export function soundInline(content: readonly InlineJson[]): InlineJson[] {
  return content.map((node): InlineJson => {
    switch (node.type) {
      case 'text':
        return soundText(node);
      case 'hardBreak':
        return node;
      case 'mention':
        return { ...node, attrs: { person: text(node.attrs.person), name: text(node.attrs.name) ?? '' } };
      case 'stamp': {
        const { at, gap } = node.attrs;
        const attrs = { text: text(node.attrs.text) ?? '', at: instant(at), gap: cleanFlag(gap) };
        return { ...node, attrs };
      }
      case 'gap': {
        const { id, at } = node.attrs;
        return { ...node, attrs: { id: text(id), at: instant(at), text: text(node.attrs.text) ?? '…' } };
      }
    }
  });
}

function soundBlock(block: BlockJson): BlockJson {
  if (block.type === 'codeBlock') {
    const { id, language } = block.attrs;
    return { ...block, attrs: { id: text(id), language: text(language) } };
  }
  const inline = block.content === undefined ? {} : { content: soundInline(block.content) };
  if (block.type === 'quote') return { ...block, attrs: { id: text(block.attrs.id) }, ...inline };
  if (block.type === 'agendaItem') {
    const { attrs } = block;
    return {
      ...block,
      attrs: {
        id: text(attrs.id),
        level: cleanInteger(attrs.level, 1, 2) === 2 ? 2 : 1,
        minutes: cleanInteger(attrs.minutes, 0, MOST_MINUTES),
        timebox: text(attrs.timebox),
        purpose: cleanChoice(attrs.purpose, agendaItemPurposes),
        proposer: text(attrs.proposer),
        state: cleanChoice(attrs.state, agendaItemStates) ?? 'open',
        seeItem: text(attrs.seeItem),
        writtenHeading: text(attrs.writtenHeading),
        templateItem: text(attrs.templateItem),
        carriedSince: cleanInteger(attrs.carriedSince, 0, MOST_CALLS),
        carriedTimes: cleanInteger(attrs.carriedTimes, 1, MOST_CALLS),
        carriedUnder: text(attrs.carriedUnder),
        fromCall: text(attrs.fromCall),
        fromItem: text(attrs.fromItem),
      },
      ...inline,
    };
  }
  const { attrs } = block;
  return {
    ...block,
    attrs: {
      id: text(attrs.id),
      speaker: text(attrs.speaker),
      speakerName: text(attrs.speakerName),
      at: instant(attrs.at),
      tag: cleanChoice(attrs.tag, lineTags),
      owner: text(attrs.owner),
      ownerName: text(attrs.ownerName),
      due: cleanDate(attrs.due),
      source: text(attrs.source),
      done: cleanFlag(attrs.done),
      indent: cleanInteger(attrs.indent, 0, MAX_INDENT) ?? 0,
      bornCall: text(attrs.bornCall),
      bornLine: text(attrs.bornLine),
      prompt: text(attrs.prompt),
    },
    ...inline,
  };
}

function soundText(node: TextJson): TextJson {
  const marks = node.marks?.filter((mark) => mark.type !== 'link' || isFollowed(mark.attrs.href));
  return marks === undefined ? node : { ...node, marks };
}

function isFollowed(href: unknown): boolean {
  return typeof href === 'string' && !isScriptAddress(href);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function instant(value: unknown): string | null {
  return cleanInstant(value) === null ? null : text(value);
}
