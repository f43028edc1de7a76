import { inlineText, type NotesJson } from '#lib/notes/note-json.ts';
import type { FinishedCall, FinishedItem, FinishedLine } from './carry-over-input.ts';

/** An item with the first-level item it stands under. */
export type PlacedItem = { item: FinishedItem; parent: FinishedItem | null };

/** The items of a call in order, each with what it stands under. A second-level item with nothing above has no parent. */
export function placedItems(items: readonly FinishedItem[]): PlacedItem[] {
  let top: FinishedItem | null = null;
  return items.map((item) => {
    const parent: FinishedItem | null = item.level === 2 ? top : null;
    if (parent === null) top = item;
    return { item, parent };
  });
}

/**
 * The items that a call is not done with: marked as out of time or carried, or never finished. An unmarked item with
 * others below it is finished when these are. Of those without, where people mark what is done every unmarked one is
 * unfinished; where nobody does, it is when nothing was written under it during the call.
 */
export function unfinishedItems(call: FinishedCall, template: NotesJson): Set<FinishedItem> {
  const placed = placedItems(call.items);
  const written = itemsWrittenUnder(call, template);
  const marksDone = call.items.some(({ state }) => state === 'done' || state === 'current');
  const unfinished = new Set<FinishedItem>();
  for (const { item } of placed.toReversed()) {
    const below = placed.filter(({ parent }) => parent === item);
    if (isUnfinished(item, below)) unfinished.add(item);
  }
  return unfinished;

  function isUnfinished(item: FinishedItem, below: readonly PlacedItem[]): boolean {
    switch (item.state) {
      case 'noTime':
      case 'carried':
        return true;
      case 'done':
      case 'seeOther':
        return false;
      case 'open':
      case 'current':
        if (!call.held) return true;
        if (below.length > 0) return below.some((one) => unfinished.has(one.item));
        return marksDone || !written.has(item.id);
    }
  }
}

/** Ids of the items under which something was written during the call. */
function itemsWrittenUnder({ lines, startedAt }: FinishedCall, template: NotesJson): Set<string> {
  const prompts = new Set(template.content.map((block) => inlineText(block.content).trim()));
  const counts = ({ text, at, reference }: FinishedLine): boolean => {
    if (reference || text.trim() === '' || prompts.has(text.trim())) return false;
    return at === null || startedAt === null || Date.parse(at) >= Date.parse(startedAt);
  };
  return new Set(lines.filter(counts).flatMap(({ itemId }) => (itemId === null ? [] : [itemId])));
}
