import type { NotesFormat, ReadGap, ReadInline, ReadMention, ReadStamp } from './read-types.ts';
import { SLOT } from './scan-lines.ts';

export type SlotNode = ReadGap | ReadStamp | ReadMention;
export type Slot = { start: number; end: number; node: SlotNode };

/**
 * What stands for a slot in Markdown: an HTML tag, because to the rules of emphasis its ends are
 * punctuation, as an ellipsis is.
 */
export const SLOT_TAG = '<callnotes-slot/>';

/** The text with each slot's characters taken out and a stand-in left; slots in order of place. */
export function cutSlots(text: string, slots: readonly Slot[], format: NotesFormat): string {
  const standIn = format === 'markdown' ? SLOT_TAG : SLOT;
  let cut = '';
  let from = 0;
  for (const slot of slots) {
    cut += text.slice(from, slot.start) + standIn;
    from = slot.end;
  }
  return cut + text.slice(from);
}

/** The inline nodes with every stand-in replaced by the next of `nodes`. */
export function fillSlots(content: readonly ReadInline[], nodes: readonly SlotNode[]): ReadInline[] {
  const filled: ReadInline[] = [];
  let next = 0;
  for (const node of content) {
    if (node.type !== 'text') {
      filled.push(node);
      continue;
    }
    for (const [index, part] of node.text.split(SLOT).entries()) {
      const slot = index === 0 ? undefined : nodes[next];
      if (slot !== undefined) {
        next += 1;
        filled.push(slot);
      }
      if (part !== '') filled.push({ ...node, text: part });
    }
  }
  return filled;
}
