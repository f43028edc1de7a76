import type { SaidLine } from '#lib/suggestion/said-line.ts';
import { suggestSpeaker } from '#lib/suggestion/suggest-speaker.ts';
import { fewestLabelKeys } from './label-keys.ts';
import { emptyLineStart, pressKey, type LineStart, type LineStartContext } from './line-start.ts';
import { prefixKeys } from './prefix-keys.ts';
import { joinId, ReplayRoster } from './replay-roster.ts';

/** A line of real notes to type again. */
export type ReplayLine = {
  /** The speaker's name as written; null when nobody is named. */
  speaker: string | null;
  text: string;
  /** Names mentioned with `@`. */
  mentions: readonly string[];
  /** Whether a line stands right above, so that Shift+Enter can keep its speaker. */
  followsLine: boolean;
};

export type Replay = {
  /** Lines with a speaker. */
  labels: number;
  /** Label keys in all: the name with colon and space, the shortest prefix with Tab, and ours. */
  typing: number;
  prefix: number;
  ours: number;
  /** Labels that were not kept with Shift+Enter, and how many of them were the suggested name. */
  changes: number;
  suggested: number;
  /** Labels that stayed text, because a colon behind them names nobody. */
  leftAsText: number;
  /** Lines that ended with a name the notes do not have there, although no key on them names anybody. */
  wrong: number;
  /** Lines that ended with such a name because a colon in their text took it. */
  wrongByColon: number;
};

/** No lines at all. */
export const emptyReplay: Readonly<Replay> = {
  labels: 0,
  typing: 0,
  prefix: 0,
  ours: 0,
  changes: 0,
  suggested: 0,
  leftAsText: 0,
  wrong: 0,
  wrongByColon: 0,
};

/**
 * Types notes again, line by line, with the fewest keys the plain rules allow and no chords, and counts what the
 * labels cost. `attendees` are the names on the roster when the call begins. A speaker who keeps the floor costs one
 * key, the Shift that Enter does not need; everything else is counted as it is pressed. The text behind the label
 * is typed too, and the speaker that the line then has is compared with the notes.
 */
export function replayCall(lines: readonly ReplayLine[], attendees: readonly string[]): Replay {
  const roster = new ReplayRoster(attendees);
  const names = [...new Set(lines.flatMap((line) => line.speaker ?? []))];
  const said: SaidLine[] = [];
  const recency: string[] = [];
  const total = { ...emptyReplay };

  for (const line of lines) {
    const suggested = suggestSpeaker({ lines: said, people: roster.people, queue: [] })?.personId ?? null;
    const context: LineStartContext = { people: roster.people, recency: [...recency], suggested };
    let start = emptyLineStart;
    if (line.speaker !== null) {
      const above = line.followsLine ? (said.at(-1)?.speaker ?? null) : null;
      const label = typeLabel(line.speaker, roster.find(line.speaker), above, context);
      start = label.line;
      total.labels += 1;
      total.typing += asText(line.speaker).length;
      total.prefix += prefixKeys(line.speaker, names);
      total.ours += label.keys;
      if (label.how !== 'kept') total.changes += 1;
      if (label.how === 'suggested') total.suggested += 1;
      if (label.how === 'text') total.leftAsText += 1;
    }
    const speaker = speakerOf(typeAll(start, Array.from(line.text), context));
    if (speaker !== null) roster.join(speaker.name);
    const id = speaker?.id ?? null;
    if (id !== null && (line.speaker === null || id !== roster.find(line.speaker))) {
      if (start.speaker === null && line.text.includes(':')) total.wrongByColon += 1;
      else total.wrong += 1;
    }
    if (id !== null) recency.splice(0, recency.length, id, ...recency.filter((other) => other !== id));
    const mentions = line.mentions.flatMap((name) => roster.find(name) ?? []);
    said.push({ id: String(said.length), speaker: id, text: line.text, mentions });
  }
  return total;
}

type Label = { line: LineStart; keys: number; how: 'kept' | 'suggested' | 'typed' | 'text' };

function typeLabel(name: string, id: string | null, above: string | null, context: LineStartContext): Label {
  if (id !== null && above === id) {
    return { line: { ...emptyLineStart, speaker: { kind: 'known', id, name } }, keys: 1, how: 'kept' };
  }
  const keys = fewestLabelKeys({ id, name }, context);
  if (keys === null) {
    const written = asText(name);
    return { line: typeAll(emptyLineStart, written, context), keys: written.length, how: 'text' };
  }
  const how = keys[0] === 'Tab' ? 'suggested' : 'typed';
  return { line: typeAll(emptyLineStart, keys, context), keys: keys.length, how };
}

function asText(name: string): string[] {
  return Array.from(`${name}: `);
}

function typeAll(line: LineStart, keys: readonly string[], context: LineStartContext): LineStart {
  return keys.reduce((state, key) => pressKey(state, key, context), line);
}

function speakerOf({ speaker }: LineStart): { id: string; name: string } | null {
  if (speaker === null) return null;
  return { id: speaker.kind === 'known' ? speaker.id : joinId(speaker.name), name: speaker.name };
}
