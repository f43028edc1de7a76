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
  /** Place in the palette of speakers' colours; null, or absent, to follow the number. */
  colour?: number | null;
  /** Who turned out to be this person: what names them in notes is shown as this person. */
  merged?: readonly { id: string; name: string }[];
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
  const known = new Set(roster.flatMap(({ id, merged = [] }) => [id, ...merged.map((other) => other.id)]));
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

/** Whom an id in notes stands for: the person with that id, or the one they turned out to be. Undefined off the roster. */
export function rosterPerson<Person extends RosterPerson>(
  id: string,
  roster: readonly Person[],
): Person | undefined {
  return roster.find((person) => person.id === id || person.merged?.some((other) => other.id === id));
}

/** Lines with everybody named by the id that they have on the roster. */
export function standingLines<Line extends { speaker: string | null }>(
  lines: readonly Line[],
  roster: readonly RosterPerson[],
): Line[] {
  return lines.map((line) => {
    const person = line.speaker === null ? undefined : rosterPerson(line.speaker, roster);
    return person === undefined || person.id === line.speaker ? line : { ...line, speaker: person.id };
  });
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
