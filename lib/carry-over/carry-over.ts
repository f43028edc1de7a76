import type { BlockJson } from '#lib/notes/note-json.ts';
import { soundNotes } from '#lib/notes/sound-notes.ts';
import type { CarryOverInput, FinishedCall, FinishedItem } from './carry-over-input.ts';
import { madeReview } from './made-review.ts';
import { plainInline } from './plain-inline.ts';
import { reviewBlocks } from './review-blocks.ts';
import type { StartBlock, StartItem } from './start-block.ts';
import {
  reviewsActions,
  standingSections,
  templateSections,
  type TemplateSection,
} from './template-sections.ts';
import { placedItems, unfinishedItems } from './unfinished-items.ts';

/** A first-level item with what stands right under it, and the sub-items that follow. */
type Group = { blocks: StartBlock[]; below: StartBlock[][] };

/**
 * What the next call of a series begins with:
 * - everything of the template, in its order. A standing item comes once; when it was left for another time it bears
 *   the mark;
 * - under "Review previous actions" (made when the template has none) the open actions, then what is still to be written
 *   of earlier calls, oldest first;
 * - behind it the items that the last call was not done with, those carried longest first, with their proposers. A
 *   sub-item stays below its item, or stands by itself when that one is done with.
 * Pure: the same input gives the same blocks, in whatever order actions and placeholders come.
 */
export function carryOver(input: CarryOverInput): StartBlock[] {
  const template = soundNotes(input.template);
  const { head, sections } = templateSections(template);
  const { last } = input;
  const placed = placedItems(last?.items ?? []);
  const standing = standingSections(placed, sections);
  const unfinished = last === null ? new Set<FinishedItem>() : unfinishedItems(last, template);

  const references = reviewBlocks(input);
  const reviewing = sections.find(({ title }) => reviewsActions(title));
  const groups = new Map<TemplateSection, Group>();
  const ordered: Group[] = [];
  for (const section of sections.filter(({ parent }) => parent === null)) {
    const below = sections.filter(({ parent }) => parent === section).map(sectionBlocks);
    const group: Group = { blocks: sectionBlocks(section), below };
    groups.set(section, group);
    ordered.push(group);
  }
  const review = reviewGroup();

  if (last !== null) {
    const place = review === null ? Math.min(1, ordered.length) : ordered.indexOf(review) + 1;
    ordered.splice(place, 0, ...carriedGroups(last));
  }
  return [...head.map(templateText), ...ordered.flatMap(({ blocks, below }) => [...blocks, ...below.flat()])];

  function sectionBlocks(section: TemplateSection): StartBlock[] {
    const blocks = standingBlocks(section, markFor(section));
    return section === reviewing ? [...blocks, ...references] : blocks;
  }

  /** The group under which actions are reviewed; null when there are none and the template has no place for them. */
  function reviewGroup(): Group | null {
    if (reviewing !== undefined) return groups.get(reviewing.parent ?? reviewing) ?? null;
    if (references.length === 0) return null;
    const group: Group = { blocks: [madeReview(), ...references], below: [] };
    ordered.unshift(group);
    return group;
  }

  /** The item that a standing item goes on with, when it was left for another time by an explicit mark. */
  function markFor(section: TemplateSection): Pick<StartItem, 'carried' | 'from'> {
    const item = last?.items.find((one) => standing.get(one) === section);
    const left = item?.state === 'noTime' || item?.state === 'carried';
    return last !== null && item !== undefined && left
      ? carriedFrom(last, item, null)
      : { carried: null, from: null };
  }

  /** The unfinished items that the template does not bring, longest carried first; sub-items of standing ones go there. */
  function carriedGroups(call: FinishedCall): Group[] {
    const carried = new Map<FinishedItem, Group>();
    for (const { item, parent } of placed) {
      if (!unfinished.has(item) || isOfTheFrame(item)) continue;
      const home = parent === null ? undefined : homeOf(parent, carried);
      if (home !== undefined) {
        home.below.push([carriedItem(call, item, 2, null)]);
        continue;
      }
      carried.set(item, {
        blocks: [carriedItem(call, item, 1, parent === null || isBlank(parent) ? null : parent.title)],
        below: [],
      });
    }
    return [...carried.values()].toSorted((one, other) => sinceOf(one) - sinceOf(other));
  }

  function homeOf(parent: FinishedItem, carried: ReadonlyMap<FinishedItem, Group>): Group | undefined {
    const section = standing.get(parent);
    if (section !== undefined) return groups.get(section);
    return isMadeReview(parent) ? (review ?? undefined) : carried.get(parent);
  }

  /** Whether the template brings it, brought it until its owners took it out, this function made it, or nobody wrote it. */
  function isOfTheFrame(item: FinishedItem): boolean {
    if (standing.has(item) || isMadeReview(item) || isBlank(item)) return true;
    const leftOpen = item.state === 'open' || item.state === 'current';
    const taken = item.templateItemId !== null && !sections.some(({ id }) => id === item.templateItemId);
    return taken && leftOpen && item.proposer === null;
  }
}

/** The item that a call without a template begins with, as long as nobody has filled it in. */
function isBlank({ title, minutes, proposer }: FinishedItem): boolean {
  return title.trim() === '' && minutes === null && proposer === null;
}

function isMadeReview(item: FinishedItem): boolean {
  return item.level === 1 && item.proposer === null && reviewsActions(item.title);
}

function standingBlocks(section: TemplateSection, mark: Pick<StartItem, 'carried' | 'from'>): StartBlock[] {
  const { level, minutes, purpose, proposer } = section.item.attrs;
  const attrs = { level, minutes, purpose, proposer };
  const content = plainInline(section.item.content ?? []);
  return [
    { kind: 'item', attrs, content, templateItemId: section.id, ...mark },
    ...section.body.map(templateText),
  ];
}

function templateText(block: Exclude<BlockJson, { type: 'agendaItem' }>): StartBlock {
  return { kind: 'text', templateBlockId: block.attrs.id, block };
}

function carriedItem(call: FinishedCall, item: FinishedItem, level: 1 | 2, under: string | null): StartItem {
  const { minutes, purpose, proposer } = item;
  return {
    kind: 'item',
    attrs: { level, minutes, purpose, proposer },
    content: plainInline(item.content),
    templateItemId: null,
    ...carriedFrom(call, item, under),
  };
}

function carriedFrom(
  call: FinishedCall,
  item: FinishedItem,
  under: string | null,
): Pick<StartItem, 'carried' | 'from'> {
  const before = item.carried;
  return {
    carried: {
      since: before?.since ?? call.number,
      times: (before?.times ?? 0) + 1,
      under: under ?? before?.under ?? null,
    },
    from: { callId: call.id, callNumber: call.number, blockId: item.id },
  };
}

function sinceOf({ blocks }: Group): number {
  const [first] = blocks;
  return first?.kind === 'item' ? (first.carried?.since ?? 0) : 0;
}
