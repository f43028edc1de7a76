import { isOpenGap } from '#lib/gaps/open-gaps.ts';
import { agendaNumbers } from '#lib/agenda/agenda-numbers.ts';
import { distinctIds } from './block-ids.ts';
import {
  cleanChoice,
  cleanDate,
  cleanFlag,
  cleanId,
  cleanInstant,
  cleanInteger,
  cleanJson,
  cleanOptionalText,
} from './clean-value.ts';
import { isPlaceholder } from './is-placeholder.ts';
import {
  inlineText,
  type AgendaItemJson,
  type BlockJson,
  type InlineJson,
  type NotesJson,
} from './note-json.ts';
import type { ActionRow, AgendaItemRow, GapRow, LineRow, NamedPerson, Projection } from './projection.ts';
import { agendaItemPurposes, agendaItemStates } from './schema/agenda-item.ts';
import { lineTags } from './schema/line.ts';
import { MOST_CALLS, MOST_MINUTES, soundInline } from './sound-notes.ts';

const MOST_INDENT = 9;

/**
 * The rows that a document stands for. Every block becomes exactly one agenda item or one line, in order,
 * whatever its attributes hold: a missing or repeated id is replaced (see `distinctIds`), a value that cannot
 * be stored becomes null. Pure: the same document gives the same rows.
 */
export function projectNotes(notes: NotesJson): Projection {
  const blocks = cleanJson(notes.content).map(withSoundContent);
  const ids = distinctIds(
    blocks.map((block) => block.attrs.id),
    (index) => `block-${String(index)}`,
  );
  const numbers = agendaNumbers(blocks.filter((block) => block.type === 'agendaItem').map(levelOf));

  const items: AgendaItemRow[] = [];
  const lines: LineRow[] = [];
  const actions: ActionRow[] = [];
  const decisions: { lineId: string; text: string }[] = [];
  const people = new Map<string, NamedPerson>();
  let itemId: string | null = null;

  for (const [position, block] of blocks.entries()) {
    const id = ids[position] ?? `block-${String(position)}`;
    const text = inlineText(block.content);
    for (const person of peopleOf(block)) {
      if (!people.has(person.id)) people.set(person.id, person);
    }
    if (block.type === 'agendaItem') {
      items.push(
        agendaItemRow(block, { id, position, key: numbers[items.length] ?? '', title: text.trim() }),
      );
      itemId = id;
      continue;
    }
    const row = lineRow(block, { id, position, itemId, text });
    lines.push(row);
    // The register holds each action once, where it was born.
    if (row.tag === 'action' && row.bornCallId === null && block.type === 'line') {
      const { owner, ownerName, due, done } = block.attrs;
      const own = cleanId(owner) !== null || cleanOptionalText(ownerName) !== null;
      actions.push({
        lineId: id,
        ownerId: own ? cleanId(owner) : row.speakerId,
        ownerName: own ? cleanOptionalText(ownerName) : row.speakerName,
        due: cleanDate(due),
        done: cleanFlag(done),
        text,
      });
    }
    if (row.tag === 'decision') decisions.push({ lineId: id, text });
  }

  return { items, lines, gaps: gapRows(blocks, ids), actions, decisions, people: [...people.values()] };
}

// Pages print the content of a row as it stands there.
function withSoundContent(block: BlockJson): BlockJson {
  if (block.type === 'codeBlock' || block.content === undefined) return block;
  return { ...block, content: soundInline(block.content) };
}

function levelOf(item: AgendaItemJson): 1 | 2 {
  return cleanInteger(item.attrs.level, 1, 2) === 2 ? 2 : 1;
}

function agendaItemRow(
  block: AgendaItemJson,
  row: Pick<AgendaItemRow, 'id' | 'position' | 'key' | 'title'>,
): AgendaItemRow {
  const { attrs } = block;
  return {
    ...row,
    level: levelOf(block),
    content: block.content ?? [],
    minutes: cleanInteger(attrs.minutes, 0, MOST_MINUTES),
    timebox: cleanOptionalText(attrs.timebox),
    purpose: cleanChoice(attrs.purpose, agendaItemPurposes),
    proposer: cleanOptionalText(attrs.proposer),
    state: cleanChoice(attrs.state, agendaItemStates) ?? 'open',
    seeItemId: cleanId(attrs.seeItem),
    writtenHeading: cleanOptionalText(attrs.writtenHeading),
    templateItemId: cleanId(attrs.templateItem),
    ...carriedOf(attrs),
  };
}

/** A mark is whole or none; so is the item that it goes on with. */
function carriedOf(
  attrs: AgendaItemJson['attrs'],
): Pick<AgendaItemRow, 'carriedSince' | 'carriedTimes' | 'carriedUnder' | 'fromCallId' | 'fromItemId'> {
  const since = cleanInteger(attrs.carriedSince, 0, MOST_CALLS);
  const times = cleanInteger(attrs.carriedTimes, 1, MOST_CALLS);
  const fromCall = cleanId(attrs.fromCall);
  const fromItem = cleanId(attrs.fromItem);
  const carried = since !== null && times !== null;
  const from = fromCall !== null && fromItem !== null;
  return {
    carriedSince: carried ? since : null,
    carriedTimes: carried ? times : null,
    carriedUnder: carried ? cleanOptionalText(attrs.carriedUnder) : null,
    fromCallId: from ? fromCall : null,
    fromItemId: from ? fromItem : null,
  };
}

function lineRow(
  block: Exclude<BlockJson, AgendaItemJson>,
  row: Pick<LineRow, 'id' | 'position' | 'itemId' | 'text'>,
): LineRow {
  const bare = {
    ...row,
    speakerId: null,
    speakerName: null,
    at: null,
    tag: null,
    sourceId: null,
    bornCallId: null,
    bornLineId: null,
    prompt: null,
    indent: 0,
  };
  switch (block.type) {
    case 'codeBlock':
      return { ...bare, kind: 'code', content: block.content ?? [] };
    case 'quote':
      return { ...bare, kind: 'quote', content: block.content ?? [] };
    case 'line': {
      const tag = cleanChoice(block.attrs.tag, lineTags);
      const answers = tag === 'action' || tag === 'decision';
      const bornCall = cleanId(block.attrs.bornCall);
      const bornLine = cleanId(block.attrs.bornLine);
      const bornCallId = bornLine === null ? null : bornCall;
      return {
        ...row,
        // What stands for a line of an earlier call is asked about there.
        kind: bornCallId === null && isPlaceholder(row.text) ? 'placeholder' : 'line',
        speakerId: cleanId(block.attrs.speaker),
        speakerName: cleanOptionalText(block.attrs.speakerName),
        at: cleanInstant(block.attrs.at),
        tag,
        sourceId: answers ? cleanId(block.attrs.source) : null,
        bornCallId,
        bornLineId: bornCallId === null ? null : bornLine,
        prompt: cleanOptionalText(block.attrs.prompt),
        indent: cleanInteger(block.attrs.indent, 0, MOST_INDENT) ?? 0,
        content: block.content ?? [],
      };
    }
  }
}

/** Everybody a block names together with an id: its speaker, its action's owner, those it mentions. */
function peopleOf(block: BlockJson): NamedPerson[] {
  const named: [unknown, unknown][] = [];
  if (block.type === 'line') {
    named.push([block.attrs.speaker, block.attrs.speakerName], [block.attrs.owner, block.attrs.ownerName]);
  }
  for (const node of block.content ?? []) {
    if (node.type === 'mention') named.push([node.attrs.person, node.attrs.name]);
  }
  return named.flatMap(([rawId, rawName]) => {
    const id = cleanId(rawId);
    const name = displayName(rawName);
    return id === null || name === null ? [] : [{ id, name }];
  });
}

function displayName(value: unknown): string | null {
  const text = cleanOptionalText(value);
  return text === null ? null : text.normalize('NFC').trim().replaceAll(/\s+/gu, ' ');
}

/** Missed speech: gap nodes, and stamps that say that something was missed at their time. */
function gapRows(blocks: readonly BlockJson[], ids: readonly string[]): GapRow[] {
  const found = blocks.flatMap((block, index) =>
    (block.content ?? []).filter(isGap).map((node) => ({ node, lineId: ids[index] ?? '' })),
  );
  const gapIds = distinctIds(
    found.map(({ node }) => (node.type === 'gap' ? node.attrs.id : null)),
    (index) => `${found[index]?.lineId ?? ''}-gap`,
  );
  return found.map(({ node, lineId }, position) => ({
    id: gapIds[position] ?? `gap-${String(position)}`,
    lineId,
    position,
    at: cleanInstant(node.attrs.at),
    text: cleanOptionalText(node.attrs.text) ?? '',
  }));
}

function isGap(node: InlineJson): node is Extract<InlineJson, { type: 'gap' | 'stamp' }> {
  return (node.type === 'gap' || node.type === 'stamp') && isOpenGap({ name: node.type, attrs: node.attrs });
}
