import { normalizeName, personIdFor } from './person-id.ts';
import { isPersonNamed, type SpeakerPerson } from './roster.ts';

/** What a name that is written for a person comes to. */
export type NamePlan =
  | { kind: 'nothing' }
  /** The name is somebody else's: the two are one person. */
  | { kind: 'merge'; into: SpeakerPerson }
  /** The name is nobody's. `id` is whom it stands for in notes that know the roster only as it is. */
  | { kind: 'rename'; id: string; name: string };

/**
 * What it means to call `person` by `typed`: their own name is nothing, another's full name or alias a merge, and any
 * other a new name. A name that several people have is nothing.
 */
export function planName(
  typed: string,
  person: SpeakerPerson,
  people: readonly SpeakerPerson[],
  seriesId: string,
): NamePlan {
  const name = typed.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (name === '' || name === person.name) return { kind: 'nothing' };
  const others = people.filter((other) => other.id !== person.id);
  const byName = others.filter((other) => normalizeName(other.name) === normalizeName(name));
  const found = byName.length > 0 ? byName : others.filter((other) => isPersonNamed(other, name));
  if (found.length > 1) return { kind: 'nothing' };
  if (found[0] !== undefined) return { kind: 'merge', into: found[0] };
  const same = normalizeName(name) === normalizeName(person.name);
  return { kind: 'rename', id: same ? person.id : personIdFor(seriesId, name), name };
}
