import type { AgendaItemJson, BlockJson } from '#lib/notes/note-json.ts';

/** An agenda item with all that stands under it, its sub-items included. */
export type ItemSection = {
  item: AgendaItemJson;
  /** Index of the item among the blocks, and of the first block that is no longer its. */
  from: number;
  to: number;
  below: BlockJson[];
  /** The first-level item it stands under; null for one of the first level. */
  parent: AgendaItemJson | null;
};

/** The section of an agenda item; null when there is no item of that id. */
export function itemSection(blocks: readonly BlockJson[], id: string): ItemSection | null {
  let parent: AgendaItemJson | null = null;
  for (const [from, item] of blocks.entries()) {
    if (item.type !== 'agendaItem') continue;
    if (item.attrs.id === id) {
      const to = sectionEnd(blocks, from, item.attrs.level);
      return {
        item,
        from,
        to,
        below: blocks.slice(from + 1, to),
        parent: item.attrs.level === 2 ? parent : null,
      };
    }
    if (item.attrs.level === 1) parent = item;
  }
  return null;
}

function sectionEnd(blocks: readonly BlockJson[], start: number, level: 1 | 2): number {
  const length = blocks
    .slice(start + 1)
    .findIndex((block) => block.type === 'agendaItem' && block.attrs.level <= level);
  return length === -1 ? blocks.length : start + 1 + length;
}
