import type { ReadGap, ReadInline, ReadMention, ReadStamp } from './read-types.ts';
import { GAP_SLOT, MENTION_SLOT, STAMP_SLOT } from './scan-lines.ts';

export type SlotNode = ReadGap | ReadStamp | ReadMention;
export type Slot = { start: number; end: number; node: SlotNode };

const SLOT = new RegExp(`([${GAP_SLOT}${STAMP_SLOT}${MENTION_SLOT}])`, 'u');

/** The text with each slot's characters taken out and one stand-in character left; slots in order of place. */
export function cutSlots(text: string, slots: readonly Slot[]): string {
  let cut = '';
  let from = 0;
  for (const slot of slots) {
    cut += text.slice(from, slot.start) + standIn(slot.node);
    from = slot.end;
  }
  return cut + text.slice(from);
}

/** The inline nodes with every stand-in character replaced by the next of `nodes`. */
export function fillSlots(content: readonly ReadInline[], nodes: readonly SlotNode[]): ReadInline[] {
  const filled: ReadInline[] = [];
  let next = 0;
  for (const node of content) {
    if (node.type !== 'text') {
      filled.push(node);
      continue;
    }
    for (const part of node.text.split(SLOT)) {
      const slot = SLOT.test(part) ? nodes[next] : undefined;
      if (slot !== undefined) {
        next += 1;
        filled.push(slot);
      } else if (part !== '') {
        filled.push({ ...node, text: part });
      }
    }
  }
  return filled;
}

function standIn(node: SlotNode): string {
  switch (node.type) {
    case 'gap':
      return GAP_SLOT;
    case 'stamp':
      return STAMP_SLOT;
    case 'mention':
      return MENTION_SLOT;
  }
}
