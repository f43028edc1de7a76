import {
  addItem,
  setItemLevel,
  turnIntoItem,
  turnIntoLine,
} from '#components/editor/commands/agenda-items.ts';
import { moveSection } from '#components/editor/commands/move-blocks.ts';
import { openItemPanel } from '#components/editor/commands/item-panel.ts';
import { nextItem } from '#components/editor/commands/next-item.ts';
import { togglePrompt } from '#components/editor/commands/prompts.ts';
import type { KeyBinding, KeyTableOptions } from '#components/editor/keys/key-binding.ts';

/** The keys that make and order agenda items. */
export function agendaRows({ context }: KeyTableOptions): KeyBinding[] {
  return [
    { id: 'agenda.lower', where: 'item', group: 'Agenda', label: 'Make the item a sub-item', keys: ['Tab'], run: setItemLevel(2, context) },
    { id: 'agenda.raise', where: 'item', group: 'Agenda', label: 'Make the sub-item an item', keys: ['Shift-Tab'], run: setItemLevel(1, context) },
    { id: 'agenda.item', group: 'Agenda', label: 'Agenda item', keys: ['Mod-Alt-1'], run: turnIntoItem(1, context) },
    { id: 'agenda.subItem', group: 'Agenda', label: 'Agenda sub-item', keys: ['Mod-Alt-2'], run: turnIntoItem(2, context) },
    { id: 'agenda.line', group: 'Agenda', label: 'Plain line', keys: ['Mod-Alt-0'], run: turnIntoLine },
    { id: 'agenda.moveUp', where: 'item', group: 'Agenda', label: 'Move the item up, with its section', keys: ['Alt-ArrowUp'], run: moveSection(-1, context) },
    { id: 'agenda.moveDown', where: 'item', group: 'Agenda', label: 'Move the item down, with its section', keys: ['Alt-ArrowDown'], run: moveSection(1, context) },
    { id: 'agenda.menu', group: 'Agenda', label: 'What can be done with the item', chord: 'i', run: openItemPanel(context) },
    { id: 'line.prompt', group: 'Agenda', label: 'In a template: what is asked for on this line', chord: 'p', run: togglePrompt(context) },
    { id: 'agenda.add', group: 'Agenda', label: 'Add an agenda item', run: addItem(context) },
    { id: 'agenda.next', group: 'Agenda', label: 'Next agenda item', chord: 'n', run: nextItem(context) },
  ]; // prettier-ignore
}
