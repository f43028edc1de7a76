import { agendaNumbers } from '#lib/agenda/agenda-numbers.ts';
import type { Speaker } from './choose-speakers.ts';
import { lookAlikes } from './look-alikes.ts';
import type { BodyReader } from './read-body.ts';
import type { CallFactsRead } from './read-call-facts.ts';
import { isDateLine } from './read-header.ts';
import type { Piece } from './read-pieces.ts';
import type { Outline, Section } from './read-sections.ts';
import type { Doubt, ReadBlock, ReadItem } from './read-types.ts';
import type { SettledStamps } from './settle-stamps.ts';
import { isGroupLabel } from './stop-labels.ts';

export type Reading = {
  facts: CallFactsRead;
  settled: SettledStamps;
  body: Pick<BodyReader, 'doubts' | 'clocks'>;
  speakers: ReadonlyMap<string, Speaker>;
  agenda: readonly ReadItem[];
  sections: readonly Section[];
  laid: Outline;
  pieces: readonly Piece[];
  blocks: readonly ReadBlock[];
};

/** Everything about a reading that a person should look at, in the order of the source. */
export function reviewReading(reading: Reading): Doubt[] {
  const doubts = [
    ...reading.facts.doubts,
    ...reading.body.doubts,
    ...agendaDoubts(reading),
    ...sectionDoubts(reading),
    ...speakerDoubts(reading),
    ...stampDoubts(reading),
    ...severalCalls(reading.pieces),
  ];
  return doubts.toSorted((a, b) => a.line - b.line || (a.kind < b.kind ? -1 : 1));
}

/** The minutes of all timeboxes; boxes of sub-items count towards their parent's. */
export function plannedMinutes(items: readonly ReadItem[]): number {
  let total = 0;
  let parent = 0;
  let children = 0;
  for (const item of items) {
    if (item.level === 1) {
      total += Math.max(parent, children);
      parent = item.minutes ?? 0;
      children = 0;
    } else {
      children += item.minutes ?? 0;
    }
  }
  return total + Math.max(parent, children);
}

function agendaDoubts({ facts, laid }: Reading): Doubt[] {
  const planned = plannedMinutes(laid.items);
  const length = facts.call.durationMinutes;
  const line = laid.items[0]?.sourceLines[0];
  if (length === null || line === undefined || planned <= length) return [];
  return [
    {
      line,
      kind: 'over_length',
      text: `The timeboxes add up to ${String(planned)} minutes for a call of ${String(length)}.`,
    },
  ];
}

function sectionDoubts({ agenda, laid, sections, blocks }: Reading): Doubt[] {
  const doubts: Doubt[] = [];
  const numbers = agendaNumbers(laid.items.map((item) => item.level));
  const positions = new Map(laid.items.map((item, position) => [item, position]));
  const bare = itemsWithoutNotes(blocks);
  const shifted: { section: Section; number: string }[] = [];
  let highest = -1;
  for (const [index, section] of sections.entries()) {
    const place = laid.placed[index];
    if (place === undefined) continue;
    const position = positions.get(place.item) ?? -1;
    const number = numbers[position] ?? '';
    const line = section.line;
    if (agenda.length > 0 && place.by === 'new') {
      doubts.push({
        line,
        kind: 'unlisted_section',
        text: `“${section.written}” is not on the agenda; it became item ${number}.`,
      });
    }
    if (place.by === 'order') {
      doubts.push({
        line,
        kind: 'heading_by_order',
        text: `“${section.written}” was taken for item ${number} by its place alone.`,
      });
    }
    if (position < highest) {
      doubts.push({
        line,
        kind: 'out_of_order',
        text: `“${section.written}” stands out of order; it is item ${number}.`,
      });
    }
    highest = Math.max(highest, position);
    if (agenda.length > 0 && place.by !== 'new' && section.key !== null && section.key !== number)
      shifted.push({ section, number });
    if (isEmptySection(index, sections, place.item, bare)) {
      doubts.push({ line, kind: 'empty_section', text: `Nothing stands under “${section.written}”.` });
    }
  }
  return [...doubts, ...shiftDoubt(shifted), ...repeatedNumbers(sections)];
}

function isEmptySection(
  index: number,
  sections: readonly Section[],
  item: ReadItem,
  bare: ReadonlySet<ReadItem>,
): boolean {
  const [section, below] = [sections[index], sections[index + 1]];
  if (section === undefined || !bare.has(item)) return false;
  return below === undefined || below.depth <= section.depth;
}

/** The items directly followed by another item or by the end. */
function itemsWithoutNotes(blocks: readonly ReadBlock[]): Set<ReadItem> {
  const bare = new Set<ReadItem>();
  for (const [index, block] of blocks.entries()) {
    const next = blocks[index + 1];
    if (block.kind === 'item' && (next === undefined || next.kind === 'item')) bare.add(block);
  }
  return bare;
}

function shiftDoubt(shifted: readonly { section: Section; number: string }[]): Doubt[] {
  const [first] = shifted;
  if (first === undefined) return [];
  const steps = new Set(
    shifted.map(
      ({ section, number }) => Number.parseInt(number, 10) - Number.parseInt(section.key ?? '', 10),
    ),
  );
  const [step = 0] = steps;
  const distance = `${String(Math.abs(step))} ${step > 0 ? 'lower' : 'higher'}`;
  const how = steps.size === 1 && step !== 0 ? `are numbered ${distance} than` : 'carry other numbers than';
  return [
    {
      line: first.section.line,
      kind: 'number_shift',
      text: `${String(shifted.length)} headings ${how} the agenda: “${first.section.written}” is item ${first.number}. They were matched by their words and order, not by number.`,
    },
  ];
}

function repeatedNumbers(sections: readonly Section[]): Doubt[] {
  const seen = new Map<string, Section>();
  const doubts: Doubt[] = [];
  for (const section of sections) {
    if (section.key === null || !/^\d/u.test(section.key)) continue;
    const earlier = seen.get(section.key);
    if (earlier === undefined) seen.set(section.key, section);
    else {
      doubts.push({
        line: section.line,
        kind: 'number_used_twice',
        text: `Number ${section.key} was used before, on line ${String(earlier.line)}.`,
      });
    }
  }
  return doubts;
}

function speakerDoubts({ speakers }: Reading): Doubt[] {
  const doubts: Doubt[] = [];
  const people = [...speakers.values()];
  const byName = new Map(people.map((speaker) => [speaker.name, speaker]));
  for (const [first, second] of lookAlikes([...byName.keys()])) {
    const lines = [byName.get(first)?.lines[0] ?? 1, byName.get(second)?.lines[0] ?? 1];
    doubts.push({
      line: Math.max(...lines),
      kind: 'look_alike_names',
      text: `${first} and ${second} are easily taken for each other.`,
    });
  }
  for (const speaker of people) {
    const line = speaker.lines[0] ?? 1;
    const several = /[/&+]|\band\b/u.test(speaker.name);
    if (speaker.once && !several) {
      doubts.push({
        line,
        kind: 'one_time_speaker',
        text: `${speaker.name} speaks once and was taken for a person by the form of the line.`,
      });
    }
    if (isGroupLabel(speaker.name)) {
      doubts.push({
        line,
        kind: 'group_speaker',
        text: `“${speaker.name}” means several people and was kept as a speaker.`,
      });
    } else if (several) {
      doubts.push({
        line,
        kind: 'two_speakers',
        text: `“${speaker.name}” may be two people; it was kept as one speaker.`,
      });
    }
    if (speaker.spellings.size > 1) {
      doubts.push({
        line,
        kind: 'spelling',
        text: `One speaker is written ${[...speaker.spellings.keys()].join(', ')}.`,
      });
    }
  }
  return doubts;
}

function stampDoubts({ facts, settled, body }: Reading): Doubt[] {
  const doubts: Doubt[] = [];
  const [first] = settled.stamped;
  if (first === undefined) return doubts;
  const { start, durationMinutes } = facts.call;
  const { node } = first.stamp;
  if (start === null || settled.shiftHours === null || node.offsetSeconds === null) {
    const text =
      start === null
        ? 'The clock times cannot be placed: the start of the call is unknown.'
        : 'The clock times carry no zone, and no whole-hour shift puts the first inside the call.';
    return [{ line: first.line, kind: start === null ? 'no_start' : 'stamp_zone', text }];
  }
  const minutes = String(node.offsetSeconds / 60);
  doubts.push({
    line: first.line,
    kind: 'stamp_zone',
    text: `The clock times carry no zone and were read as ${zoneName(settled.shiftHours)}: ${node.text} is ${minutes} minutes after the start at ${start.slice(11, 16)} UTC.`,
  });
  for (const { stamp, line } of settled.stamped) {
    const past = (stamp.node.offsetSeconds ?? 0) / 60 - (durationMinutes ?? Infinity);
    if (past > 0) {
      doubts.push({
        line,
        kind: 'stamp_past_end',
        text: `${stamp.node.text} lies ${String(past)} minutes past the planned end.`,
      });
    }
  }
  for (const clock of body.clocks) {
    doubts.push({ line: clock.line, kind: 'clock_kept_as_text', text: `${clock.text} was kept as text.` });
  }
  return doubts;
}

function zoneName(hours: number): string {
  if (hours === 0) return 'UTC';
  return `UTC${hours > 0 ? '+' : '−'}${String(Math.abs(hours))}`;
}

function severalCalls(pieces: readonly Piece[]): Doubt[] {
  const dated = pieces.filter(
    (piece) =>
      (piece.kind === 'heading' && isDateLine(piece.text)) ||
      (piece.kind === 'para' && piece.blankAfter && isDateLine(piece.line.text)),
  );
  const [first] = dated;
  if (first === undefined || dated.length < 2 || first.kind === 'verbatim' || first.kind === 'quote')
    return [];
  return [
    {
      line: first.line.number,
      kind: 'several_calls',
      text: `The file holds the notes of ${String(dated.length)} calls; they were imported as one, each under its date.`,
    },
  ];
}
