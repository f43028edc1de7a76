import { normalizeName } from './person-id.ts';
import type { RosterPerson } from './roster.ts';

/** A row of the roster, merged into another or standing for itself. */
export type RosterRow = {
  id: string;
  name: string;
  initials: string;
  aliases: readonly string[];
  number: number;
  colour?: number | null;
  mergedIntoId: string | null;
};

/** Somebody of a roster in which nobody stands twice. */
export type StandingPerson = RosterPerson & { colour: number | null; merged: { id: string; name: string }[] };

/**
 * The people of a roster, in its order: everybody who is not merged into another, each with those who are and with
 * their names as aliases. Whoever is merged into somebody who is merged is the last of them; a circle stands.
 */
export function standingRoster(rows: readonly RosterRow[]): StandingPerson[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const groups = new Map<string, RosterRow[]>();
  for (const row of rows) {
    const standing = lastOf(row, byId);
    if (standing !== row) groups.set(standing.id, [...(groups.get(standing.id) ?? []), row]);
  }
  return rows
    .filter((row) => lastOf(row, byId) === row)
    .map(({ id, name, initials, aliases, number, colour = null }) => {
      const merged = groups.get(id) ?? [];
      const others = [...aliases, ...merged.flatMap((other) => [other.name, ...other.aliases])];
      return {
        id,
        name,
        initials,
        aliases: distinctNames(others, name),
        number,
        colour,
        merged: merged.map((other) => ({ id: other.id, name: other.name })),
      };
    });
}

function lastOf(row: RosterRow, byId: ReadonlyMap<string, RosterRow>): RosterRow {
  const seen = new Set([row]);
  let last = row;
  for (;;) {
    const next = last.mergedIntoId === null ? undefined : byId.get(last.mergedIntoId);
    if (next === undefined) return last;
    if (seen.has(next)) return row;
    seen.add(next);
    last = next;
  }
}

function distinctNames(names: readonly string[], own: string): string[] {
  const seen = new Set([normalizeName(own)]);
  return names.filter((name) => {
    const plain = normalizeName(name);
    return !seen.has(plain) && seen.add(plain);
  });
}
