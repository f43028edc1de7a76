import 'server-only';
import { closesAgenda } from '#lib/agenda/agenda-end.ts';
import type { InlineJson } from '#lib/notes/note-json.ts';
import type { LineKind } from '#lib/notes/projection.ts';
import type { AgendaItemPurpose, AgendaItemState } from '#lib/notes/schema/agenda-item.ts';
import { contentWithRosterNames } from '#lib/notes/roster-names.ts';
import type { LineTag } from '#lib/notes/schema/line.ts';
import type { CallOrigins, ItemOrigin, LineOrigin } from '#lib/carry-over/origins.ts';
import { rosterPerson } from '#lib/speakers/roster.ts';
import type { AccessToCall } from '#server/auth/call-access.ts';
import { prisma } from '#server/db/client.ts';
import { listTicks } from '#server/db/action-ticks.ts';
import { listRoster } from '#server/db/people.ts';
import { originsView } from './origins-view.ts';

export type SpeakerView = {
  /** The roster's id, or the name itself for somebody without one. */
  id: string;
  name: string;
  initials: string;
  /** The number in the margin; null for a name that is not on the roster. */
  number: number | null;
  /** Place in the palette of speakers' colours; null to follow the number. */
  colour: number | null;
};

export type LineView = {
  id: string;
  kind: LineKind;
  speaker: SpeakerView | null;
  at: string | null;
  tag: LineTag | null;
  /** What is to be done, when the line is an action. */
  action: Pick<ActionView, 'owner' | 'due' | 'done'> | null;
  /** What of an earlier call the line stands for. */
  origin: LineOrigin | null;
  /** What is asked for while nothing is written. */
  prompt: string | null;
  indent: number;
  text: string;
  content: InlineJson[];
};

export type SectionView = {
  /** Null for what stands above the first agenda item. */
  item: {
    id: string;
    key: string;
    level: 1 | 2;
    title: string;
    content: InlineJson[];
    minutes: number | null;
    purpose: AgendaItemPurpose | null;
    proposer: string | null;
    /** Whether it stands on every agenda: it comes from the template, or closes the agenda. */
    standing: boolean;
    state: AgendaItemState;
    seeItemId: string | null;
    /** That it was carried over. */
    origin: ItemOrigin | null;
  } | null;
  lines: LineView[];
};

/** The line that an action or decision answers: the question, or what was proposed. */
export type SourceView = { lineId: string; text: string };

export type ActionView = {
  lineId: string;
  /** Null where it stands for itself, or the line is gone. */
  source: SourceView | null;
  owner: string | null;
  due: string | null;
  done: boolean;
  text: string;
};

export type NotesView = {
  sections: SectionView[];
  decisions: { lineId: string; source: SourceView | null; text: string }[];
  actions: ActionView[];
  gaps: { id: string; lineId: string; at: string | null }[];
  placeholders: number;
  /** Where blocks come from, by their ids; what `origin` says of each. */
  origins: CallOrigins;
  /** Everybody who spoke, with how many lines, most first. */
  speakers: { speaker: SpeakerView; lines: number }[];
};

/**
 * The notes of a call as its rows tell them, in reading order. Takes the access that was asked for first.
 * @param links whether the asker may read the other calls of the series.
 */
export async function notesView({ callId, seriesId }: AccessToCall, links = false): Promise<NotesView> {
  const [items, lines, gaps, actions, decisions, people, ticks] = await Promise.all([
    prisma().agendaItem.findMany({ where: { callId }, orderBy: { position: 'asc' } }),
    prisma().line.findMany({ where: { callId }, orderBy: { position: 'asc' } }),
    prisma().gap.findMany({
      where: { callId },
      orderBy: { position: 'asc' },
      select: { id: true, lineId: true, at: true },
    }),
    prisma().action.findMany({ where: { callId } }),
    prisma().decision.findMany({ where: { callId }, select: { lineId: true, text: true } }),
    listRoster(seriesId),
    listTicks(callId),
  ]);
  const origins = await originsView({ callId, seriesId, lines, items, people, links });
  const ticked = new Map(
    ticks.filter((tick) => tick.callId === callId).map((tick) => [tick.lineId, tick.done]),
  );

  const speakerOf = (id: string | null, name: string | null): SpeakerView | null => {
    const known = id === null ? undefined : rosterPerson(id, people);
    if (known !== undefined) {
      const { id: own, name: shown, initials, number, colour } = known;
      return { id: own, name: shown, initials, number, colour };
    }
    return name === null
      ? null
      : { id: id ?? name, name, initials: name.slice(0, 1).toUpperCase(), number: null, colour: null };
  };

  const texts = new Map(lines.map((row) => [row.id, row.text]));
  const sourceIds = new Map(lines.map((row) => [row.id, row.sourceId]));
  const sourceOf = (lineId: string): SourceView | null => {
    const source = sourceIds.get(lineId) ?? null;
    const text = source === null ? undefined : texts.get(source);
    return source === null || text === undefined || text.trim() === '' ? null : { lineId: source, text };
  };
  const actionViews = new Map(
    actions.map((row): [string, ActionView] => [
      row.lineId,
      {
        lineId: row.lineId,
        source: sourceOf(row.lineId),
        owner: speakerOf(row.ownerId, row.ownerName)?.name ?? null,
        due: row.due?.toISOString().slice(0, 10) ?? null,
        done: ticked.get(row.lineId) ?? row.done,
        text: row.text,
      },
    ]),
  );
  const order = new Map<string, number>();
  const sections = new Map<string | null, SectionView>([[null, { item: null, lines: [] }]]);
  for (const row of items) {
    const item = {
      id: row.id,
      key: row.key,
      level: row.level === 2 ? (2 as const) : (1 as const),
      title: row.title,
      content: contentWithRosterNames(row.content as InlineJson[], people),
      minutes: row.minutes,
      purpose: row.purpose as AgendaItemPurpose | null,
      proposer: row.proposer,
      standing: row.templateItemId !== null || closesAgenda(row.title),
      state: row.state as AgendaItemState,
      seeItemId: row.seeItemId,
      origin: origins.items[row.id] ?? null,
    };
    sections.set(row.id, { item, lines: [] });
  }
  const counts = new Map<string, { speaker: SpeakerView; lines: number }>();
  for (const row of lines) {
    order.set(row.id, row.position);
    const speaker = speakerOf(row.speakerId, row.speakerName);
    const section = sections.get(row.itemId) ?? sections.get(null);
    section?.lines.push({
      id: row.id,
      kind: row.kind as LineKind,
      speaker,
      at: row.at?.toISOString() ?? null,
      tag: row.tag as LineTag | null,
      action: actionViews.get(row.id) ?? null,
      origin: origins.lines[row.id] ?? null,
      prompt: row.prompt,
      indent: row.indent,
      text: row.text,
      content: contentWithRosterNames(row.content as InlineJson[], people),
    });
    if (speaker !== null) {
      const count = counts.get(speaker.id);
      if (count === undefined) counts.set(speaker.id, { speaker, lines: 1 });
      else count.lines += 1;
    }
  }
  const byOrder = (a: { lineId: string }, b: { lineId: string }): number =>
    (order.get(a.lineId) ?? 0) - (order.get(b.lineId) ?? 0);

  return {
    sections: [...sections.values()].filter((section) => section.item !== null || section.lines.length > 0),
    decisions: decisions.toSorted(byOrder).map((row) => ({ ...row, source: sourceOf(row.lineId) })),
    actions: [...actionViews.values()].toSorted(byOrder),
    gaps: gaps.map((row) => ({ id: row.id, lineId: row.lineId, at: row.at?.toISOString() ?? null })),
    origins,
    placeholders: lines.filter((row) => row.kind === 'placeholder').length,
    speakers: [...counts.values()].toSorted((a, b) => b.lines - a.lines),
  };
}
