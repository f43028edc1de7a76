import { lookAlikes } from '#lib/notes/import/look-alikes.ts';
import { shortNames } from './short-names.ts';
import type { SpeakerPerson } from './roster.ts';

/**
 * For each person of a roster the names that a reader takes for theirs: by the whole name, or by the first name where it
 * is what people write, such as `Andre` and `Andrea`. People without such a name are left out.
 */
export function rosterLookAlikes(people: readonly SpeakerPerson[]): ReadonlyMap<string, readonly string[]> {
  const short = shortNames(people);
  const alike = [
    ...lookAlikes(people.map(({ name }) => name)).map((pair) => keyOf(pair)),
    ...lookAlikes(people.map(({ id, name }) => short.get(id) ?? name)).map((pair) => keyOf(pair)),
  ];
  const pairs = new Set(alike);
  const found = new Map<string, string[]>();
  for (const one of people) {
    for (const other of people) {
      if (one === other) continue;
      const names: [string, string] = [one.name, other.name];
      const firsts: [string, string] = [short.get(one.id) ?? one.name, short.get(other.id) ?? other.name];
      if (!pairs.has(keyOf(names)) && !pairs.has(keyOf(firsts))) continue;
      found.set(one.id, [...(found.get(one.id) ?? []), other.name]);
    }
  }
  return found;
}

function keyOf([one, other]: readonly [string, string]): string {
  return [one, other].toSorted().join('\n');
}
