import type { Command } from '@tiptap/pm/state';
import type { KeyBinding } from './key-binding.ts';

/** The handlers of a table by key: the first row whose command applies wins. */
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

/** The commands of a table that stand behind the leader, by their second key. */
export function chordsOf(table: readonly KeyBinding[]): Map<string, Command> {
  return new Map(
    table.flatMap((binding): [string, Command][] =>
      binding.chord === undefined ? [] : [[binding.chord, binding.run]],
    ),
  );
}
