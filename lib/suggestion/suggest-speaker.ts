import type { SpeakerPerson } from '#lib/speakers/roster.ts';
import { askedPerson } from './asked-person.ts';
import type { SaidLine } from './said-line.ts';

export type Suggestion = {
  personId: string;
  /** Why this person: a raised hand, the last line asked for them, or they spoke before the last speaker. */
  reason: 'queue' | 'asked' | 'reply';
};

export type SuggestionInput = {
  /** The lines above the new one; the last one last. */
  lines: readonly SaidLine[];
  people: readonly SpeakerPerson[];
  /** Raised hands, the first one first. */
  queue: readonly string[];
};

/**
 * Whose name stands faintly on a new line: the next raised hand, else the person whom the last line asked by name,
 * else whoever spoke last apart from the last line's speaker. Null while nobody else has spoken.
 */
export function suggestSpeaker({ lines, people, queue }: SuggestionInput): Suggestion | null {
  const last = lines.at(-1);
  const speaking = last?.speaker ?? null;
  const known = new Set(people.map((person) => person.id));
  const isOther = (id: string): boolean => id !== speaking && known.has(id);

  const raised = queue.find(isOther);
  if (raised !== undefined) return { personId: raised, reason: 'queue' };
  if (last === undefined) return null;
  const asked = askedPerson(last, people);
  if (asked !== null) return { personId: asked, reason: 'asked' };
  for (const line of lines.toReversed()) {
    if (line.speaker !== null && isOther(line.speaker)) return { personId: line.speaker, reason: 'reply' };
  }
  return null;
}
