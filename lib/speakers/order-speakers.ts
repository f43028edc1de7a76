import type { SpeakerPerson } from './roster.ts';

type OrderSpeakersInput = {
  people: readonly SpeakerPerson[];
  /** Who is likely to speak next; null when nobody can be told. */
  suggested: string | null;
  /** Ids of those who spoke before, the last one first. */
  recency: readonly string[];
};

/** Everybody in the order in which a thumb wants them: who is likely next, who spoke last, then the roster's order. */
export function orderSpeakers({ people, suggested, recency }: OrderSpeakersInput): SpeakerPerson[] {
  const wanted = suggested === null ? recency : [suggested, ...recency];
  const places = new Map([...wanted].toReversed().map((id, index) => [id, wanted.length - 1 - index]));
  const placeOf = (person: SpeakerPerson): number => places.get(person.id) ?? wanted.length;
  return people.toSorted((one, other) => placeOf(one) - placeOf(other));
}
