import { initialsFor } from '#lib/speakers/initials.ts';
import { normalizeName } from '#lib/speakers/person-id.ts';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';
import { speakerAtColon } from '#lib/speakers/speaker-at-colon.ts';

/** The id under which a name joins the roster of a replay. */
export function joinId(name: string): string {
  return `joined ${normalizeName(name)}`;
}

/** The people of a replayed call, numbered in the order of joining. */
export class ReplayRoster {
  private members: SpeakerPerson[] = [];
  private readonly named = new Map<string, string>();

  constructor(names: readonly string[]) {
    for (const name of names) this.join(name);
  }

  get people(): readonly SpeakerPerson[] {
    return this.members;
  }

  /** Adds a name with the next number; a name that is there stays as it is. */
  join(name: string): void {
    if (this.find(name) !== null) return;
    const taken = new Set(this.members.map((person) => person.initials));
    const person = {
      id: joinId(name),
      name,
      initials: initialsFor(name, taken),
      aliases: [],
      number: this.members.length + 1,
    };
    this.members = [...this.members, person];
    this.named.set(normalizeName(name), person.id);
  }

  /**
   * The id of the person whom the notes mean by a written name: the one it meant before, else the one on the roster
   * with that name, first name or initials. Null when it means nobody on the roster, or several.
   */
  find(name: string): string | null {
    const key = normalizeName(name);
    const before = this.named.get(key);
    if (before !== undefined) return before;
    const found = speakerAtColon(name, this.members);
    if (found?.kind !== 'known') return null;
    this.named.set(key, found.person.id);
    return found.person.id;
  }
}
