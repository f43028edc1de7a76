/** How many speaker colours the palette has; `--speaker-0` to `--speaker-7` in the editor's style sheet. */
export const SPEAKER_COLORS = 8;

/**
 * Which of the eight speaker colours a person has: the one chosen for them; else people of the roster take turns by
 * their number, so that neighbours differ, and anybody else gets a colour by id.
 */
export function speakerColor(person: { id: string; number: number | null; colour?: number | null }): number {
  const { colour } = person;
  if (colour != null && colour >= 0 && colour < SPEAKER_COLORS) return colour;
  if (person.number !== null) return (person.number - 1 + SPEAKER_COLORS) % SPEAKER_COLORS;
  let hash = 0;
  for (const letter of person.id) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 65521;
  return hash % SPEAKER_COLORS;
}
