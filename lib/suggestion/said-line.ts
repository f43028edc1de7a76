/** A line as the engine reads it: what was said, by whom, and whom it mentions. */
export type SaidLine = {
  id: string;
  /** Null for a line that nobody is named on. */
  speaker: string | null;
  text: string;
  /** Ids of the people mentioned with `@`, in order. */
  mentions: readonly string[];
};
