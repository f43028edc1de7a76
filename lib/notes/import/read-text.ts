import { findClocks } from './find-clocks.ts';
import { findEllipses, glyphOf, plainGaps, type Glyph } from './find-ellipses.ts';
import { findOwnSlots } from './find-own-slots.ts';
import { cutSlots, fillSlots, SLOT_TAG, type Slot } from './inline-slots.ts';
import { maskCode } from './mask-code.ts';
import { inlineText } from './inline-text.ts';
import { isTooDense, parseMarkdownInline, parsePlainInline } from './parse-inline.ts';
import type { NotesFormat, ReadInline, ReadStamp } from './read-types.ts';

export type TextRules = {
  format: NotesFormat;
  definitions: ReadonlyMap<string, string>;
  /** Ways of writing an ellipsis that this file uses for missed speech. */
  gapGlyphs: ReadonlySet<Glyph>;
  /** Whether every ellipsis and clock time that is not escaped is meant: notes that Callnotes wrote itself. */
  own: boolean;
  /** Whether to look for no stamps, gaps and mentions at all. */
  bare?: boolean;
};

export type FoundText = {
  content: ReadInline[];
  /** The stamps of `content` with their minutes after midnight, in order. */
  stamps: { node: ReadStamp; minutes: number }[];
  /** Clock times kept as text. */
  clocks: string[];
  tooDense: boolean;
};

const MENTION = /(?<![\p{L}\p{N}\\@/.])@([\p{L}][\p{L}\p{M}\p{N}_-]{0,38})(?![\p{L}\p{M}\p{N}_@/-])/gu;
/** One line's text as inline nodes: stamps, gaps and mentions found, marks and links read. */
export function readText(text: string, labelled: boolean, rules: TextRules): FoundText {
  if (isTooDense(text)) {
    return {
      content: [{ type: 'text', text }],
      stamps: [],
      clocks: [],
      tooDense: rules.format === 'markdown',
    };
  }
  const masked = maskCode(text);
  const { slots, stamps, clocks } =
    rules.bare === true || text.includes(SLOT_TAG) ? NOTHING : findSlots(masked, labelled, rules);
  const cut = cutSlots(text, slots, rules.format);
  const parsed =
    rules.format === 'markdown'
      ? parseMarkdownInline(cut, rules.definitions, rules.own)
      : parsePlainInline(cut);
  const content = fillSlots(
    parsed,
    slots.map((slot) => slot.node),
  );
  // A slot that came to stand inside code cannot be filled: the line is read again as if it had none.
  if (slots.length > 0 && inlineText(content).includes(SLOT_TAG))
    return readText(text, labelled, { ...rules, bare: true });
  const [only] = content;
  if (content.length === 1 && only?.type === 'stamp') only.gap = true;
  return { content, stamps, clocks, tooDense: false };
}

type FoundSlots = Pick<FoundText, 'stamps' | 'clocks'> & { slots: Slot[] };

const NOTHING: FoundSlots = { slots: [], stamps: [], clocks: [] };

function findSlots(masked: string, labelled: boolean, rules: TextRules): FoundSlots {
  if (rules.own) return { ...findOwnSlots(masked), clocks: [] };
  const clocks = findClocks(masked);
  const stamps = clocks.stamps.map((clock) => {
    const node: ReadStamp = { type: 'stamp', text: clock.text, gap: false, at: null, offsetSeconds: null };
    return { node, minutes: clock.minutes, start: clock.start, end: clock.end };
  });
  const slots = [...stamps, ...findGaps(masked, labelled, rules), ...findMentions(masked)];
  return {
    slots: slots.toSorted((a, b) => a.start - b.start),
    stamps,
    clocks: clocks.others.map((clock) => clock.text),
  };
}

function findGaps(masked: string, labelled: boolean, rules: TextRules): Slot[] {
  const plain = new Set(plainGaps(masked, labelled).map((found) => found.start));
  return findEllipses(masked)
    .filter((found) => rules.gapGlyphs.has(glyphOf(found)) || plain.has(found.start))
    .map(({ start, end, text }) => ({ start, end, node: { type: 'gap', text, at: null } }));
}

function findMentions(masked: string): Slot[] {
  return [...masked.matchAll(MENTION)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
    node: { type: 'mention', name: found[1] ?? '' },
  }));
}
