import type { Command } from '@tiptap/pm/state';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';

/** One row of the key table: what a person presses, what it is called, what it does. */
export type KeyBinding = {
  id: string;
  group: 'Speakers' | 'Lines' | 'Tags' | 'Agenda' | 'Text' | 'Notes';
  /** What the key does, for the help card and tooltips. */
  label: string;
  /** Keys in ProseMirror's spelling, such as `Mod-b`. */
  keys?: readonly string[];
  /** The key after the leader. */
  chord?: string;
  run: Command;
};

/** What the table's commands need beside the document. */
export type KeyTableOptions = {
  context: NotesContext;
  /** Leaves the editor for the page around it. */
  leave: Command;
};
