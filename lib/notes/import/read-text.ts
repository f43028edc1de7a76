import { findClocks, type Clock } from './find-clocks.ts';
import { findEllipses, glyphOf, isPlainGap, type Glyph } from './find-ellipses.ts';
import { cutSlots, fillSlots, SLOT_TAG, type Slot } from './inline-slots.ts';
import { isTooDense, parseMarkdownInline, parsePlainInline } from './parse-inline.ts';
import type { NotesFormat, ReadInline, ReadStamp } from './read-types.ts';

export type TextRules = {
  format: NotesFormat;
  definitions: ReadonlyMap<string, string>;
  /** Ways of writing an ellipsis that this file uses for missed speech. */
  gapGlyphs: ReadonlySet<Glyph>;
  /** Whether every ellipsis and clock time that is not escaped is meant: notes that Callnotes wrote itself. */
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
  /(?<![\p{L}\p{N}\\@/.])@(?:\[([^[\]\\]{1,60})\]|([\p{L}][\p{L}\p{M}\p{N}_-]{0,38})(?![\p{L}\p{M}\p{N}_@/-]))/gu;
const CODE_OR_ADDRESS = /`[^`]{1,2000}`|\]\([^()\s]{1,2000}\)|<[^<>\s]{1,2000}>|https?:\/\/[^\s<>]+/giu;

/** One line's text as inline nodes: stamps, gaps and mentions found, marks and links read. */
export function readText(text: string, labelled: boolean, rules: TextRules): FoundText {
  const masked = text.replace(CODE_OR_ADDRESS, (found) => 'x'.repeat(found.length));
  const clocks = text.includes(SLOT_TAG) ? { stamps: [], others: [] } : findMarks(masked, rules.own);
  const slots: Slot[] = [];
  const stamps: FoundText['stamps'] = [];
  for (const clock of clocks.stamps) {
    const node: ReadStamp = { type: 'stamp', text: clock.text, gap: false, at: null, offsetSeconds: null };
    slots.push({ start: clock.start, end: clock.end, node });
    stamps.push({ node, minutes: clock.minutes });
  }
  if (!text.includes(SLOT_TAG)) slots.push(...findGaps(masked, labelled, rules), ...findMentions(masked));
  slots.sort((a, b) => a.start - b.start);
  const cut = cutSlots(text, slots, rules.format);
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

function findMarks(masked: string, own: boolean): { stamps: Clock[]; others: Clock[] } {
  const found = findClocks(masked);
  if (!own) return found;
  return { stamps: [...found.stamps, ...found.others].toSorted((a, b) => a.start - b.start), others: [] };
}

function findGaps(masked: string, labelled: boolean, rules: TextRules): Slot[] {
  return findEllipses(masked)
    .filter(
      (found) => rules.own || rules.gapGlyphs.has(glyphOf(found)) || isPlainGap(masked, found, labelled),
    )
    .map(({ start, end, text }) => ({ start, end, node: { type: 'gap', text, at: null } }));
}

function findMentions(masked: string): Slot[] {
  return [...masked.matchAll(MENTION)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
    node: { type: 'mention', name: found[1] ?? found[2] ?? '' },
  }));
}
