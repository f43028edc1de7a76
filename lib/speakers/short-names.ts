import type { SpeakerPerson } from './roster.ts';

/** The first name of each person by id, or the whole name where two people share the first. */
export function shortNames(people: readonly SpeakerPerson[]): ReadonlyMap<string, string> {
  const first = (person: SpeakerPerson): string => person.name.trim().split(/\s+/u)[0] ?? person.name;
  const counts = new Map<string, number>();
  for (const person of people) counts.set(first(person), (counts.get(first(person)) ?? 0) + 1);
  return new Map(
    people.map((person) => [person.id, counts.get(first(person)) === 1 ? first(person) : person.name]),
  );
}
