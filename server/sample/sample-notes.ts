import { randomUUID } from 'node:crypto';
import type { BlockJson, InlineJson, LineJson, NotesJson } from '#lib/notes/note-json.ts';
import { personIdFor } from '#lib/speakers/person-id.ts';
import { formatClock } from '#lib/times/format-instant.ts';
import type { SampleItem, SampleLine } from './sample-text.ts';
import { blankAgendaItem } from '#lib/notes/schema/agenda-item.ts';
import { blankLine } from '#lib/notes/schema/line.ts';

type SampleContext = {
  seriesId: string;
  /** The instant that the lines count from. */
  startedAt: Date;
  zone: string;
};

const DAY_SECONDS = 24 * 60 * 60;

/** The notes with which the document of a sample call begins. */
export function sampleNotes(items: readonly SampleItem[], context: SampleContext): NotesJson {
  return { type: 'doc', content: items.flatMap((item) => itemBlocks(item, context)) };
}

function itemBlocks(item: SampleItem, context: SampleContext): BlockJson[] {
  return [
    {
      type: 'agendaItem',
      attrs: {
        ...blankAgendaItem,
        id: randomUUID(),
        level: item.level ?? 1,
        minutes: item.minutes ?? null,
        purpose: item.purpose ?? null,
        proposer: item.proposer ?? null,
        state: item.state ?? 'open',
      },
      content: [{ type: 'text', text: item.title }],
    },
    ...(item.lines ?? []).map((line) => lineBlock(line, context)),
  ];
}

function lineBlock(line: SampleLine, context: SampleContext): LineJson {
  const at = later(context.startedAt, line.at).toISOString();
  const due = line.dueDays === undefined ? null : later(context.startedAt, line.dueDays * DAY_SECONDS);
  return {
    type: 'line',
    attrs: {
      ...blankLine,
      id: randomUUID(),
      speaker: personIdFor(context.seriesId, line.who),
      speakerName: line.who,
      at,
      tag: line.tag ?? null,
      owner: line.owner === undefined ? null : personIdFor(context.seriesId, line.owner),
      ownerName: line.owner ?? null,
      due: due === null ? null : due.toISOString().slice(0, 10),
      done: line.done ?? false,
    },
    content: inlineNodes(line.text, at, context),
  };
}

const PIECE =
  /…|@(?<name>\p{L}+)|\{\+(?<minute>\d+)\}|`(?<code>[^`]+)`|\[(?<words>[^\]]+)\]\((?<href>[^)]+)\)/gu;

function inlineNodes(text: string, at: string, context: SampleContext): InlineJson[] {
  const nodes: InlineJson[] = [];
  let done = 0;
  for (const match of text.matchAll(PIECE)) {
    if (match.index > done) nodes.push({ type: 'text', text: text.slice(done, match.index) });
    nodes.push(pieceNode(match, at, context));
    done = match.index + match[0].length;
  }
  if (done < text.length) nodes.push({ type: 'text', text: text.slice(done) });
  return nodes;
}

function pieceNode(match: RegExpExecArray, at: string, context: SampleContext): InlineJson {
  const name = match.groups?.['name'];
  const minute = match.groups?.['minute'];
  const code = match.groups?.['code'];
  const words = match.groups?.['words'];
  const href = match.groups?.['href'];
  if (name !== undefined) {
    return { type: 'mention', attrs: { person: personIdFor(context.seriesId, name), name } };
  }
  if (minute !== undefined) {
    const instant = later(context.startedAt, Number(minute) * 60);
    const text = formatClock(instant, context.zone);
    return { type: 'stamp', attrs: { text, at: instant.toISOString(), gap: false } };
  }
  if (code !== undefined) return { type: 'text', text: code, marks: [{ type: 'code' }] };
  if (words !== undefined && href !== undefined) {
    return { type: 'text', text: words, marks: [{ type: 'link', attrs: { href } }] };
  }
  return { type: 'gap', attrs: { id: randomUUID(), at, text: '…' } };
}

function later(start: Date, seconds: number): Date {
  return new Date(start.getTime() + seconds * 1000);
}
