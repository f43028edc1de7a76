import { cleanId } from '#lib/notes/clean-value.ts';
import { inlineText, type BlockJson, type NotesJson } from '#lib/notes/note-json.ts';
import { madeReview } from './made-review.ts';
import { originOf, type StartBlock } from './start-block.ts';
import { startBlock } from './start-notes.ts';
import { reviewsActions } from './template-sections.ts';

/** Blocks that belong before the one at `index`. */
export type Insertion = { index: number; blocks: BlockJson[] };

/** A block of the call, or one that is to come in: then `index` is null. */
type Entry = { block: BlockJson; index: number | null; origins: string[] };

/**
 * What a call that has begun already lacks of what is carried over to it, and where it belongs, last place first. What the
 * call has in whatever form stays as it is, and nothing of the template comes a second time: its people may have taken it out.
 */
export function missingBlocks(
  notes: NotesJson,
  blocks: readonly StartBlock[],
  newId: () => string,
): Insertion[] {
  const entries = notes.content.map((block, index): Entry => ({ block, index, origins: originsOf(block) }));
  let anchor = -1;
  for (const block of blocks) {
    const standing = placeOf(entries, block);
    if (standing !== -1) {
      anchor = standing;
      continue;
    }
    if (!comesAlong(block)) continue;
    anchor = placeFor(entries, block, anchor, newId);
    const made = startBlock(block, newId());
    entries.splice(anchor, 0, { block: made, index: null, origins: originsOf(made) });
  }
  return insertionsOf(entries);
}

/** What a block of a call comes from, as `originOf` names it. A reference that lost its tag stands for the same line. */
function originsOf(block: BlockJson): string[] {
  if (block.type === 'agendaItem') {
    const { templateItem, fromCall, fromItem } = block.attrs;
    return [
      ...(cleanId(templateItem) === null ? [] : [`template ${String(templateItem)}`]),
      ...(cleanId(fromCall) === null || cleanId(fromItem) === null
        ? []
        : [`item ${String(fromCall)} ${String(fromItem)}`]),
    ];
  }
  if (block.type !== 'line') return [];
  const { bornCall, bornLine } = block.attrs;
  if (cleanId(bornCall) === null || cleanId(bornLine) === null) return [];
  const birth = `${String(bornCall)} ${String(bornLine)}`;
  return [`action ${birth}`, `placeholder ${birth}`];
}

function placeOf(entries: readonly Entry[], block: StartBlock): number {
  const origin = originOf(block);
  if (origin !== null) return entries.findIndex(({ origins }) => origins.includes(origin));
  return block.kind === 'item' ? entries.findIndex(isReview) : -1;
}

function comesAlong(block: StartBlock): boolean {
  if (block.kind === 'text') return false;
  if (block.kind !== 'item') return true;
  // The heading that was made for references comes when there are any, below.
  return block.from !== null && originOf(block) !== null;
}

/** Where a block that comes along belongs, behind what stands before it there. */
function placeFor(entries: Entry[], block: StartBlock, anchor: number, newId: () => string): number {
  if (block.kind === 'item') {
    const at = anchor === -1 ? entries.findIndex(isItem) : anchor + 1;
    return endOfSection(entries, at === -1 ? 0 : at, block.attrs.level);
  }
  if (!entries.some(isReview)) {
    const first = entries.findIndex(isItem);
    const heading = startBlock(madeReview(), newId());
    entries.splice(first === -1 ? 0 : first, 0, { block: heading, index: null, origins: [] });
  }
  const review = entries.findIndex(isReview);
  let last = review;
  for (let at = review + 1; at < entries.length; at += 1) {
    const entry = entries[at];
    if (entry === undefined || isItem(entry)) break;
    if (entry.origins.length > 0) last = at;
  }
  return last + 1;
}

function endOfSection(entries: readonly Entry[], from: number, level: 1 | 2): number {
  for (let at = from; at < entries.length; at += 1) {
    const block = entries[at]?.block;
    if (block?.type === 'agendaItem' && (level === 2 || block.attrs.level !== 2)) return at;
  }
  return entries.length;
}

function isItem({ block }: Entry): boolean {
  return block.type === 'agendaItem';
}

function isReview({ block }: Entry): boolean {
  return block.type === 'agendaItem' && reviewsActions(inlineText(block.content));
}

function insertionsOf(entries: readonly Entry[]): Insertion[] {
  const insertions: Insertion[] = [];
  let index = 0;
  let open: Insertion | null = null;
  for (const entry of entries) {
    if (entry.index !== null) {
      index = entry.index + 1;
      open = null;
      continue;
    }
    if (open === null) {
      open = { index, blocks: [] };
      insertions.push(open);
    }
    open.blocks.push(entry.block);
  }
  return insertions.toReversed();
}
