import { personCalled } from '#lib/speakers/person-called.ts';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';
import type { SaidLine } from './said-line.ts';

/**
 * The id of the person whom a line asks by name: the last one it mentions with `@`, else the last one it calls in a
 * question (`Ada, is it done?`, `Is it done, Ada?`, `Ada?`). Never the speaker; null when nobody is asked. A first
 * name that two people share asks nobody.
 */
export function askedPerson(line: SaidLine, people: readonly SpeakerPerson[]): string | null {
  const mentioned = line.mentions.findLast(
    (id) => id !== line.speaker && people.some((person) => person.id === id),
  );
  if (mentioned !== undefined) return mentioned;
  if (!line.text.includes('?')) return null;

  let asked: string | null = null;
  for (const called of calledNames(line.text)) {
    const id = personCalled(called, people)?.id ?? null;
    if (id !== null && id !== line.speaker) asked = id;
  }
  return asked;
}

const NAME = String.raw`\p{L}[\p{L}\p{M}'’-]*(?: \p{L}[\p{L}\p{M}'’-]*){0,2}`;
// A name in front of a question, or a sentence that is a name; the question mark must still come.
const BEFORE = new RegExp(String.raw`(?:^|[.!?…;]\s+)(${NAME})(?:\?|(?:,| [-–—])(?=\s[^?]*\?))`, 'gu');
const BEHIND = new RegExp(String.raw`,\s*(${NAME})\s*\?`, 'gu');

function calledNames(text: string): string[] {
  const found = [BEFORE, BEHIND].flatMap((pattern) => [...text.matchAll(pattern)]);
  return found.toSorted((a, b) => a.index - b.index).map((match) => match[1] ?? '');
}
