import { normalizeName, personIdFor } from './person-id.ts';
import type { SpokenLine } from './roster.ts';

/**
 * The speaker that a voice which nobody knows yet gets: `Unknown 1`, or the next number that no line of the document
 * has. The same for two people who ask at the same moment.
 */
export function unknownVoice(seriesId: string, lines: readonly SpokenLine[]): { id: string; name: string } {
  const ids = new Set(lines.map((line) => line.speaker));
  const names = new Set(lines.map((line) => normalizeName(line.speakerName ?? '')));
  for (let number = 1; ; number++) {
    const name = `Unknown ${number}`;
    const id = personIdFor(seriesId, name);
    if (!ids.has(id) && !names.has(normalizeName(name))) return { id, name };
  }
}

/**
 * Whether somebody on the roster is such a voice. Each call has its own `Unknown 1`, so that what is found out about one
 * holds for that call alone.
 */
export function isUnknownVoice(seriesId: string, person: { id: string; name: string }): boolean {
  return /^Unknown [1-9]\d*$/u.test(person.name) && person.id === personIdFor(seriesId, person.name);
}
