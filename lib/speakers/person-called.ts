import { normalizeName } from './person-id.ts';
import type { SpeakerPerson } from './roster.ts';

/**
 * The person whom somebody calls by a name: the full name or an alias, else a first name that only one person has.
 * Null when it is nobody's or several people's.
 */
export function personCalled(called: string, people: readonly SpeakerPerson[]): SpeakerPerson | null {
  const wanted = normalizeName(called);
  const exact = people.filter((person) =>
    [person.name, ...person.aliases].some((name) => normalizeName(name) === wanted),
  );
  const found =
    exact.length > 0 ? exact : people.filter((person) => normalizeName(person.name).split(' ')[0] === wanted);
  return found.length === 1 ? (found[0] ?? null) : null;
}
