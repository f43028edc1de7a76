import { inlineText, type BlockJson } from '#lib/notes/note-json.ts';

const CLOSING =
  /^(?:any other (?:business|topics?|items?)|aob|other business|anything else|round ?up|wrap ?up|closing|next call|next meeting)$/u;

/** Whether an item closes an agenda, such as `Any other business`: new items go before it. */
export function closesAgenda(title: string): boolean {
  const words = title.normalize('NFKC').toLowerCase();
  return CLOSING.test(
    words
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .replaceAll(/\ba o b\b/gu, 'aob')
      .trim(),
  );
}

/**
 * Where a new item goes into an agenda, as an index among its blocks: at its end, before the items that close it and before
 * an item that nobody has named yet.
 */
export function agendaEnd(blocks: readonly BlockJson[]): number {
  let end = blocks.length;
  for (let index = blocks.length - 1; index >= 0; index -= 1) {
    const block = blocks[index];
    if (block?.type !== 'agendaItem' || block.attrs.level === 2) continue;
    const title = inlineText(block.content).trim();
    const unnamed = title === '' && !hasText(blocks.slice(index + 1, end));
    if (!unnamed && !closesAgenda(title)) break;
    end = index;
  }
  return end;
}

function hasText(blocks: readonly BlockJson[]): boolean {
  return blocks.some((block) => inlineText(block.content).trim() !== '');
}
