import { toggleMark } from '@tiptap/pm/commands';
import type { Command } from '@tiptap/pm/state';
import { redo, undo } from '@tiptap/y-tiptap';
import { noteSchema } from '#lib/notes/schema/index.ts';
import {
  addItem,
  setItemLevel,
  turnIntoItem,
  turnIntoLine,
} from '#components/editor/commands/agenda-items.ts';
import { enter, enterInCode, enterSameSpeaker, exitCode } from '#components/editor/commands/enter.ts';
import { insertGap } from '#components/editor/commands/gaps.ts';
import {
  backspaceAtStart,
  deleteAtEnd,
  indentLines,
  shiftTabInLine,
  tabInCode,
  tabInLine,
} from '#components/editor/commands/line-edges.ts';
import { inlineToText } from '#components/editor/commands/stamps.ts';
import { tagLines } from '#components/editor/commands/tag-lines.ts';
import { acceptSpeaker, speakerToText, takeSuggested } from '#components/editor/commands/take-speaker.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { closeSpeakerMenu, moveInSpeakerMenu } from '#components/editor/plugins/speaker-menu.ts';
import { startLeader } from './leader-chord.ts';

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

/** The key that begins every chord. */
export const LEADER_KEY = 'Ctrl-.';

/** What the table's commands need beside the document. */
export type KeyTableOptions = {
  context: NotesContext;
  /** Leaves the editor for the page around it. */
  leave: Command;
  /** Opens the field for a link's address. */
  editLink: Command;
};

function mark(name: string): Command {
  const type = noteSchema.marks[name];
  if (type === undefined) throw new Error(`The schema has no mark ${name}.`);
  return (state, dispatch, view) => {
    const own = state.schema.marks[name];
    return own === undefined ? false : toggleMark(own)(state, dispatch, view);
  };
}

const undoOwn: Command = (state, dispatch) => (dispatch === undefined ? true : undo(state));
const redoOwn: Command = (state, dispatch) => (dispatch === undefined ? true : redo(state));

/**
 * Every key of the editor, in the order in which they are asked when several share a key. Handlers, tooltips and
 * the help card are all made from this table.
 */
export function keyTable({ context, leave, editLink }: KeyTableOptions): KeyBinding[] {
  return [
    { id: 'speaker.accept', group: 'Speakers', label: 'Take the offered speaker', keys: ['Tab'], run: acceptSpeaker(context) },
    { id: 'speaker.suggested', group: 'Speakers', label: 'Take the suggested speaker', keys: ['Tab'], run: takeSuggested(context) },
    { id: 'speaker.next', group: 'Speakers', label: 'Next name', keys: ['ArrowDown'], run: moveInSpeakerMenu(1) },
    { id: 'speaker.previous', group: 'Speakers', label: 'Previous name', keys: ['ArrowUp'], run: moveInSpeakerMenu(-1) },
    { id: 'speaker.close', group: 'Speakers', label: 'Close the list of names', keys: ['Escape'], run: closeSpeakerMenu },
    { id: 'speaker.asText', group: 'Speakers', label: 'Make the speaker text again', keys: ['Backspace'], run: speakerToText },

    { id: 'code.break', group: 'Text', label: 'Break inside code', keys: ['Enter'], run: enterInCode },
    { id: 'line.new', group: 'Lines', label: 'New line', keys: ['Enter'], run: enter },
    { id: 'line.sameSpeaker', group: 'Lines', label: 'New line, same speaker', keys: ['Shift-Enter'], run: enterSameSpeaker },
    { id: 'code.leave', group: 'Text', label: 'Leave the code', keys: ['Mod-Enter'], run: exitCode },

    { id: 'inline.asText', group: 'Lines', label: 'Make a gap or time text again', keys: ['Backspace'], run: inlineToText },
    { id: 'line.backspace', group: 'Lines', label: 'Take off indent, tag or heading', keys: ['Backspace'], run: backspaceAtStart },
    { id: 'line.delete', group: 'Lines', label: 'Keep the next speaker as text', keys: ['Delete'], run: deleteAtEnd },

    { id: 'agenda.lower', group: 'Agenda', label: 'Make the item a sub-item', keys: ['Tab'], run: setItemLevel(2) },
    { id: 'agenda.raise', group: 'Agenda', label: 'Make the sub-item an item', keys: ['Shift-Tab'], run: setItemLevel(1) },
    { id: 'code.tab', group: 'Text', label: 'Tab inside code', keys: ['Tab'], run: tabInCode },
    { id: 'line.tab', group: 'Lines', label: 'Indent the line', keys: ['Tab'], run: tabInLine },
    { id: 'line.shiftTab', group: 'Lines', label: 'Outdent the line', keys: ['Shift-Tab'], run: shiftTabInLine },
    { id: 'line.indent', group: 'Lines', label: 'Indent the line', keys: ['Mod-]'], run: indentLines(1) },
    { id: 'line.outdent', group: 'Lines', label: 'Outdent the line', keys: ['Mod-['], run: indentLines(-1) },

    { id: 'tag.action', group: 'Tags', label: 'Action', keys: ['Mod-Shift-9'], chord: 'a', run: tagLines('action') },
    { id: 'tag.decision', group: 'Tags', label: 'Decision', chord: 'd', run: tagLines('decision') },
    { id: 'tag.question', group: 'Tags', label: 'Question', chord: 'q', run: tagLines('question') },
    { id: 'tag.none', group: 'Tags', label: 'No tag', chord: 'u', run: tagLines(null) },

    { id: 'agenda.item', group: 'Agenda', label: 'Agenda item', keys: ['Mod-Alt-1'], run: turnIntoItem(1) },
    { id: 'agenda.subItem', group: 'Agenda', label: 'Agenda sub-item', keys: ['Mod-Alt-2'], run: turnIntoItem(2) },
    { id: 'agenda.line', group: 'Agenda', label: 'Plain line', keys: ['Mod-Alt-0'], run: turnIntoLine },
    { id: 'agenda.add', group: 'Agenda', label: 'Add an agenda item', run: addItem },

    { id: 'gap.insert', group: 'Lines', label: 'Gap: something was missed', run: insertGap(context) },
    { id: 'text.bold', group: 'Text', label: 'Bold', keys: ['Mod-b'], run: mark('bold') },
    { id: 'text.italic', group: 'Text', label: 'Italic', keys: ['Mod-i'], run: mark('italic') },
    { id: 'text.strike', group: 'Text', label: 'Strike', keys: ['Mod-Shift-s'], run: mark('strike') },
    { id: 'text.code', group: 'Text', label: 'Code', keys: ['Mod-e'], run: mark('code') },
    { id: 'text.link', group: 'Text', label: 'Link', keys: ['Mod-k'], run: editLink },

    { id: 'notes.undo', group: 'Notes', label: 'Undo my last change', keys: ['Mod-z'], run: undoOwn },
    { id: 'notes.redo', group: 'Notes', label: 'Redo', keys: ['Mod-Shift-z', 'Mod-y'], run: redoOwn },
    { id: 'notes.leader', group: 'Notes', label: 'Begin a chord', keys: [LEADER_KEY], run: startLeader },
    { id: 'notes.leave', group: 'Notes', label: 'Leave the editor', keys: ['Escape'], run: leave },
  ]; // prettier-ignore
}

/** The handlers of the table by key: the first row whose command applies wins. */
export function keymapOf(table: readonly KeyBinding[]): Record<string, Command> {
  const rows = new Map<string, Command[]>();
  for (const binding of table) {
    for (const key of binding.keys ?? []) rows.set(key, [...(rows.get(key) ?? []), binding.run]);
  }
  return Object.fromEntries(
    [...rows].map(([key, commands]): [string, Command] => [
      key,
      (state, dispatch, view) => commands.some((command) => command(state, dispatch, view)),
    ]),
  );
}

/** The commands of the table that stand behind the leader, by their second key. */
export function chordsOf(table: readonly KeyBinding[]): Map<string, Command> {
  return new Map(
    table.flatMap((binding): [string, Command][] =>
      binding.chord === undefined ? [] : [[binding.chord, binding.run]],
    ),
  );
}

/** A key as people read it: `Ctrl+Shift+9`, `⌘⇧9`. */
export function keyText(key: string, mac: boolean): string {
  const parts = key.split(/-(?!$)/);
  const names: Record<string, string> = mac
    ? { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Enter: '↩', ArrowUp: '↑', ArrowDown: '↓', Backspace: '⌫' }
    : { Mod: 'Ctrl', ArrowUp: '↑', ArrowDown: '↓' };
  const words = parts.map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part));
  return words.join(mac ? '' : '+');
}
