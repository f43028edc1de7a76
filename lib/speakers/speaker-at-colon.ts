import { isNameLike } from './is-name-like.ts';
import { normalizeName } from './person-id.ts';
import { isPersonNamed, type SpeakerPerson } from './roster.ts';

export type SpeakerAtColon = { kind: 'known'; person: SpeakerPerson } | { kind: 'new'; name: string };

/**
 * Who is meant when a colon is typed after `text` at a line's start; null when the colon is just a colon.
 * The exact name wins, also when it begins another's; then a first name only one person has; then a text
 * that reads as a full name, which is somebody new.
 */
export function speakerAtColon(text: string, people: readonly SpeakerPerson[]): SpeakerAtColon | null {
  const typed = text.normalize('NFC').trim();
  if (typed === '') return null;
  const wanted = normalizeName(typed);

  const byName = people.find((person) => normalizeName(person.name) === wanted);
  if (byName !== undefined) return { kind: 'known', person: byName };
  const otherwise = people.filter((person) => isPersonNamed(person, typed));
  if (otherwise.length === 1 && otherwise[0] !== undefined) return { kind: 'known', person: otherwise[0] };
  if (otherwise.length > 1) return null;
  const byFirstName = people.filter((person) => normalizeName(person.name).split(' ')[0] === wanted);
  if (byFirstName.length === 1 && byFirstName[0] !== undefined) {
    return { kind: 'known', person: byFirstName[0] };
  }
  if (byFirstName.length > 1) return null;
  return isNameLike(typed) ? { kind: 'new', name: typed.replace(/\s+/gu, ' ') } : null;
}
