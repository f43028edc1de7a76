/** What can stand open beside the notes, one at a time; it takes the focus and gives it back. */
export type EditorPanel =
  | { kind: 'link' }
  /** Every key, as a dialog over the page. */
  | { kind: 'help' }
  /** Owner and due date of an action. */
  | { kind: 'action'; lineId: string }
  /** What can be done with an agenda item. */
  | { kind: 'item'; itemId: string }
  /** Find and replace, with what is looked for at first. */
  | { kind: 'find'; query: string }
  /** Adds a term to the glossary; `form` stands in its first field. */
  | { kind: 'term'; form: string }
  /** Who a speaker is; null asks first which one. */
  | { kind: 'speaker'; personId: string | null };

/** What stands in the bar above the notes; the card of keys stands over all of it and leaves it open. */
export type BarPanel = Exclude<EditorPanel, { kind: 'help' }>;
