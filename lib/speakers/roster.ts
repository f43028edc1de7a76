import { initialsFor } from './initials.ts';
import { normalizeName } from './person-id.ts';

/** A person of a series, as the roster has it. */
export type RosterPerson = {
  id: string;
  name: string;
  initials: string;
  aliases: readonly string[];
  /** The number in the margin, fixed in the order of joining. */
  number: number;
};

/** Somebody who may be named as a speaker: on the roster, or so far only named in this document. */
export type SpeakerPerson = {
  id: string;
  name: string;
  initials: string;
  aliases: readonly string[];
  /** Null until the person is on the roster. */
  number: number | null;
};

/** What a line says about its speaker. */
export type SpokenLine = { speaker: string | null; speakerName: string | null };

/**
 * Everybody who may be offered as a speaker: the roster in its order, then the people whom the lines name and
 * the roster does not know yet, in order of appearance.
 */
export function peopleOnCall(roster: readonly RosterPerson[], lines: readonly SpokenLine[]): SpeakerPerson[] {
  const people: SpeakerPerson[] = [...roster];
  const known = new Set(roster.map((person) => person.id));
  const taken = new Set(roster.map((person) => person.initials));
  for (const line of lines) {
    if (line.speaker === null || line.speakerName === null || known.has(line.speaker)) continue;
    const initials = initialsFor(line.speakerName, taken);
    known.add(line.speaker);
    taken.add(initials);
    people.push({ id: line.speaker, name: line.speakerName, initials, aliases: [], number: null });
  }
  return people;
}

/** Whether `query` is this person's full name, one of their aliases or their initials. */
export function isPersonNamed(person: SpeakerPerson, query: string): boolean {
  const wanted = normalizeName(query);
  return (
    normalizeName(person.name) === wanted ||
    person.aliases.some((alias) => normalizeName(alias) === wanted) ||
    normalizeName(person.initials) === wanted
  );
}
