import { cleanId } from '#lib/notes/clean-value.ts';
import { inlineText, type AgendaItemJson, type BlockJson, type NotesJson } from '#lib/notes/note-json.ts';
import type { FinishedItem } from './carry-over-input.ts';
import type { PlacedItem } from './unfinished-items.ts';

/** An item of the template with what stands under it. */
export type TemplateSection = {
  item: AgendaItemJson;
  id: string | null;
  title: string;
  /** The first-level item it stands under; null for one of the first level itself. */
  parent: TemplateSection | null;
  body: Exclude<BlockJson, AgendaItemJson>[];
};

/** The template cut at its items; what stands above the first is `head`. */
export function templateSections(template: NotesJson): {
  head: TemplateSection['body'];
  sections: TemplateSection[];
} {
  const head: TemplateSection['body'] = [];
  const sections: TemplateSection[] = [];
  let top: TemplateSection | null = null;
  for (const block of template.content) {
    if (block.type !== 'agendaItem') {
      (sections.at(-1)?.body ?? head).push(block);
      continue;
    }
    const parent: TemplateSection | null = block.attrs.level === 2 ? top : null;
    const section: TemplateSection = {
      item: block,
      id: cleanId(block.attrs.id),
      title: inlineText(block.content),
      parent,
      body: [],
    };
    if (parent === null) top = section;
    sections.push(section);
  }
  return { head, sections };
}

const EARLIER = '(?:previous|last|past|earlier|open|outstanding)(?: (?:call|meeting)(?: s|s)?)?';
const ACTIONS = '(?:actions?|action (?:items?|points?)|to ?dos?|follow ups?)';
const REVIEW = new RegExp(
  `^(?:review (?:of )?(?:the )?(?:${EARLIER} )?${ACTIONS}|${EARLIER} ${ACTIONS}(?: review)?|${ACTIONS} review)$`,
  'u',
);

/** Whether an item is the one under which open actions of earlier calls stand, such as `Review previous actions`. */
export function reviewsActions(title: string): boolean {
  return REVIEW.test(wordsOf(title));
}

/**
 * The template's section that an item of a call was made from and still says the same as. Where nothing tells what it was
 * made from, its words and place do, unless somebody proposed it. Each section is given once.
 */
export function standingSections(
  items: readonly PlacedItem[],
  sections: readonly TemplateSection[],
): Map<FinishedItem, TemplateSection> {
  const found = new Map<FinishedItem, TemplateSection>();
  const taken = new Set<TemplateSection>();
  const match = (isSame: (placed: PlacedItem, section: TemplateSection) => boolean) => {
    for (const placed of items) {
      if (found.has(placed.item)) continue;
      const section = sections.find((one) => !taken.has(one) && isSame(placed, one));
      if (section === undefined) continue;
      taken.add(section);
      found.set(placed.item, section);
    }
  };
  match(wasMadeFrom);
  match(standsLike);
  return found;
}

function wasMadeFrom({ item }: PlacedItem, section: TemplateSection): boolean {
  return (
    item.templateItemId !== null && item.templateItemId === section.id && sameWords(item.title, section.title)
  );
}

function standsLike({ item, parent }: PlacedItem, section: TemplateSection): boolean {
  if (item.templateItemId !== null || item.proposer !== null || !sameWords(item.title, section.title))
    return false;
  if (parent === null || section.parent === null) return parent === section.parent;
  return sameWords(parent.title, section.parent.title);
}

function sameWords(one: string, other: string): boolean {
  return wordsOf(one) === wordsOf(other);
}

function wordsOf(title: string): string {
  const plain = title.normalize('NFKC').toLowerCase().trim();
  return plain.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim() || plain;
}
