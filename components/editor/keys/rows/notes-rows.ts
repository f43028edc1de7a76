import type { Command } from '@tiptap/pm/state';
import { redo, undo } from '@tiptap/y-tiptap';
import { defaultEditorSettings } from '#lib/settings/editor-settings.ts';
import { openFind } from '#components/editor/commands/find.ts';
import { handOver } from '#components/editor/commands/hand-over.ts';
import { toggleReadOut } from '#components/editor/commands/toggle-read-out.ts';
import { startLeader } from '#components/editor/keys/leader-chord.ts';
import type { KeyBinding, KeyTableOptions } from '#components/editor/keys/key-binding.ts';

const undoOwn: Command = (state, dispatch) => (dispatch === undefined ? true : undo(state));
const redoOwn: Command = (state, dispatch) => (dispatch === undefined ? true : redo(state));

/** The keys of the notes as a whole. */
export function notesRows({ context, leave }: KeyTableOptions): KeyBinding[] {
  const openHelp: Command = (_state, dispatch) => {
    if (dispatch !== undefined) context.openPanel({ kind: 'help' });
    return true;
  };
  return [
    { id: 'notes.undo', group: 'Notes', label: 'Undo my last change', keys: ['Mod-z'], run: undoOwn },
    { id: 'notes.redo', group: 'Notes', label: 'Redo', keys: ['Mod-Shift-z', 'Mod-y'], run: redoOwn },
    { id: 'notes.find', group: 'Notes', label: 'Find and replace', chord: 'f', run: openFind(context) },
    { id: 'notes.leader', group: 'Notes', label: 'Begin a chord', keys: [defaultEditorSettings.leader], run: startLeader(context) },
    { id: 'notes.cover', group: 'Notes', label: 'Ask somebody to take over the notes, or take over', chord: 'c', run: handOver(context) },
    { id: 'notes.readOut', group: 'Notes', label: 'Read finished lines out, or stop', chord: 'l', run: toggleReadOut(context) },
    { id: 'notes.help', everywhere: true, group: 'Notes', label: 'Show all keys', keys: ['Mod-/'], run: openHelp },
    { id: 'notes.helpOutside', where: 'outside', group: 'Notes', label: 'Show all keys', keys: ['?'], run: openHelp },
    { id: 'notes.leave', stands: true, group: 'Notes', label: 'Leave the editor', keys: ['Escape'], run: leave },
  ]; // prettier-ignore
}
