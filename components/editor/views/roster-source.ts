import { initialsFor } from '#lib/speakers/initials.ts';
import { rosterPerson, type RosterPerson } from '#lib/speakers/roster.ts';
import { speakerColor } from '#lib/speakers/speaker-color.ts';

export type ShownSpeaker = {
  name: string;
  initials: string;
  color: number;
  /** The number that names them on the keyboard; null until they are on the roster. */
  number: number | null;
};

/** The roster as the editor's views read it; they are told when it changes. */
export class RosterSource {
  private people: readonly RosterPerson[];
  /** What people not on the roster will get when they join it, in the order they were first shown. */
  private readonly expected = new Map<string, { number: number; initials: string }>();
  private readonly listeners = new Set<() => void>();

  constructor(people: readonly RosterPerson[]) {
    this.people = people;
  }

  get(): readonly RosterPerson[] {
    return this.people;
  }

  set(people: readonly RosterPerson[]): void {
    if (people === this.people) return;
    this.people = people;
    for (const listener of this.listeners) listener();
  }

  /** Calls `listener` at every change until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** How a line's speaker is shown: as the roster has them, else as the line says. */
  shown(id: string, writtenName: string | null): ShownSpeaker {
    const person = rosterPerson(id, this.people);
    if (person !== undefined) {
      const { name, initials, number } = person;
      return { name, initials, color: speakerColor(person), number };
    }
    const name = writtenName ?? 'Somebody';
    const expected = this.expectedOf(id, name);
    this.expected.set(id, expected);
    return {
      name,
      initials: expected.initials,
      color: speakerColor({ id, number: expected.number }),
      number: null,
    };
  }

  /** How somebody would be shown who may not be named in the end: as `shown` says, and nothing is kept of it. */
  offered(id: string, name: string): ShownSpeaker {
    if (rosterPerson(id, this.people) !== undefined) return this.shown(id, name);
    const { number, initials } = this.expectedOf(id, name);
    return { name, initials, color: speakerColor({ id, number }), number: null };
  }

  /** Joining follows the order of naming, so that nobody changes when the roster learns of them. */
  private expectedOf(id: string, name: string): { number: number; initials: string } {
    const known = this.expected.get(id);
    if (known !== undefined) return known;
    const others = [...this.people, ...this.expected.values()];
    const number = Math.max(0, ...others.map((other) => other.number)) + 1;
    const initials = initialsFor(name, new Set(others.map((other) => other.initials)));
    return { number, initials };
  }
}
