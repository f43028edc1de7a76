import type { EditorSettings } from '#lib/settings/editor-settings.ts';
import { LEADER_ROW, type KeyFacts } from './key-facts.ts';
import { isBindable, isChordKey, isSameKey, parseKey } from './key-spelling.ts';
import { keyText } from './key-text.ts';
import { whyKept } from './kept-keys.ts';

/** A key that cannot be as it is set. */
export type KeyClash = {
  /** The row at which it is said. */
  rowId: string;
  /** The key or chord that clashes. */
  key: string;
  /** What is wrong, as a sentence. */
  text: string;
};

/** The key table as one person has set it: their keys in place of the table's. */
export function withOwnKeys<Row extends KeyFacts>(table: readonly Row[], settings: EditorSettings): Row[] {
  return table.map((row) => {
    const own = row.id === LEADER_ROW ? [settings.leader] : settings.keys[row.id];
    const standing = row.stands === true ? (row.keys ?? []) : [];
    const keys = own === undefined ? row.keys : [...new Set([...standing, ...own])];
    const chord = row.chord === undefined ? undefined : (settings.chords[row.id] ?? row.chord);
    return { ...row, ...(keys === undefined ? {} : { keys }), ...(chord === undefined ? {} : { chord }) };
  });
}

/**
 * What is wrong with a person's keys: two rows with the same key where both apply, keys that belong to the browser or the
 * system, keys that would be typed, and chords that have two meanings. Of two rows the one that was changed is named; the table
 * alone gives what is wrong with the table. Rows that share a key by the table's own design, each in its place, do not clash.
 */
export function keyClashes(table: readonly KeyFacts[], settings: EditorSettings, mac = false): KeyClash[] {
  const own = withOwnKeys(table, settings);
  return own.flatMap((row, index) => {
    const design = table[index]?.keys ?? [];
    const others = own.filter((other) => other !== row);
    const isOwn = (key: string): boolean => !design.some((standing) => isSameKey(standing, key));
    return [
      ...(row.keys ?? []).flatMap((key) => {
        const text =
          wrongKey(key, isOwn(key), mac) ?? sharedKey(row, key, others, table, mac) ?? keptKey(key, mac);
        return text === null ? [] : [{ rowId: row.id, key, text }];
      }),
      ...chordProblems(row, others, table),
    ];
  });
}

function wrongKey(key: string, isOwn: boolean, mac: boolean): string | null {
  const shown = keyText(key, mac);
  if (parseKey(key, false) === null) return `${shown} is not a key.`;
  return isOwn && !isBindable(key) ? `${shown} types or moves in the text. Hold Ctrl or ⌘ with it.` : null;
}

function keptKey(key: string, mac: boolean): string | null {
  const kept = whyKept(key);
  return kept === null ? null : `${keyText(key, mac)} stays as it is: with it ${kept}.`;
}

function sharedKey(
  row: KeyFacts,
  key: string,
  others: readonly KeyFacts[],
  table: readonly KeyFacts[],
  mac: boolean,
): string | null {
  const byDesign = (id: string): boolean =>
    table.find((fact) => fact.id === id)?.keys?.some((standing) => isSameKey(standing, key)) === true;
  const other = others.find((candidate) => {
    if (candidate.keys?.some((taken) => isSameKey(taken, key)) !== true) return false;
    if (candidate.where === row.where) return true;
    const anywhere = candidate.where === undefined || row.where === undefined;
    return anywhere && !(byDesign(row.id) && byDesign(candidate.id));
  });
  if (other === undefined) return null;
  // Where one row keeps the table's key, the other is the one to change.
  if (byDesign(row.id) && !byDesign(other.id)) return null;
  return `${keyText(key, mac)} is also the key for “${other.label}”.`;
}

function chordProblems(row: KeyFacts, others: readonly KeyFacts[], table: readonly KeyFacts[]): KeyClash[] {
  const { id, chord } = row;
  if (chord === undefined) return [];
  if (!isChordKey(chord)) {
    return [{ rowId: id, key: chord, text: 'After the leader comes one letter or sign that is no digit.' }];
  }
  const byDesign = (rowId: string): boolean => table.find((fact) => fact.id === rowId)?.chord === chord;
  const other = others.find((candidate) => candidate.chord === chord);
  if (other === undefined || (byDesign(id) && !byDesign(other.id))) return [];
  return [{ rowId: id, key: chord, text: `“${chord}” after the leader is also “${other.label}”.` }];
}
