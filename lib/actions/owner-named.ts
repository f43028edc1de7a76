import { personCalled } from '#lib/speakers/person-called.ts';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';

const MOST_WORDS = 4;
const mention = /^\s*@(?<called>\p{L}.*)$/su;
const promise = /^\s*(?<called>\p{Lu}[\p{L}\p{M}'’. -]{0,60}?)\s+(?:to|will)(?=\s|$)/u;

/**
 * The person whom an action's text names as its owner at its very start: `@Ada …`, `Ada to …`, `Ada will …`. Null
 * when it names nobody, somebody unknown, or a first name that several people have.
 */
export function ownerNamed(text: string, people: readonly SpeakerPerson[]): SpeakerPerson | null {
  const called = mention.exec(text)?.groups?.['called'];
  if (called !== undefined) return longestName(called, people);
  const promised = promise.exec(text)?.groups?.['called'];
  return promised === undefined ? null : personCalled(promised, people);
}

function longestName(text: string, people: readonly SpeakerPerson[]): SpeakerPerson | null {
  const words = text.trim().split(/\s+/u).slice(0, MOST_WORDS);
  for (let count = words.length; count > 0; count--) {
    const called = words
      .slice(0, count)
      .join(' ')
      .replace(/[.,:;!?)]+$/u, '');
    const person = personCalled(called, people);
    if (person !== null) return person;
  }
  return null;
}
