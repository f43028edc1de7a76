/** What a person has set about writing notes; the same on each of their devices once they are signed in. */
export type EditorSettings = {
  /** The key that begins every chord, in ProseMirror's spelling. */
  leader: string;
  /** Keys that were changed, by the row of the key table; an empty list takes the row's keys away. */
  keys: Readonly<Record<string, readonly string[]>>;
  /** Second keys of chords that were changed, by the row of the key table. */
  chords: Readonly<Record<string, string>>;
  /** How long the typing of a gap lags behind the speech that was missed. */
  typingLagMs: number;
  /** Whether a screen reader is told of the lines that others finish. */
  announceLines: boolean;
};

/** What holds for whoever has set nothing. */
export const defaultEditorSettings: EditorSettings = {
  leader: 'Ctrl-.',
  keys: {},
  chords: {},
  typingLagMs: 8000,
  announceLines: true,
};
