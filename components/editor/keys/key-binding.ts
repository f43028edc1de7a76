import type { Command, EditorState } from '@tiptap/pm/state';
import type { KeyFacts } from '#lib/keys/key-facts.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';

/** One row of the key table: what a person presses, what it is called, what it does. */
export type KeyBinding = KeyFacts & {
  /** Takes a number after the leader in place of a key. */
  numbers?: NumberChord;
  run: Command;
};

/** The numbers that may follow the leader, and what each does. */
export type NumberChord = {
  known(state: EditorState): readonly { number: number; name: string }[];
  run(number: number): Command;
};

/** What the table's commands need beside the document. */
export type KeyTableOptions = {
  context: NotesContext;
  /** Leaves the editor for the page around it. */
  leave: Command;
};
