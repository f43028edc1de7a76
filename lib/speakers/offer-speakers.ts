import { completeSpeaker } from './complete-speaker.ts';
import type { SpeakerPerson } from './roster.ts';

/**
 * Whom the text at a line's start offers, best first: digits offer the person with that number in the margin,
 * letters whoever `completeSpeaker` finds. Tab takes the first.
 */
export function offerSpeakers(
  typed: string,
  people: readonly SpeakerPerson[],
  recency: readonly string[],
): SpeakerPerson[] {
  const text = typed.trim();
  if (/^\d{1,3}$/u.test(text)) return people.filter((person) => person.number === Number(text));
  return completeSpeaker(typed, people, recency);
}
