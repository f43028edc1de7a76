import { toggleMark } from '@tiptap/pm/commands';
import type { Command } from '@tiptap/pm/state';
import { noteSchema } from '#lib/notes/schema/index.ts';
import { enterInCode, exitCode } from '#components/editor/commands/enter.ts';
import { tabInCode } from '#components/editor/commands/line-edges.ts';
import type { KeyBinding, KeyTableOptions } from '#components/editor/keys/key-binding.ts';

function mark(name: string): Command {
  const type = noteSchema.marks[name];
  if (type === undefined) throw new Error(`The schema has no mark ${name}.`);
  return (state, dispatch, view) => {
    const own = state.schema.marks[name];
    return own === undefined ? false : toggleMark(own)(state, dispatch, view);
  };
}

/** The keys of the text itself. */
export function textRows({ context }: KeyTableOptions): KeyBinding[] {
  const editLink: Command = (state) => {
    if (state.selection.$head.parent.type.spec.code === true) return false;
    context.openPanel({ kind: 'link' });
    return true;
  };
  return [
    { id: 'code.break', where: 'code', stands: true, group: 'Text', label: 'Break inside code', keys: ['Enter'], run: enterInCode },
    { id: 'code.leave', where: 'code', group: 'Text', label: 'Leave the code', keys: ['Mod-Enter'], run: exitCode },
    { id: 'code.tab', where: 'code', group: 'Text', label: 'Tab inside code', keys: ['Tab'], run: tabInCode },
    { id: 'text.bold', group: 'Text', label: 'Bold', keys: ['Mod-b'], run: mark('bold') },
    { id: 'text.italic', group: 'Text', label: 'Italic', keys: ['Mod-i'], run: mark('italic') },
    { id: 'text.strike', group: 'Text', label: 'Strike', keys: ['Mod-Shift-s'], run: mark('strike') },
    { id: 'text.code', group: 'Text', label: 'Code', keys: ['Mod-e'], run: mark('code') },
    { id: 'text.link', group: 'Text', label: 'Link', keys: ['Mod-k'], run: editLink },
  ]; // prettier-ignore
}
