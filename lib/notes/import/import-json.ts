import { agendaNumbers } from '#lib/agenda/agenda-numbers.ts';
import type { LineTag } from '#lib/notes/schema/line.ts';
import { normalizeName } from '#lib/speakers/person-id.ts';
import { inlineText } from './inline-text.ts';
import type { Doubt, ReadBlock, ReadItem, ReadLine, ReadNotes } from './read-types.ts';

export type ImportJson = {
  title: string;
  series: string;
  number: number | null;
  date: string | null;
  start: string | null;
  durationMinutes: number | null;
  recording: string | null;
  agenda: { key: string; title: string; minutes: number | null; level: 1 | 2 }[];
  lines: {
    line: number;
    item: string | null;
    kind: 'line' | 'code' | 'quote';
    speaker: string | null;
    text: string;
    tag: LineTag | null;
  }[];
  speakers: Record<string, number>;
  stamps: { text: string; offsetSeconds: number | null }[];
  gaps: {
    line: number;
    item: string | null;
    speaker: string | null;
    text: string;
    offsetSeconds: number | null;
  }[];
  placeholders: { line: number; item: string | null; text: string }[];
  actions: {
    line: number;
    item: string | null;
    owner: string | null;
    due: string | null;
    done: boolean;
    text: string;
  }[];
  decisions: { line: number; item: string | null; text: string }[];
  doubts: Doubt[];
};

/** What an import found, as `callnotes import --json` prints it. `series` names the series it goes into. */
export function importJson(read: ReadNotes, series: string = read.series): ImportJson {
  const json: ImportJson = {
    title: read.title,
    series,
    number: read.number,
    date: read.date,
    start: read.start,
    durationMinutes: read.durationMinutes,
    recording: read.recording,
    agenda: [],
    lines: [],
    speakers: countSpeakers(read.blocks),
    stamps: [],
    gaps: [],
    placeholders: [],
    actions: [],
    decisions: [],
    doubts: read.doubts,
  };
  const items = read.blocks.filter((block): block is ReadItem => block.kind === 'item');
  const keys = agendaNumbers(items.map((item) => item.level));
  let item: string | null = null;
  for (const block of read.blocks) {
    if (block.kind === 'item') {
      item = keys[json.agenda.length] ?? null;
      json.agenda.push({
        key: item ?? '',
        title: itemTitle(block),
        minutes: block.minutes,
        level: block.level,
      });
    } else {
      addBlock(json, block, item);
    }
  }
  return json;
}

/** An item's title with its kind, as it was written. */
function itemTitle(item: ReadItem): string {
  const title = inlineText(item.content);
  return item.purpose === null ? title : `${title} - ${item.purpose}`;
}

function addBlock(json: ImportJson, block: Exclude<ReadBlock, ReadItem>, item: string | null): void {
  const line = block.sourceLines[0] ?? 0;
  if (block.kind !== 'line') {
    const text = block.kind === 'code' ? block.text : inlineText(block.content);
    json.lines.push({ line, item, kind: block.kind, speaker: null, text, tag: null });
    if (block.kind === 'quote') addMarks(json, block.content, line, item, null);
    return;
  }
  const text = inlineText(block.content);
  if (block.placeholder) json.placeholders.push({ line, item, text });
  else json.lines.push({ line, item, kind: 'line', speaker: block.speaker, text, tag: block.tag });
  if (block.tag === 'action') {
    json.actions.push({
      line,
      item,
      owner: block.owner ?? block.speaker,
      due: block.due,
      done: block.done,
      text,
    });
  }
  if (block.tag === 'decision') json.decisions.push({ line, item, text });
  addMarks(json, block.content, line, item, block.speaker);
}

function addMarks(
  json: ImportJson,
  content: ReadLine['content'],
  line: number,
  item: string | null,
  speaker: string | null,
): void {
  for (const node of content) {
    if (node.type === 'stamp') json.stamps.push({ text: node.text, offsetSeconds: node.offsetSeconds });
    if (node.type === 'gap' || (node.type === 'stamp' && node.gap)) {
      const offsetSeconds = node.type === 'stamp' ? node.offsetSeconds : secondsBetween(json.start, node.at);
      json.gaps.push({ line, item, speaker, text: node.text, offsetSeconds });
    }
  }
}

function secondsBetween(start: string | null, at: string | null): number | null {
  return start === null || at === null ? null : (Date.parse(at) - Date.parse(start)) / 1000;
}

/** How many lines each speaker has, under the spelling used most, the most talkative first. */
function countSpeakers(blocks: readonly ReadBlock[]): Record<string, number> {
  const people = new Map<string, Map<string, number>>();
  for (const block of blocks) {
    if (block.kind !== 'line' || block.speaker === null) continue;
    const key = normalizeName(block.speaker);
    const spellings = people.get(key) ?? new Map<string, number>();
    spellings.set(block.speaker, (spellings.get(block.speaker) ?? 0) + 1);
    people.set(key, spellings);
  }
  const counts = [...people.values()].map((spellings): [string, number] => {
    const [[name] = ['']] = [...spellings].toSorted((a, b) => b[1] - a[1]);
    return [name, [...spellings.values()].reduce((sum, count) => sum + count, 0)];
  });
  return Object.fromEntries(counts.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}
