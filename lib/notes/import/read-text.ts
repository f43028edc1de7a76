import { findClocks } from './find-clocks.ts';
import { findEllipses, glyphOf, isPlainGap, type Glyph } from './find-ellipses.ts';
import { cutSlots, fillSlots, type Slot } from './inline-slots.ts';
import { isTooDense, parseMarkdownInline, parsePlainInline } from './parse-inline.ts';
import type { NotesFormat, ReadInline, ReadStamp } from './read-types.ts';

export type TextRules = {
  format: NotesFormat;
  definitions: ReadonlyMap<string, string>;
  /** Ways of writing an ellipsis that this file uses for missed speech. */
  gapGlyphs: ReadonlySet<Glyph>;
  /** Whether every ellipsis that is not escaped is a gap: notes that Callnotes wrote itself. */
  own: boolean;
};

export type FoundText = {
  content: ReadInline[];
  /** The stamps of `content` with their minutes after midnight, in order. */
  stamps: { node: ReadStamp; minutes: number }[];
  /** Clock times kept as text. */
  clocks: string[];
  tooDense: boolean;
};

const MENTION =
  /(?<![\p{L}\p{N}\\@/.])@(?:\[([^[\]\\]{1,60})\]|([\p{L}][\p{L}\p{M}\p{N}_-]{0,38})(?![\p{L}\p{N}@/]))/gu;
const CODE_OR_ADDRESS = /`[^`]{1,2000}`|\]\([^()\s]{1,2000}\)|<[^<>\s]{1,2000}>|https?:\/\/[^\s<>]+/giu;

/** One line's text as inline nodes: stamps, gaps and mentions found, marks and links read. */
export function readText(text: string, labelled: boolean, rules: TextRules): FoundText {
  const masked = text.replace(CODE_OR_ADDRESS, (found) => 'x'.repeat(found.length));
  const clocks = findClocks(masked);
  const slots: Slot[] = [];
  const stamps: FoundText['stamps'] = [];
  for (const clock of clocks.stamps) {
    const node: ReadStamp = { type: 'stamp', text: clock.text, gap: false, at: null, offsetSeconds: null };
    slots.push({ start: clock.start, end: clock.end, node });
    stamps.push({ node, minutes: clock.minutes });
  }
  for (const found of findEllipses(masked)) {
    const gap = rules.own || rules.gapGlyphs.has(glyphOf(found)) || isPlainGap(masked, found, labelled);
    if (gap) slots.push({ ...found, node: { type: 'gap', text: found.text, at: null } });
  }
  for (const found of masked.matchAll(MENTION)) {
    const name = found[1] ?? found[2] ?? '';
    slots.push({ start: found.index, end: found.index + found[0].length, node: { type: 'mention', name } });
  }
  slots.sort((a, b) => a.start - b.start);
  const cut = cutSlots(text, slots);
  const parsed =
    rules.format === 'markdown' ? parseMarkdownInline(cut, rules.definitions) : parsePlainInline(cut);
  const content = fillSlots(
    parsed,
    slots.map((slot) => slot.node),
  );
  const [only] = content;
  if (content.length === 1 && only?.type === 'stamp') only.gap = true;
  const tooDense = rules.format === 'markdown' && isTooDense(cut);
  return { content, stamps, clocks: clocks.others.map((clock) => clock.text), tooDense };
}
