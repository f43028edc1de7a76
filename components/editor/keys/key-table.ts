import type { KeyBinding, KeyTableOptions } from './key-binding.ts';
import { agendaRows } from './rows/agenda-rows.ts';
import { gapRows } from './rows/gap-rows.ts';
import { lineRows } from './rows/line-rows.ts';
import { notesRows } from './rows/notes-rows.ts';
import { offerRows } from './rows/offer-rows.ts';
import { speakerRows } from './rows/speaker-rows.ts';
import { tagRows } from './rows/tag-rows.ts';
import { termRows } from './rows/term-rows.ts';
import { textRows } from './rows/text-rows.ts';

/**
 * Every key of the editor, in the order in which they are asked when several share a key. Handlers, tooltips and
 * the help card are all made from this table.
 */
export function keyTable(options: KeyTableOptions): KeyBinding[] {
  return [
    ...speakerRows(options),
    ...termRows(options),
    ...textRows(options),
    ...agendaRows(options),
    ...lineRows(options),
    ...gapRows(options),
    ...tagRows(options),
    ...offerRows(options),
    ...notesRows(options),
  ];
}

/**
 * The row of the table with an id.
 * @throws Error when there is none.
 */
export function bindingOf(table: readonly KeyBinding[], id: string): KeyBinding {
  const binding = table.find((row) => row.id === id);
  if (binding === undefined) throw new Error(`The key table has no row ${id}.`);
  return binding;
}
