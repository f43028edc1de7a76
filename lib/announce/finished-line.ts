import type { LineTag } from '#lib/notes/schema/line.ts';

/** How much of a line is said; what is longer is cut at a word. */
export const MAX_SAID_CHARACTERS = 200;
/** How many lines one message has; the rest are counted. */
export const MAX_SAID_LINES = 5;

const tagWords: Record<LineTag, string> = { action: 'Action', decision: 'Decision', question: 'Question' };

export type FinishedLine = {
  tag: LineTag | null;
  /** Who speaks; null when nobody is named. */
  speaker: string | null;
  /** The text as it is said, gaps as the word. */
  text: string;
};

/** A finished line as a screen reader says it, such as `Action, Oskar: I will look at it`. */
export function finishedLineWords({ tag, speaker, text }: FinishedLine): string {
  const before = [tag === null ? null : tagWords[tag], speaker].filter((part) => part !== null).join(', ');
  const said = cutAtWord(text.replaceAll(/\s+/gu, ' ').trim(), MAX_SAID_CHARACTERS);
  return before === '' ? said : `${before}: ${said}`;
}

/** What one message says of several finished lines: the first ones whole, and how many more there are. */
export function finishedLinesMessage(lines: readonly string[]): string[] {
  const more = lines.length - MAX_SAID_LINES;
  if (more <= 0) return [...lines];
  return [
    ...lines.slice(0, MAX_SAID_LINES),
    more === 1 ? 'and 1 more line' : `and ${String(more)} more lines`,
  ];
}

function cutAtWord(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most + 1);
  const space = cut.lastIndexOf(' ');
  // A single endless word is cut where it must be, but never inside a pair of surrogates.
  const end = space > most / 2 ? space : most - (isHighSurrogate(text, most - 1) ? 1 : 0);
  return `${text.slice(0, end).trimEnd()}…`;
}

function isHighSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xd800 && code < 0xdc00;
}
