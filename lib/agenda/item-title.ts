/** What an agenda item without a title is called. */
export const UNTITLED_ITEM = 'Untitled item';

/** An agenda item's title as people are shown it: trimmed, and never empty. */
export function itemTitle(title: string): string {
  return title.trim() || UNTITLED_ITEM;
}
