/** What is told of a row of the key table without running it. */
export type KeyFacts = {
  id: string;
  group: KeyGroup;
  /** What the key does, for the help card and tooltips. */
  label: string;
  /** Keys in ProseMirror's spelling, such as `Mod-b`. */
  keys?: readonly string[];
  /** The key after the leader. */
  chord?: string;
  /** Takes a number after the leader in place of a key. */
  digits?: true;
  /** Works wherever the focus is on the page of a call. */
  everywhere?: true;
  /** Where alone the row applies. Without one it applies anywhere in the notes. */
  where?: KeySituation;
  /** A rule of the notes hangs on the row's own keys: a person adds to them and cannot take them away. */
  stands?: true;
};

export type KeyGroup = 'Speakers' | 'Lines' | 'Tags' | 'Agenda' | 'Text' | 'Notes';

/** The row whose key begins every chord; a person sets it as their leader. */
export const LEADER_ROW = 'notes.leader';

/** Where rows apply that share a key with others, in the words of the help card. */
export const keySituations = {
  names: 'while names are listed',
  suggestion: 'on a line with a suggested name',
  speaker: 'at the start of a line with a speaker',
  mark: 'right behind a gap or a time',
  correction: 'on a line that is a correction',
  start: 'at the start of a line',
  end: 'at the end of a line',
  line: 'in a line',
  item: 'in an agenda item',
  code: 'in code',
  outside: 'outside the text',
} as const;

export type KeySituation = keyof typeof keySituations;
