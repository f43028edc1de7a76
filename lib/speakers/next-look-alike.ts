import { lookAlikes } from '#lib/notes/import/look-alikes.ts';
import type { SpeakerPerson } from './roster.ts';

/**
 * The person whom a reader takes for this one: the other of two look-alike names, and where there are more, the next
 * of them, so that asking again goes round. Null when nobody's name looks like theirs.
 */
export function nextLookAlike(id: string, people: readonly SpeakerPerson[]): SpeakerPerson | null {
  const start = people.find((person) => person.id === id);
  if (start === undefined) return null;
  const pairs = lookAlikes(people.map((person) => person.name));
  const alike = new Set([start.name]);
  for (let size = 0; size < alike.size;) {
    size = alike.size;
    for (const pair of pairs) {
      if (pair.some((name) => alike.has(name))) for (const name of pair) alike.add(name);
    }
  }
  const ring = people.filter((person) => alike.has(person.name));
  if (ring.length < 2) return null;
  return ring[(ring.indexOf(start) + 1) % ring.length] ?? null;
}
